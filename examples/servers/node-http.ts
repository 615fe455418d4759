import { createServer } from 'node:http';
import { toNodeHandler } from 'react-plaid-relink/server';
import { handler, webhooks } from './handler.ts';

const relink = toNodeHandler(handler);
const webhook = toNodeHandler(webhooks);
const server = createServer((request, response) => {
  void (request.url === '/api/plaid-webhook' ? webhook : relink)(request, response);
});
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');

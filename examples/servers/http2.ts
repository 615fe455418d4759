import { createServer } from 'node:http2';
import { toNodeHandler } from 'react-plaid-relink/server';
import { handler, webhooks } from './handler.ts';

const relink = toNodeHandler(handler);
const webhook = toNodeHandler(webhooks);
// Without TLS, behind a proxy. With TLS: createSecureServer({ key, cert, allowHTTP1: true }, …).
const server = createServer((request, response) => {
  void (request.url === '/api/plaid-webhook' ? webhook : relink)(request, response);
});
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');

import { createServer } from 'node:http';
import { toNodeHandler } from 'react-plaid-relink/server';
import { handler } from './handler.ts';

const relink = toNodeHandler(handler);
const server = createServer((request, response) => void relink(request, response));
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');

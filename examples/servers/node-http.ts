import { createServer } from 'node:http';
import { toNodeHandler } from 'react-plaid-relink/server';
import { handler } from './handler.ts';

createServer(toNodeHandler(handler)).listen(Number(process.env.PORT ?? 3000), '127.0.0.1');

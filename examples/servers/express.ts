import express from 'express';
import { toNodeHandler } from 'react-plaid-relink/server';
import { handler, webhooks } from './handler.ts';

const app = express();
// Before every body parser: Plaid signs the exact bytes, and a parser answers a malformed body with a page of its own.
app.use('/api/plaid-webhook', toNodeHandler(webhooks));
app.use('/api/plaid', toNodeHandler(handler));
app.use(express.json());
app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');

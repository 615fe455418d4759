import express from 'express';
import { toNodeHandler } from 'react-plaid-relink/server';
import { handler, webhooks } from './handler.ts';

const app = express();
// Before every body parser: Plaid signs the exact bytes.
app.use('/api/plaid-webhook', toNodeHandler(webhooks));
// The handler of the page's requests may be before or after: it also accepts a parsed body.
app.use(express.json());
app.use('/api/plaid', toNodeHandler(handler));
app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');

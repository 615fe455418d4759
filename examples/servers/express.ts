import express from 'express';
import { toNodeHandler } from 'react-plaid-relink/server';
import { handler } from './handler.ts';

const app = express();
// Before or after the handler, which also accepts a parsed body.
app.use(express.json());
app.use('/api/plaid', toNodeHandler(handler));
app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');

import express from 'express';
import { toNodeHandler } from 'react-plaid-relink/server';
import serverless from 'serverless-http';
import { handler, webhooks } from './handler.ts';

const app = express();
app.use('/api/plaid-webhook', toNodeHandler(webhooks));
app.use('/api/plaid', toNodeHandler(handler));
/** For API Gateway, a function URL or a load balancer. */
export const main = serverless(app);

import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { handler, webhooks } from './handler.ts';

const app = new Hono();
app.all('/api/plaid/*', (context) => handler(context.req.raw));
app.post('/api/plaid-webhook', (context) => webhooks(context.req.raw));
serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1' });

import { handler, webhooks } from './handler.ts';

Deno.serve({ port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1' }, (request) =>
  new URL(request.url).pathname === '/api/plaid-webhook' ? webhooks(request) : handler(request),
);

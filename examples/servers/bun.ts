import { handler, webhooks } from './handler.ts';

Bun.serve({
  port: Number(process.env.PORT ?? 3000),
  hostname: '127.0.0.1',
  // In seconds. Bun's default of 10 would end the connection just before the handler gives up on Plaid (timeoutMs).
  idleTimeout: 30,
  routes: { '/api/plaid/*': handler, '/api/plaid-webhook': webhooks },
});

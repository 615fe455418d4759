import { handler, webhooks } from './handler.ts';

export default {
  fetch: (request: Request) =>
    new URL(request.url).pathname === '/api/plaid-webhook' ? webhooks(request) : handler(request),
};

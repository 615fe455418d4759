import { app, type HttpRequest } from '@azure/functions';
import { handler } from './handler.ts';

/** Azure’s request and answer have other classes than the standard’s. */
export async function plaid({ url, method, headers, body }: HttpRequest) {
  const init = { method, headers, body, duplex: 'half' };
  const answer = await handler(new Request(url, init));
  return { status: answer.status, headers: answer.headers, body: answer.body };
}

// Azure puts `/api` before the route.
app.http('plaid', {
  route: 'plaid/{*path}',
  methods: ['POST', 'OPTIONS'],
  authLevel: 'anonymous',
  handler: plaid,
});

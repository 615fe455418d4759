import { describe, expect, it, onTestFinished } from 'vitest';
import type { WebHandler } from 'react-plaid-relink/server';
import { serve } from '../support/serve';
import { createServerApp, ITEM, LINK, TRUSTED } from '../support/server-app';

/** What a client sees of an answer, but for the time and the number of the request. */
async function seen(handler: WebHandler, path: string, init: RequestInit) {
  const served = await serve(handler);
  onTestFinished(served.close);
  const response = await fetch(`${served.url}/api/plaid${path}`, init);
  const { date: _date, ...headers } = Object.fromEntries(response.headers);
  const text = await response.text();
  return { status: response.status, headers, text: text.replace(/"request_id":"[^"]*"/, '') };
}

function createHandlers() {
  const { setUp, items } = createServerApp();
  const { handler } = setUp({ trustedOrigins: [TRUSTED] });
  // toNodeHandler() does not know an app's function around the handler, and writes the Response that it gives.
  const wrapped: WebHandler = (request) => handler(request);
  const post: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user': 'ada', origin: TRUSTED },
    body: JSON.stringify({ item_id: items.ada.itemId }),
  };
  return { handler, wrapped, post };
}

describe('the answers of this package’s handlers under Node', () => {
  it.each([
    ['an answer about an Item', ITEM, {}],
    ['a refusal', ITEM, { body: JSON.stringify({ item_id: 'of-nobody' }) }],
    ['a wrong method', LINK, { method: 'PUT' }],
    ['a request of another origin', LINK, { headers: { origin: 'https://evil.test' } }],
    [
      'a pre-flight',
      LINK,
      { method: 'OPTIONS', body: null, headers: { origin: TRUSTED, 'x-user': 'ada' } },
    ],
  ] satisfies [string, string, RequestInit][])(
    'a client gets the same bytes and headers for %s, whether toNodeHandler() makes a Response or not',
    async (_what, path, init) => {
      const { handler, wrapped, post } = createHandlers();
      const direct = await seen(handler, path, { ...post, ...init });
      const throughResponse = await seen(wrapped, path, { ...post, ...init });
      // An answer of the last 4 seconds is shared, so both have one time.
      expect(direct).toEqual(throughResponse);
    },
  );

  it('the answer has its length in bytes, also for letters that take two', async () => {
    const { handler, post } = createHandlers();
    const { headers, text, status } = await seen(handler, '/no-such-rüute', post);
    expect(status).toBe(404);
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
  });
});

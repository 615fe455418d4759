import { describe, expect, it } from 'vitest';
import type { RelinkError } from '../../src/core/errors/relink-error';
import { callGateway } from '../../src/core/gateway/call-gateway';
import { createHttpGateway } from '../../src/core/gateway/http-gateway';
import { fetchItemHealth } from '../../src/core/item/fetch-item-health';
import { createFakeEnvironment } from '../support/fake-environment';

const env = createFakeEnvironment();
const TOKEN = 'access-production-5c224a01-8314-4491-a06f-39e193d5cddc';
const ID = '39e193d5cddc';

/** What a call of the gateway fails with; null where it succeeds. */
async function failureOf(call: () => unknown): Promise<RelinkError | null> {
  return callGateway('item-1', env, () => Promise.resolve().then(call)).then(
    () => null,
    (error: unknown) => error as RelinkError,
  );
}

const deep = (value: unknown, levels: number): unknown =>
  levels === 0 ? value : { a: [deep(value, levels - 1)] };

const circle: Record<string, unknown> = { item: {} };
circle.again = circle;

describe('an answer of the backend', () => {
  it.each<[string, unknown]>([
    ['as a field', { link_token: 'link-x-1', access_token: TOKEN }],
    ['in a field of a field', { link_token: 'link-x-1', item: { access_token: TOKEN } }],
    ['in a text', { link_token: 'link-x-1', note: `token ${TOKEN}` }],
    ['as the name of a field', { link_token: 'link-x-1', [TOKEN]: 1 }],
    ['in Plaid’s own body of /item/get', { item: { error: null }, access_token: TOKEN }],
    ['in one of many Items', { items: [{ item_id: 'a' }, { item_id: 'b', access_token: TOKEN }] }],
    ['with escaped hyphens', { note: TOKEN.replaceAll('-', '%2D') }],
    ['in a text of JSON', { note: TOKEN.replaceAll('-', '\\u002d') }],
    ['a thousand levels down', deep(TOKEN, 1_000)],
    ['in a circle', { circle, late: TOKEN }],
    ['as the whole answer', TOKEN],
    ['of an unknown environment', { link_token: 'access-x' }],
  ])('G7: an access token %s is refused, and shown nowhere', async (_where, body) => {
    const error = await failureOf(() => body);
    expect(error).toMatchObject({ code: 'secret_refused', retryable: false, itemId: 'item-1' });
    expect(`${error?.stack} ${JSON.stringify(error)}`).not.toContain(ID);
  });

  it.each<[string, unknown]>([
    ['a bank that is named alike', { institution_name: 'Open access-point Credit Union' }],
    ['a code that is named alike', { error_code: 'INVALID_ACCESS_TOKEN' }],
    ['a circle', circle],
    ['null', null],
  ])('an answer with %s is taken', async (_what, body) => {
    expect(await failureOf(() => body)).toBeNull();
  });

  it.each<[string, () => unknown]>([
    ['the body of an error', () => ({ status: 500, body: { request: { access_token: TOKEN } } })],
    ['the message of an error', () => new Error(`no answer for ${TOKEN}`)],
    ['a thrown text', () => TOKEN],
  ])('G7: an access token in %s is refused, and shown nowhere', async (_where, make) => {
    const error = await failureOf(() => {
      throw make();
    });
    expect(error).toMatchObject({ code: 'secret_refused' });
    expect(`${error?.stack} ${JSON.stringify(error)}`).not.toContain(ID);
  });
});

describe('every call of the client', () => {
  it.each(['createPublicToken', 'createLinkToken', 'getItem', 'getItems', 'reportRelink'] as const)(
    'G7: %s over HTTP refuses an answer and an error with an access token',
    async (name) => {
      for (const status of [200, 400, 404, 500]) {
        const gateway = createHttpGateway({ baseUrl: 'https://app.test/api/plaid' });
        const answer = Response.json({ item: { access_token: TOKEN } }, { status });
        const call = gateway[name] as (...args: unknown[]) => Promise<unknown>;
        const restore = replaceFetch(answer);
        const error = await failureOf(() =>
          call(name === 'getItems' ? ['item-1'] : 'item-1', {
            signal: new AbortController().signal,
            purpose: 'repair',
          }),
        );
        restore();
        expect(error, `${status}`).toMatchObject({ code: 'secret_refused' });
        expect(JSON.stringify(error)).not.toContain(ID);
      }
    },
  );

  it('G7: an Item’s health comes from no answer with an access token', async () => {
    const gateway = {
      getItem: () => Promise.resolve({ item: { error: null, note: TOKEN } }),
    };
    await expect(fetchItemHealth(gateway, 'item-1', env, false)).rejects.toMatchObject({
      code: 'secret_refused',
    });
  });
});

function replaceFetch(answer: Response): () => void {
  const { fetch } = globalThis;
  globalThis.fetch = () => Promise.resolve(answer);
  return () => {
    globalThis.fetch = fetch;
  };
}

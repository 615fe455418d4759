import { createServer, type Server } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { Configuration, PlaidApi } from 'plaid';
import { createServerApp, ITEM, LINK, PUBLIC } from '../support/server-app';

const ACCESS_TOKEN = 'access-sandbox-5c224a01-8314-4491-a06f-39e193d5cddc';
const SECRETS = [ACCESS_TOKEN, 'the-plaid-secret', 'the-client-id', '39e193d5cddc'];

let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
});

/** Plaid over a real socket, so that the official client's errors are the real ones, with all that they hold. */
async function plaidThatSays(status: number, text: string): Promise<PlaidApi> {
  const listening = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return new PlaidApi(
    new Configuration({
      basePath: `http://127.0.0.1:${port}`,
      baseOptions: {
        headers: { 'PLAID-CLIENT-ID': 'the-client-id', 'PLAID-SECRET': 'the-plaid-secret' },
      },
    }),
  );
}

/** Everything that the client and the log get to see. */
async function seen(plaid: PlaidApi, overrides: { findItem?: () => never } = {}): Promise<string> {
  const { ask, problems } = createServerApp().setUp({
    plaid,
    findItem: () => ({ accessToken: ACCESS_TOKEN, clientUserId: 'ada' }),
    ...overrides,
  });
  let seenByClient = '';
  for (const path of [LINK, PUBLIC, ITEM]) {
    const { status, headers, text } = await ask(path);
    seenByClient += `${status} ${JSON.stringify([...headers])} ${text}\n`;
  }
  return seenByClient + inspect(problems, { depth: 20, showHidden: true });
}

describe('secrets of the official client', () => {
  const error = (fields: object) =>
    JSON.stringify({ error_type: 'ITEM_ERROR', error_code: 'ITEM_LOCKED', ...fields });

  it.each<[string, number, string]>([
    ['a 400 with the token in error_message', 400, error({ error_message: ACCESS_TOKEN })],
    [
      'a 400 with the token in display_message',
      400,
      error({ display_message: `Bad ${ACCESS_TOKEN}.` }),
    ],
    ['a 400 with the token as error_code', 400, error({ error_code: ACCESS_TOKEN })],
    ['a 400 with the token as error_type', 400, error({ error_type: ACCESS_TOKEN })],
    ['a 400 with the token as request_id', 400, error({ request_id: ACCESS_TOKEN })],
    [
      'a 400 INVALID_INPUT with the token in error_message',
      400,
      error({ error_type: 'INVALID_INPUT', error_code: 'X', error_message: ACCESS_TOKEN }),
    ],
    ['a 502 that is not JSON', 502, `<html>${ACCESS_TOKEN}</html>`],
    [
      'a 200 with the token in every field',
      200,
      JSON.stringify({
        link_token: `link-${ACCESS_TOKEN}`,
        public_token: `public-${ACCESS_TOKEN}`,
        access_token: ACCESS_TOKEN,
        expiration: ACCESS_TOKEN,
        request_id: ACCESS_TOKEN,
        item: {
          error: { error_code: ACCESS_TOKEN },
          institution_name: ACCESS_TOKEN,
          consent_expiration_time: ACCESS_TOKEN,
        },
      }),
    ],
  ])('G7: no secret leaves the handler after %s from Plaid', async (_name, status, text) => {
    const all = await seen(await plaidThatSays(status, text));
    for (const secret of SECRETS) expect(all).not.toContain(secret);
  });

  it('G7: no secret leaves the handler after a refused connection to Plaid', async () => {
    const plaid = await plaidThatSays(200, '{}');
    await new Promise((resolve) => server?.close(resolve));
    const all = await seen(plaid);
    expect(all).toContain('502');
    for (const secret of SECRETS) expect(all).not.toContain(secret);
  });

  it('G7: the log gets an error of Plaid’s client that findItem throws without its secrets', async () => {
    const plaid = await plaidThatSays(400, error({}));
    const thrown: unknown = await plaid
      .itemGet({ access_token: ACCESS_TOKEN })
      .catch((e: unknown) => e);
    const response: unknown = Reflect.get(thrown as object, 'response');
    const wrapped: unknown[] = [
      thrown,
      [thrown],
      new Error('wrapped', { cause: thrown }),
      new AggregateError([thrown]),
      Object.assign(new Error('mine'), { originalError: thrown, response }),
      new Error(`in its text: ${ACCESS_TOKEN}`),
      ACCESS_TOKEN,
    ];
    for (const cause of wrapped) {
      const all = await seen(plaid, {
        findItem() {
          throw cause;
        },
      });
      expect(all).toContain('APP_ERROR');
      for (const secret of SECRETS) expect(all).not.toContain(secret);
    }
  });
});

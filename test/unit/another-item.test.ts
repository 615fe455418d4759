import { describe, expect, it } from 'vitest';
import { createKnownHealth } from '../../src/core/client/known-health';
import { createItemBackend } from '../../src/core/engine/item-backend';
import { isRelinkError, type RelinkError } from '../../src/core/errors/relink-error';
import type { RelinkGateway } from '../../src/core/gateway/wire';
import { createFetchItemsHealth, fetchItemHealth } from '../../src/core/item/fetch-item-health';
import { createInitialHealthReader } from '../../src/core/item/initial-health';
import { createFakeEnvironment } from '../support/fake-environment';

const env = createFakeEnvironment();
const TOKEN = 'access-production-5c224a01-8314-4491-a06f-39e193d5cddc';
const healthy = { health: 'healthy', remedy: 'none' };

const CASES: readonly [what: string, body: object, code: string][] = [
  ['names another Item', { item_id: 'b', ...healthy }, 'invalid_response'],
  [
    'passes on Plaid’s body of another Item',
    { item: { item_id: 'b', error: null } },
    'invalid_response',
  ],
  [
    'has an access token in a field',
    { item_id: 'a', ...healthy, access_token: TOKEN },
    'secret_refused',
  ],
  [
    'has an access token deep in it',
    { item_id: 'a', ...healthy, x: [{ y: `t ${TOKEN}` }] },
    'secret_refused',
  ],
];

/** The ways in which the health of Item `a` reaches the page. */
const WAYS: Record<string, (body: object) => Promise<unknown>> = {
  '/item/get': (body) => fetchItemHealth(gatewayOf(body), 'a', env, false),
  '/items/get': (body) =>
    createFetchItemsHealth(() => gatewayOf(body), env)(['a', 'c'], false)('a'),
  '/item/relinked': (body) =>
    createItemBackend({
      env,
      known: createKnownHealth(),
      gateway: () => gatewayOf(body),
      onError: () => {},
    }).reportRelink('a', { linkSessionId: null, purpose: 'repair' }),
  async initialHealth(body) {
    const told: RelinkError[] = [];
    const read = createInitialHealthReader(
      () => ({ a: body }),
      env,
      (error) => told.push(isRelinkError(error.cause) ? error.cause : error),
    );
    const health = read('a');
    await Promise.resolve();
    for (const error of told) throw error;
    return health;
  },
};

/** The app's own functions, with answers that the types forbid. */
function gatewayOf(body: object): RelinkGateway {
  const answer = (): Promise<never> => Promise.resolve(body as never);
  return {
    getItem: answer,
    reportRelink: answer,
    getItems: () => Promise.resolve({ items: [body, { item_id: 'c', ...healthy }] as never }),
  };
}

describe.each(Object.entries(WAYS))('%s', (way, read) => {
  it.each(CASES)(
    `G4, G7: the health of an Item comes from no answer of ${way} that %s`,
    async (_what, body, code) => {
      const error = (await read(body).catch((thrown: unknown) => thrown)) as RelinkError;
      expect(error).toMatchObject({ code, itemId: 'a' });
      expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('39e193d5cddc');
    },
  );

  it.each<[string, object]>([
    ['names the Item', { item_id: 'a', ...healthy }],
    [
      'passes on Plaid’s body of it',
      { item_id: 'a', item: { item_id: 'plaids-own-id', error: null } },
    ],
  ])(`the health of an Item comes from an answer of ${way} that %s`, async (_what, body) => {
    await expect(read(body)).resolves.toMatchObject({ state: 'healthy' });
  });
});

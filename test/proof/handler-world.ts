import {
  createRelinkHandler,
  type RelinkHandlerOptions,
  type RelinkHandlerError,
} from 'react-plaid-relink/server';
import { createFakePlaid, type FakePlaid } from 'react-plaid-relink/testing';

export const ORIGIN = 'https://app.test';
export const TRUSTED = 'https://trusted.test';
const USERS = ['ada', 'bob'] as const;
export type UserId = (typeof USERS)[number];

export interface World {
  plaid: FakePlaid;
  items: Record<UserId | 'removed', { itemId: string; accessToken: string }>;
  problems: RelinkHandlerError[];
  /** What the app's own functions were asked. */
  calls: { authenticate: number; findItem: string[] };
  handler: (request: Request) => Promise<Response>;
}

/** Ada and Bob with an Item each, and one of Ada's that Plaid no longer has. The user is in a header. */
export async function createWorld(
  overrides: Partial<RelinkHandlerOptions<UserId>> = {},
): Promise<World> {
  const plaid = createFakePlaid();
  const items = {
    ada: plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' }),
    bob: plaid.createItem(),
    removed: plaid.createItem(),
  };
  await plaid.client().itemRemove({ access_token: items.removed.accessToken });
  const owners = new Map<string, { owner: UserId; accessToken: string }>([
    [items.ada.itemId, { owner: 'ada', accessToken: items.ada.accessToken }],
    [items.bob.itemId, { owner: 'bob', accessToken: items.bob.accessToken }],
    [items.removed.itemId, { owner: 'ada', accessToken: items.removed.accessToken }],
  ]);
  const problems: RelinkHandlerError[] = [];
  const calls: World['calls'] = { authenticate: 0, findItem: [] };
  const handler = createRelinkHandler<UserId>({
    plaid: plaid.client(),
    authenticate(request) {
      calls.authenticate += 1;
      return USERS.find((user) => user === request.headers.get('x-user')) ?? null;
    },
    findItem(itemId, clientUserId) {
      calls.findItem.push(itemId);
      const found = owners.get(itemId);
      return found?.owner === clientUserId
        ? { accessToken: found.accessToken, clientUserId }
        : null;
    },
    linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    trustedOrigins: [TRUSTED],
    rateLimit: false,
    onError: (problem) => problems.push(problem),
    ...overrides,
  });
  return { plaid, items, problems, calls, handler };
}

export const ROUTES = {
  public_token: '/item/public_token/create',
  link_token: '/link/token/create',
  item: '/item/get',
} as const;

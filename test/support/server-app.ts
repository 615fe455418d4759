import {
  createRelinkHandler,
  type RelinkHandlerError,
  type RelinkHandlerOptions,
} from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';

export const ORIGIN = 'https://app.test';
/** For `trustedOrigins`. */
export const TRUSTED = 'https://trusted.test';
/** The same for an app in a web view. */
export const TRUSTED_APP = 'capacitor://localhost';
export const LINK = '/link/token/create';
export const PUBLIC = '/item/public_token/create';
export const ITEM = '/item/get';
export const RELINKED = '/item/relinked';
export const ITEMS = '/items/get';

export interface OwnedFakeItem {
  itemId: string;
  accessToken: string;
}

interface RequestFields extends RequestInit {
  user?: string;
  itemId?: string;
  headers?: Record<string, string>;
}

/**
 * The server half of an app over a fake Plaid. Ada and Bob own a healthy Item each; the header `x-user` names the user.
 * createWebhookApp(app) adds its webhook handler, and servePlaid(app.plaid) the official client.
 *
 * @param now the time at Plaid
 */
export function createServerApp(now?: () => number) {
  const plaid = createFakePlaid({ now });
  const items = { ada: plaid.createItem(), bob: plaid.createItem() };
  const owned = new Map<string, Map<string, OwnedFakeItem>>();
  const problems: RelinkHandlerError[] = [];
  /** How often the app's own functions were called, and for which Items. */
  const calls = { authenticate: 0, findItem: [] as string[] };

  function own(user: string, item: OwnedFakeItem): void {
    owned.set(user, new Map([...(owned.get(user) ?? []), [item.itemId, item]]));
  }
  own('ada', items.ada);
  own('bob', items.bob);

  const options: RelinkHandlerOptions<string> = {
    plaid: plaid.client(),
    authenticate(request) {
      calls.authenticate += 1;
      const user = request.headers.get('x-user');
      return user !== null && owned.has(user) ? user : null;
    },
    findItem(itemId, clientUserId) {
      calls.findItem.push(itemId);
      const item = owned.get(clientUserId)?.get(itemId);
      return item ? { accessToken: item.accessToken, clientUserId } : null;
    },
    linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    onError: (problem) => problems.push(problem),
  };

  /** A request of Ada's for her own Item, unless `fields` say otherwise. */
  function requestFor(path: string, fields: RequestFields = {}): Request {
    const { user = 'ada', itemId = items.ada.itemId, headers, ...init } = fields;
    return new Request(`${ORIGIN}/api/plaid${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-user': user, ...headers },
      body: JSON.stringify({ item_id: itemId }),
      ...init,
    });
  }

  return {
    plaid,
    items,
    problems,
    calls,
    options,
    /** Makes a user own an Item too. A user who owns one can sign in. */
    own,
    /** Makes a user own an Item that was removed at Plaid. */
    async ownRemoved(user: string): Promise<OwnedFakeItem> {
      const item = plaid.createItem();
      await plaid.client().itemRemove({ access_token: item.accessToken });
      own(user, item);
      return item;
    },
    requestFor,
    countOf: (path: string): number =>
      plaid.requests.filter((request) => request.path === path).length,
    /** The handler with some options changed. `ask` sends it one request. */
    setUp(overrides: Partial<RelinkHandlerOptions<string>> = {}) {
      const handler = createRelinkHandler<string>({ ...options, ...overrides });
      const ask = async (path: string, fields?: RequestFields) => {
        const response = await handler(requestFor(path, fields));
        const text = await response.text();
        const body = JSON.parse(text) as Record<string, unknown>;
        return { status: response.status, headers: response.headers, text, body };
      };
      return { handler, ask, problems, items, requestFor };
    },
  };
}

export type ServerApp = ReturnType<typeof createServerApp>;

import { createRelinkHandler, type RelinkHandlerOptions } from '../server';
import { createRelinkError } from '../core/errors/catalogue';
import { isRecord } from '../core/unknown';
import type { ItemBody, LinkTokenBody, PublicTokenBody, RelinkGateway } from '../core/gateway/wire';
import type { FakePlaid } from './fake-plaid';
import { parseText } from './parse-text';

/** Options of {@link createFakeBackend}. */
export interface FakeBackendOptions {
  /** Where its tokens come from. */
  plaid: FakePlaid;
  /** Overrides of the handler's options, such as `authenticate: () => null` for a user who has signed out. */
  handler?: Partial<RelinkHandlerOptions<string>>;
}

/** An app's backend for tests and stories: the real handler, over a fake Plaid, with one signed-in user. */
export interface FakeBackend {
  /** The handler itself, at `/api/plaid`: to serve it, or to test requests of your own. */
  handle(request: Request): Promise<Response>;
  /** For `<RelinkProvider gateway={backend.gateway}>`; no network, no mock of fetch. */
  gateway: Required<RelinkGateway>;
  /** Makes the signed-in user the owner of an Item. */
  own(item: { itemId: string; accessToken: string }): void;
}

/** What a gateway throws to report an HTTP failure. */
class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, body: unknown) {
    super(`The backend answered ${status}.`);
    this.status = status;
    this.body = body;
  }
}

/** Else each request would fail as if the network did. */
function requireFetch(): void {
  if (typeof Request === 'function' && typeof Response === 'function') return;
  throw createRelinkError('invalid_options', {
    message:
      'createFakeBackend() needs Request and Response, which this test environment does not have (jest-environment-jsdom takes them away). Use the environment that docs/testing.md shows for Jest.',
  });
}

/**
 * An app's backend without a server: the handler of `react-plaid-relink/server`, over a fake Plaid.
 *
 * @throws RelinkError `invalid_options` where the test environment has no `Request` and `Response`
 * @example
 * const plaid = createFakePlaid();
 * const backend = createFakeBackend({ plaid });
 * backend.own(plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' }));
 * render(<RelinkProvider gateway={backend.gateway}>…</RelinkProvider>);
 */
export function createFakeBackend({ plaid, handler = {} }: FakeBackendOptions): FakeBackend {
  requireFetch();
  const owned = new Map<string, string>();
  const handle = createRelinkHandler<string>({
    plaid: plaid.client(),
    authenticate: () => 'user-1',
    findItem(itemId, user) {
      const accessToken = owned.get(itemId);
      return accessToken ? { accessToken, clientUserId: user } : null;
    },
    linkToken: { clientName: 'Fake App', countryCodes: ['US'], language: 'en' },
    // Tests press hours into a moment.
    rateLimit: false,
    ...handler,
  });

  async function post<Body>(path: string, fields: object, signal: AbortSignal): Promise<Body> {
    const response = await handle(
      new Request(`https://app.test/api/plaid${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fields),
        signal,
      }),
    );
    const body = parseText(await response.text());
    if (!response.ok) throw new HttpFailure(response.status, isRecord(body) ? body : null);
    return body as Body;
  }

  return {
    handle,
    own: ({ itemId, accessToken }) => void owned.set(itemId, accessToken),
    gateway: {
      createPublicToken: (item_id, { signal }) =>
        post<PublicTokenBody>('/item/public_token/create', { item_id }, signal),
      createLinkToken: (item_id, { signal, accountSelection, hostedLink = false }) =>
        post<LinkTokenBody>(
          '/link/token/create',
          { item_id, account_selection_enabled: accountSelection, hosted_link: hostedLink },
          signal,
        ),
      getItem(item_id, { signal }) {
        // So that a test which breaks an Item sees it broken at once.
        handle.forgetHealth(item_id);
        return post<ItemBody>('/item/get', { item_id }, signal);
      },
    },
  };
}

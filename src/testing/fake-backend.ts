import {
  createMemoryRecords,
  createRelinkHandler,
  type ItemRecords,
  type RelinkHandlerOptions,
} from '../server';
import { assertKnownOptions } from '../server/options/assert/assert-known-keys';
import { assertOption, isFunction, isNonEmptyString } from '../server/options/assert/assert-option';
import { updateRecord } from '../server/records/item-records';
import { changeOf } from '../server/webhook/flag-of';
import { classifyWebhook } from '../server/webhook/classify-webhook';
import { createRelinkError } from '../core/errors/catalogue';
import { isRecord } from '../core/unknown';
import type {
  ItemBody,
  ItemsBody,
  LinkTokenBody,
  PublicTokenBody,
  RelinkGateway,
} from '../core/gateway/wire';
import type { FakePlaid } from './fake-plaid';
import type { FakeWebhook } from './plaid/webhooks/webhook-sender';
import { createFetchStub } from './fetch-stub';
import { parseJsonObject } from './parse-json-object';

/** Options of {@link createFakeBackend}. */
export interface FakeBackendOptions {
  /** The fake Plaid that it calls. */
  plaid: FakePlaid;
  /** Overrides of the options of `createRelinkHandler`, such as `authenticate: () => null` for a signed-out user. */
  handlerOptions?: Partial<RelinkHandlerOptions<string>>;
  /** @deprecated Use {@link FakeBackendOptions.handlerOptions}: it does the same. */
  handler?: Partial<RelinkHandlerOptions<string>>;
}

const OPTIONS: Readonly<Record<keyof FakeBackendOptions, true>> = {
  plaid: true,
  handlerOptions: true,
  handler: true,
};

/** An app's backend for tests and stories: the real handler over a fake Plaid, with one signed-in user. */
export interface FakeBackend {
  /**
   * The handler, mounted at `/api/plaid`. Serve it, or answer the requests of the app under test with it. It asks the fake
   * Plaid for each request, without the handler's pause of 4 s per Item.
   *
   * @example http.post('*\/api/plaid/*', ({ request }) => backend.handle(request)) // MSW
   */
  handle(request: Request): Promise<Response>;
  /**
   * Replaces `fetch`, for an app whose own provider calls its backend: requests below the handler's path are answered by
   * `handle`, and all others go to the `fetch` that was there. Installs afresh where it is installed already.
   *
   * @returns `uninstall`
   * @example beforeEach(() => void backend.install());
   */
  install(): () => void;
  /** Restores the previous `fetch`. Safe to call twice. */
  uninstall(): void;
  /** For `<RelinkProvider gateway={backend.gateway}>`: it calls the handler without a network. */
  gateway: Required<RelinkGateway>;
  /** What the handler knows of Items beside Plaid's answers. The fake Plaid's webhooks are written there. */
  readonly records: ItemRecords;
  /** Makes the signed-in user the owner of an Item. */
  addItem(item: FakeBackendItem): void;
  /** @deprecated Use {@link FakeBackend.addItem}: it is the same function. */
  own(item: FakeBackendItem): void;
}

/** An Item of the fake backend's user. */
export interface FakeBackendItem {
  itemId: string;
  accessToken: string;
  /** The `itemId` of another Item with the same login, as `findItem` may return it. @default none */
  duplicateOf?: string | undefined;
}

/** A gateway reports an HTTP failure by an error with the status. */
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

/** Without this check, each request would fail like a network error. */
function requireFetch(): void {
  if (typeof Request === 'function' && typeof Response === 'function') return;
  throw createRelinkError('invalid_options', {
    message:
      'createFakeBackend() needs Request and Response, which this test environment does not have (jest-environment-jsdom removes them). Use the environment that docs/testing.md shows for Jest.',
  });
}

/**
 * Creates an app's backend without a server: the handler of `react-plaid-relink/server` over a fake Plaid.
 *
 * @throws RelinkError `invalid_options` if the test environment has no `Request` and `Response`, for an option that it does
 * not know, and where `plaid` is no fake Plaid
 * @example
 * const plaid = createFakePlaid();
 * const backend = createFakeBackend({ plaid });
 * backend.addItem(plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' }));
 * render(<RelinkProvider gateway={backend.gateway}>…</RelinkProvider>);
 */
export function createFakeBackend(options: FakeBackendOptions): FakeBackend {
  const given: unknown = (options as Partial<FakeBackendOptions> | undefined)?.plaid;
  const advice = 'The handler asks it: createFakeBackend({ plaid: createFakePlaid() }).';
  assertOption(Boolean(given), 'plaid', 'is missing', advice, 'createFakeBackend');
  assertOption(
    isRecord(given) && isFunction(given.client) && isFunction(given.onWebhook),
    'plaid',
    'must be what createFakePlaid() returned',
    advice,
    'createFakeBackend',
  );
  assertKnownOptions(options, OPTIONS, 'createFakeBackend');
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- The former name.
  const { plaid, handlerOptions, handler } = options;
  requireFetch();
  const owned = new Map<string, FakeBackendItem>();
  const basePath = handlerOptions?.basePath ?? handler?.basePath ?? '/api/plaid';
  const records = handlerOptions?.records ?? handler?.records ?? createMemoryRecords();
  plaid.onWebhook((webhook) => writeWebhook(records, webhook));
  const answer = createRelinkHandler<string>({
    plaid: plaid.client(),
    records,
    // A test that breaks an Item expects to see it broken at once.
    healthMaxAgeMs: 0,
    authenticate: () => 'user-1',
    findItem(itemId, user) {
      const item = owned.get(itemId);
      return item ? { ...item, clientUserId: user } : null;
    },
    linkToken: { clientName: 'Fake App', countryCodes: ['US'], language: 'en' },
    // Tests make the requests of hours in a second.
    rateLimit: false,
    ...handler,
    ...handlerOptions,
  });

  function addItem(item: FakeBackendItem): void {
    assertOption(
      isRecord(item) && [item.itemId, item.accessToken].every((id) => isNonEmptyString(id)),
      'item',
      'must have itemId and accessToken, both texts',
      'Such as backend.addItem(plaid.createItem()).',
      'addItem',
    );
    const { itemId, accessToken, duplicateOf } = item;
    owned.set(itemId, { itemId, accessToken, duplicateOf });
  }

  async function handle(request: Request): Promise<Response> {
    // A test that breaks or relinks an Item expects to see that at once.
    for (const itemId of await itemIdsOf(request)) answer.invalidateHealth(itemId);
    return answer(request);
  }

  async function post<Body>(path: string, fields: object, signal: AbortSignal): Promise<Body> {
    const response = await handle(
      new Request(`https://app.test${basePath}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fields),
        signal,
      }),
    );
    const body = parseJsonObject(await response.text());
    if (!response.ok) throw new HttpFailure(response.status, isRecord(body) ? body : null);
    return body as Body;
  }

  return {
    handle,
    ...createFetchStub(basePath, handle),
    records,
    addItem,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- The former name.
    own: addItem,
    gateway: {
      createPublicToken: (item_id, { signal }) =>
        post<PublicTokenBody>('/item/public_token/create', { item_id }, signal),
      createLinkToken: (
        item_id,
        { signal, accountSelection, hostedLink = false, purpose, platform },
      ) =>
        post<LinkTokenBody>(
          '/link/token/create',
          {
            item_id,
            account_selection_enabled: accountSelection,
            hosted_link: hostedLink,
            platform,
            ...(purpose && purpose !== 'repair' && purpose !== 'accounts' && { purpose }),
          },
          signal,
        ),
      getItem: (item_id, { signal }) => post<ItemBody>('/item/get', { item_id }, signal),
      reportRelink: (item_id, { signal, linkSessionId, purpose, accountSelection }) =>
        post<ItemBody>(
          '/item/relinked',
          {
            item_id,
            ...(linkSessionId && { link_session_id: linkSessionId }),
            purpose,
            ...(accountSelection && { account_selection_enabled: true }),
          },
          signal,
        ),
      getItems: (item_ids, { signal }) => post<ItemsBody>('/items/get', { item_ids }, signal),
    },
  };
}

/** The Items that a request is about. */
async function itemIdsOf(request: Request): Promise<string[]> {
  const body = request.bodyUsed ? null : parseJsonObject(await request.clone().text());
  if (!isRecord(body)) return [];
  const { item_id, item_ids } = body;
  const many: unknown[] = Array.isArray(item_ids) ? item_ids : [];
  return [item_id, ...many].filter((id) => typeof id === 'string');
}

/**
 * Does what `createWebhookHandler` does with records, without a signature: jsdom has no `crypto.subtle` to verify one, and
 * the clock of the fake Plaid may be far from the handler's.
 */
async function writeWebhook(records: ItemRecords, { body, itemId }: FakeWebhook): Promise<void> {
  const event = classifyWebhook({
    webhookType: String(body.webhook_type),
    webhookCode: String(body.webhook_code),
    itemId,
    environment: 'sandbox',
    body,
    signedAt: new Date(),
    deliveryId: '',
    bodyHash: '',
  });
  if (!event) return;
  try {
    await updateRecord(records, event.itemId, changeOf(event));
  } catch {
    // A store that fails is left to the handler, which reports it at its next read.
  }
}

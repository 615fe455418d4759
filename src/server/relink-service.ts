import type { ItemBody, ItemsBody, LinkTokenBody, PublicTokenBody } from '../core/gateway/wire';
import type { AppPlatform } from '../core/types';
import { isRecord } from '../core/unknown';
import { logHttpError } from './http/error-body';
import { invalidRequest, toHttpError, type HttpError } from './http/http-error';
import type { Fields } from './http/parse-body';
import { createRequestDeadline } from './http/request-deadline';
import { assertKnownOptions } from './options/assert/assert-known-keys';
import { assertOption } from './options/assert/assert-option';
import { HANDLER_OPTIONS } from './options/option-names';
import type { OwnedItem } from './options/owned-item';
import { parseServerOptions } from './options/parse-server-options';
import type { RelinkServiceOptions } from './options/service-options';
import { redactBody } from './redact/redact-answer';
import { hostedLinkRoute } from './routes/hosted-link-route';
import { itemRoute } from './routes/item-route';
import { itemsRoute } from './routes/items-route';
import { linkTokenRoute } from './routes/link-token-route';
import { publicTokenRoute } from './routes/public-token-route';
import { relinkedRoute } from './routes/relinked-route';
import type { Route } from './routes/route';
import { createAfterwards } from './service/afterwards';
import { createRequestTrace, requestIdOf } from './service/request-trace';
import { createServiceContext } from './service/service-context';
import { toServiceError } from './service/service-error';
import { requireUser } from './service/signed-in-user';
import { tellRequest } from './service/tell-request';

/** What every call of a {@link RelinkService} may have. */
export interface ServiceCallInput {
  /** Aborts when the caller no longer waits. */
  signal?: AbortSignal | undefined;
}

/** Which Item a call of a {@link RelinkService} is about. */
export interface ServiceItemInput extends ServiceCallInput {
  /** The id that `findItem` understands. */
  itemId: string;
}

/** Input of {@link RelinkService.getItem} and {@link RelinkService.getItems}. */
export interface ServiceHealthInput {
  /** Whether only an answer will do that Plaid gives from now on. @default false */
  fresh?: boolean | undefined;
}

/** Input of {@link RelinkService.createLinkToken}. */
export interface ServiceLinkTokenInput extends ServiceItemInput {
  /** Why the user opens Link. @default 'repair' */
  purpose?: string | undefined;
  /** Whether the user also chooses which accounts to share. @default false */
  accountSelection?: boolean | undefined;
  /** Whether to ask for the address of Plaid's own page too (`hosted_link_url`). @default false */
  hostedLink?: boolean | undefined;
  /** The system of the app that opens Link with Plaid's SDK. @default a browser */
  platform?: AppPlatform | undefined;
  /** The request that the `linkToken` function gets. @default null */
  request?: Request | undefined;
}

/** Input of {@link RelinkService.reportRelink}. */
export interface ServiceReportInput extends ServiceItemInput {
  /** Plaid's id of the Link session. One session counts once, however often it is reported. */
  linkSessionId?: string | null | undefined;
  /** What the relink was for. @default 'repair' */
  purpose?: string | undefined;
  /** Whether the user also chose which accounts to share. @default false */
  accountSelection?: boolean | undefined;
}

/** Input of {@link RelinkService.createHostedLink}. */
export interface ServiceHostedLinkInput extends ServiceItemInput {
  /** How long the address can be opened, in milliseconds: at least a second, at most 21 days. Cut to whole seconds. */
  lifetimeMs: number;
  /**
   * Why the user opens Link. Only for another purpose than `'repair'` may the Item be well.
   * @default 'repair'
   */
  purpose?: string | undefined;
  /**
   * Where the page leads afterwards: an absolute URI, of a page or of an app's own scheme. Plaid does not sign the way back,
   * so that page must ask how the Item is.
   * @default that of `linkToken.hostedLink`
   */
  completionRedirectUri?: string | undefined;
  /**
   * Whether an app opens the page in an `ASWebAuthenticationSession` or a Chrome custom tab. A mail does not.
   * @default that of `linkToken.hostedLink`
   */
  isMobileApp?: boolean | undefined;
  /**
   * The language of Link, as in `linkToken.language`. A Link customization of another language is not applied.
   * @default `linkToken.language`
   */
  language?: string | undefined;
}

/** Plaid's own page for one Item, as {@link RelinkService.createHostedLink} makes it. `relinkMail` takes it as it is. */
export interface HostedLink {
  /**
   * The address. It opens Link for this Item, once, for any reader: send it to the Item's user alone, and write it to no
   * log. docs/security.md says what a reader can do with it.
   */
  url: string;
  /** When the address ends. */
  expiresAt: Date;
  /** How the Item was a moment before: the body of `getItem`. */
  item: ItemBody;
}

/**
 * The handler without HTTP: for server actions, tRPC, jobs, and pages that are rendered on the server. Every function takes
 * the signed-in user first, calls `findItem` with that user, and resolves to the body that the handler would answer with.
 * Each rejects with a {@link RelinkServiceError}, and with nothing else.
 */
export interface RelinkService<User> {
  /** Mints a public token. Deprecated by Plaid since July 2020 (plaid.com/docs/link/link-token-migration-guide). */
  createPublicToken(user: User, input: ServiceItemInput): Promise<PublicTokenBody>;
  /** Mints a link token that opens Link in update mode. */
  createLinkToken(user: User, input: ServiceLinkTokenInput): Promise<LinkTokenBody>;
  /** Returns the Item's health. */
  getItem(user: User, input: ServiceItemInput & ServiceHealthInput): Promise<ItemBody>;
  /**
   * Returns the health of 1 to 100 Items, in their order. An Item that the user does not own, or that could not be asked
   * for in time, has an `error` in its place.
   */
  getItems(
    user: User,
    itemIds: readonly string[],
    input?: ServiceCallInput & ServiceHealthInput,
  ): Promise<ItemsBody>;
  /**
   * Makes the address of Plaid's own page (Hosted Link), which opens Link in update mode without the app's page: for a mail.
   * No settings are needed for it, and no browser can ask for it. `linkToken` as a function gets `hostedLink: true`.
   *
   * The Item's health is checked first. The call rejects with 409 and `NOT_RELINKABLE` where Link would not help, and
   * `body.remedy` says why: `'new_link'`, `'none'` (it is well), or `'wait'` (the bank is down). 400: the input is wrong,
   * such as a `lifetimeMs` of more than 21 days.
   *
   * For a purpose that asks for more consent or accounts, lead the user to a page of your app instead: Plaid may not ask for the
   * bank's login then (plaid.com/docs/link/update-mode), and any reader has the address.
   *
   * A new address does not end an older one: no source says that Plaid ends one before its time or its use. With
   * `linkToken.webhook`, Plaid tells when the user has finished, however late, and the Item counts as relinked
   * (`createWebhookHandler`). Without it, only the next question about the Item's health shows it.
   *
   * A job passes the user that it has loaded itself. To `onRequest` and `onError` the route is `'/link/token/create'`.
   */
  createHostedLink(user: User, input: ServiceHostedLinkInput): Promise<HostedLink>;
  /** Call it when the user went through Link with success. Returns the health that Plaid gives now. */
  reportRelink(user: User, input: ServiceReportInput): Promise<ItemBody>;
  /** Makes the next question about this Item's health ask Plaid. Takes your own id of the Item, and Plaid's. */
  invalidateHealth(itemId: string): void;
}

/**
 * Creates the functions behind `createRelinkHandler`. They check that `findItem` returns the Item for the user, count
 * calls, keep records, and call `onHealth` and `onRelinked`, as the handler does. The caller has signed the user
 * in: pass a user that your own session gave, never one that a request names.
 *
 * @throws RelinkError `invalid_options` at once, if an option is missing or Plaid would refuse it
 * @example
 * const relink = createRelinkService({ plaid, findItem, linkToken, records });
 * const { items } = await relink.getItems(await requireUser(), itemIds);
 */
export function createRelinkService<User, Item extends OwnedItem = OwnedItem>(
  options: RelinkServiceOptions<User, Item>,
): RelinkService<User> {
  const where = 'createRelinkService';
  const advice = 'Pass { plaid, findItem, linkToken }.';
  assertOption(isRecord(options), 'options', 'is missing', advice, where);
  assertKnownOptions(options, HANDLER_OPTIONS, where);
  const parsed = parseServerOptions(options, where);
  const { timeoutMs, onError, waitUntil } = parsed;
  const context = createServiceContext(parsed);

  /** @param fieldsOf the fields of the body that the handler would get */
  async function run<Body extends object, Input extends ServiceCallInput & ServiceHealthInput>(
    route: Route<Body>,
    user: User,
    input: Input,
    fieldsOf: (given: Partial<Input>) => Fields,
    request: Request | null = null,
  ): Promise<Body> {
    const given = partsOf(input);
    const { signal, fresh = false } = given;
    const { path } = route;
    const trace = { ...createRequestTrace(), route: path };
    const { subject } = trace;
    const isSignal = signal instanceof AbortSignal;
    const deadline = createRequestDeadline(
      timeoutMs,
      isSignal ? signal : new AbortController().signal,
    );
    const afterwards = createAfterwards({ onError, quietLog: context.quietLog, waitUntil });
    try {
      const signedIn = requireUser(user, parsed, 'The caller of the service');
      trace.userId = signedIn.userId;
      const asks = { route: path, ...signedIn, subject, request, isFresh: fresh };
      if (given !== input) throw noInput();
      const body = await route.run({ context, ...asks, deadline, afterwards }, fieldsOf(given));
      trace.requestId = requestIdOf(body);
      return redactBody(body);
    } catch (thrown) {
      trace.error = toHttpError(thrown, 'findItem or linkToken');
      logHttpError(trace.error, { route: path, onError, quietLog: context.quietLog });
      throw toServiceError(trace.error);
    } finally {
      deadline.end();
      tellRequest(context, afterwards, trace, { request, deadline });
      afterwards.run({ route: path, status: trace.error?.init.status ?? 200 });
    }
  }

  return {
    createPublicToken: (user, input) => run(publicTokenRoute, user, input, itemField),
    createLinkToken: (user, input) =>
      run(
        linkTokenRoute,
        user,
        input,
        ({ itemId, purpose, accountSelection, hostedLink, platform }) => ({
          item_id: itemId,
          purpose,
          account_selection_enabled: accountSelection,
          hosted_link: hostedLink,
          platform,
        }),
        partsOf(input).request,
      ),
    async createHostedLink(user, input) {
      const { url, expiresAtMs, item } = await run(hostedLinkRoute, user, input, (link) => ({
        item_id: link.itemId,
        purpose: link.purpose,
        lifetime_ms: link.lifetimeMs,
        completion_redirect_uri: link.completionRedirectUri,
        is_mobile_app: link.isMobileApp,
        language: link.language,
      }));
      return { url, expiresAt: new Date(expiresAtMs), item };
    },
    getItem: (user, input) => run(itemRoute, user, input, itemField),
    getItems: (user, itemIds, input = {}) =>
      run(itemsRoute, user, input, () => ({ item_ids: itemIds })),
    reportRelink: (user, input) =>
      run(relinkedRoute, user, input, ({ itemId, linkSessionId, purpose, accountSelection }) => ({
        item_id: itemId,
        link_session_id: linkSessionId,
        purpose,
        account_selection_enabled: accountSelection,
      })),
    invalidateHealth: context.invalidateHealth,
  };
}

const itemField = ({ itemId }: Partial<ServiceItemInput>): Fields => ({ item_id: itemId });

/** A server action passes on what the browser sent, which may be any value. */
function partsOf<Input extends object>(input: Input): Partial<Input> {
  return isRecord(input) ? input : {};
}

/** An id alone would be answered like an unknown id, and the mistake would be sought in `findItem`. */
function noInput(): HttpError {
  return invalidRequest(
    400,
    'INVALID_FIELD',
    'The input must be an object, such as { itemId }. It comes second, after the user.',
  );
}

import { checkOrigin, preflight, type CorsHeaders } from './http/check-origin';
import {
  internalError,
  invalidRequest,
  itemNotFound,
  methodNotAllowed,
  toHttpError,
} from './http/http-error';
import { errorResponse, jsonResponse } from './http/json-response';
import { logError } from './http/log-error';
import { parseBody } from './http/parse-body';
import { createRequestDeadline, type RequestDeadline } from './http/request-deadline';
import type { RelinkHandlerOptions } from './options/handler-options';
import { assertOwnedItem, problemOfFlags, type OwnedItem } from './options/owned-item';
import { parseOptions, type ParsedOptions } from './options/parse-options';
import { createItemCache, type ItemCache } from './plaid/item-cache';
import { enforceRateLimit } from './rate-limit/enforce-rate-limit';
import { itemRoute } from './routes/item-route';
import { linkTokenRoute } from './routes/link-token-route';
import { publicTokenRoute } from './routes/public-token-route';
import type { Route } from './routes/route';

const ROUTES: ReadonlyMap<string, Route> = new Map(
  [publicTokenRoute, linkTokenRoute, itemRoute].map((route) => [route.path, route]),
);

/** What {@link createRelinkHandler} returns: a function that answers a `Request`, with a method of its own. */
export interface RelinkHandler {
  (request: Request): Promise<Response>;
  /**
   * Makes the next question about this Item's health ask Plaid again. Otherwise Plaid is asked at most once in 4 seconds
   * per Item. Call it when you learn that the health has changed: from a webhook, or because you changed it.
   */
  invalidateHealth(itemId: string): void;
  /** @deprecated Use {@link RelinkHandler.invalidateHealth}: it is the same function. */
  forgetHealth(itemId: string): void;
}

/** Looked up in place of an id that cannot be one, so that both lookups take equally long. */
const MALFORMED_ID = 'malformed-item-id';

/**
 * Creates your app's backend for react-plaid-relink. It turns the `item_id` of a signed-in user into a short-lived
 * token, or into the Item's health. Web-standard: it runs in Next.js, Hono, Remix, Bun, Deno and Workers as it is; for
 * Node's `http`, Express and Fastify see `toNodeHandler`.
 *
 * It mints a token only for an Item that `findItem` returns for this user. No response contains an access token, and
 * neither does an error that `onError` gets. Export it as POST; with `trustedOrigins` also as OPTIONS.
 *
 * @throws RelinkError `invalid_options` at once, if an option is missing or Plaid would refuse it
 * @example
 * export const POST = createRelinkHandler({
 *   plaid,
 *   authenticate: (request) => getUser(request),
 *   findItem: (itemId, user) => db.items.find({ itemId, userId: user.id }),
 *   linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
 * });
 */
export function createRelinkHandler<User, Item extends OwnedItem = OwnedItem>(
  options: RelinkHandlerOptions<User, Item>,
): RelinkHandler {
  const parsed = parseOptions(options);
  const itemCache = createItemCache(parsed.plaid, parsed.timeoutMs);
  const { invalidate } = itemCache;
  return Object.assign(handle, { invalidateHealth: invalidate, forgetHealth: invalidate });

  async function handle(request: Request): Promise<Response> {
    let path = '';
    let cors: CorsHeaders | null = null;
    let deadline: RequestDeadline | null = null;
    try {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith(`${parsed.basePath}/`)) path = pathname.slice(parsed.basePath.length);
      const route = ROUTES.get(path);
      if (!route) throw invalidRequest(404, 'NOT_FOUND', 'There is no such route.');
      cors = checkOrigin(request, parsed.trustedOrigins);
      if (request.method === 'OPTIONS' && cors) return preflight(request, cors);
      if (request.method !== 'POST') throw methodNotAllowed();
      deadline = createRequestDeadline(parsed.timeoutMs, request.signal);
      const body = await runRoute({ options: parsed, route, request, deadline, itemCache });
      return jsonResponse(200, body, cors);
    } catch (thrown) {
      const error = toHttpError(thrown, 'authenticate, findItem or linkToken');
      return errorResponse(error, { route: path, cors, onError: parsed.onError });
    } finally {
      deadline?.end();
    }
  }
}

interface RouteCall<User, Item extends OwnedItem> {
  options: ParsedOptions<User, Item>;
  route: Route;
  request: Request;
  deadline: RequestDeadline;
  itemCache: ItemCache;
}

/** The order is a promise: no Item before the user is known, and nothing of Plaid before the Item is the user's. */
async function runRoute<User, Item extends OwnedItem>({
  options,
  route,
  request,
  deadline,
  itemCache,
}: RouteCall<User, Item>): Promise<Record<string, unknown>> {
  const user = await deadline.run('authenticate', () => options.authenticate(request));
  // Any falsy value: `session && user` is easily written, and means that no user is signed in.
  if (!user) throw invalidRequest(401, 'UNAUTHORIZED', 'Sign in first.');
  assertUser(user);
  const body = await deadline.run('the body', () => parseBody(request, route.fields));
  const itemId = body.itemId ?? MALFORMED_ID;
  const item = await deadline.run('findItem', () => options.findItem(itemId, user));
  if (!item || body.itemId === null) throw itemNotFound();
  assertOwnedItem(item);
  const { rateLimiter, onError } = options;
  const message = problemOfFlags(item.flags);
  if (message !== null) {
    const errorCode = 'APP_ERROR';
    void logError(onError, { route: route.path, status: 200, errorCode, requestId: null, message });
  }
  if (rateLimiter) {
    const { clientUserId } = item;
    const limited = { clientUserId, itemId, route: route.path, deadline, onError };
    await enforceRateLimit(rateLimiter, limited);
  }
  return route.run({
    options,
    request,
    deadline,
    itemCache,
    user,
    item,
    body: { ...body, itemId },
  });
}

/** A value that says only that some user is signed in would make findItem return any user's Item. */
function assertUser(user: unknown): void {
  const isNoUser =
    user === true || user instanceof Response || user instanceof Error || Array.isArray(user);
  if (!isNoUser) return;
  throw internalError({
    errorCode: 'APP_ERROR',
    message:
      'authenticate gave no user, but true, a Response, an Error or an array. Return the user, or null.',
  });
}

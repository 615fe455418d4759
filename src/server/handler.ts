import { nonEmptyString } from '../core/unknown';
import { jsonResponse, errorResponse, toHttpError } from './http/answer';
import { badRequest, HttpError, internal, itemNotFound } from './http/failure';
import { createItemInquiry, type ItemInquiry } from './plaid/item-inquiry';
import type { OwnedItem, RelinkHandlerOptions } from './options/options';
import { checkOrigin, preflight, type CorsHeaders } from './http/origin';
import { parseOptions, type ParsedOptions } from './options/parse-options';
import { parseBody } from './http/parse-request';
import { askLimiter, rateKey, tooManyCalls } from './rate-limit';
import { report } from './http/report';
import { createRequestScope, type RequestScope } from './http/request-scope';
import type { Route } from './routes/route';
import { itemRoute } from './routes/item';
import { linkTokenRoute } from './routes/link-token';
import { publicTokenRoute } from './routes/public-token';

const ROUTES: ReadonlyMap<string, Route> = new Map(
  [publicTokenRoute, linkTokenRoute, itemRoute].map((route) => [route.path, route]),
);

/** What {@link createRelinkHandler} returns: a function of a `Request`, with one method more. */
export interface RelinkHandler {
  (request: Request): Promise<Response>;
  /**
   * Health is asked of Plaid at most once in 4 seconds per Item. Where you learn in between that it has changed (from a
   * webhook, or because you changed it), call this, and the next question is a new one.
   */
  forgetHealth(itemId: string): void;
}

/** Looked up for an id that cannot be one, so that it takes as long as any other. */
const MALFORMED_ID = 'malformed-item-id';

/**
 * The app's backend for react-plaid-relink: turns the `item_id` of a signed-in user into a short-lived token, or into
 * the Item's health. Web-standard, and the same everywhere: Next.js, Hono, Remix, Bun, Deno, Workers; for
 * Node's `http`, Express and Fastify see `toNodeHandler`.
 *
 * Nothing is minted for an Item that `findItem` does not give to this user. An access token is in no answer, and in no
 * error of Plaid's that `onError` gets. Export it as POST; and as OPTIONS as well where `trustedOrigins` is set.
 *
 * @throws RelinkError `invalid_options` at once, where an option is missing or Plaid would refuse it
 * @example
 * export const POST = createRelinkHandler({
 *   plaid,
 *   authenticate: (request) => getUser(request),
 *   findItem: (itemId, user) => db.items.find({ itemId, userId: user.id }),
 *   linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
 * });
 */
export function createRelinkHandler<User>(options: RelinkHandlerOptions<User>): RelinkHandler {
  const parsed = parseOptions(options);
  const inquiry = createItemInquiry(parsed.plaid, parsed.timeoutMs);
  return Object.assign(handle, { forgetHealth: inquiry.forget });

  async function handle(request: Request): Promise<Response> {
    let route = '';
    let cors: CorsHeaders | null = null;
    let scope: RequestScope | null = null;
    try {
      const path = new URL(request.url).pathname;
      if (path.startsWith(`${parsed.basePath}/`)) route = path.slice(parsed.basePath.length);
      const known = ROUTES.get(route);
      if (!known) throw badRequest(404, 'NOT_FOUND', 'There is no such route.');
      cors = checkOrigin(request, parsed.trustedOrigins);
      if (request.method === 'OPTIONS' && cors) return preflight(request, cors);
      if (request.method !== 'POST') throw methodNotAllowed();
      scope = createRequestScope(parsed.timeoutMs, request.signal);
      return jsonResponse(
        200,
        await run({ options: parsed, route: known, request, scope, inquiry }),
        cors,
      );
    } catch (thrown) {
      const failure = toHttpError(thrown, 'authenticate, findItem or linkToken');
      return errorResponse(failure, { route, cors, onError: parsed.onError });
    } finally {
      scope?.end();
    }
  }
}

interface Work<User> {
  options: ParsedOptions<User>;
  route: Route;
  request: Request;
  scope: RequestScope;
  inquiry: ItemInquiry;
}

async function run<User>({
  options,
  route,
  request,
  scope,
  inquiry,
}: Work<User>): Promise<Record<string, unknown>> {
  const user = await scope.within('authenticate', () => options.authenticate(request));
  // Anything falsy, because `session && user` is easily written, and means nobody.
  if (!user) throw badRequest(401, 'UNAUTHORIZED', 'Sign in first.');
  checkUser(user);
  const body = await scope.within('the body', () => parseBody(request, route.flags));
  const itemId = body.itemId ?? MALFORMED_ID;
  const item = await scope.within('findItem', () => options.findItem(itemId, user));
  if (!item || body.itemId === null) throw itemNotFound();
  checkItem(item);
  await checkRate({ options, route, scope }, item, itemId);
  return route.run({ options, request, scope, inquiry, user, item, body: { ...body, itemId } });
}

async function checkRate<User>(
  { options, route, scope }: Pick<Work<User>, 'options' | 'route' | 'scope'>,
  { clientUserId }: OwnedItem,
  itemId: string,
): Promise<void> {
  const { rateLimiter, onError } = options;
  if (!rateLimiter) return;
  const verdict = await askLimiter(rateLimiter, rateKey(clientUserId, itemId), scope);
  if (verdict.is === 'limited') throw tooManyCalls(verdict.forMs);
  if (verdict.is === 'allowed') return;
  const message = 'rateLimit failed, or took too long; the request was let through.';
  const errorCode = 'RATE_LIMIT_UNAVAILABLE';
  void report(onError, { route: route.path, status: 200, errorCode, requestId: null, message });
}

/** What says that somebody is there and not who would let findItem find anybody's Item. */
function checkUser(user: unknown): void {
  const isNobody =
    user === true || user instanceof Response || user instanceof Error || Array.isArray(user);
  if (!isNobody) return;
  throw internal({
    errorCode: 'APP_ERROR',
    message:
      'authenticate gave no user, but true, a Response, an Error or an array. Return the user, or null.',
  });
}

/** Without an access token Plaid would make a token for a new Item, and with it a duplicate. */
function checkItem(item: OwnedItem): void {
  if (nonEmptyString(item.accessToken) && nonEmptyString(item.clientUserId)) return;
  throw internal({
    errorCode: 'APP_ERROR',
    message: 'findItem gave no { accessToken, clientUserId }, both texts. Return both, or null.',
  });
}

function methodNotAllowed(): HttpError {
  const { init } = badRequest(405, 'INVALID_METHOD', 'Send POST.');
  return new HttpError({ ...init, headers: { allow: 'POST' } });
}

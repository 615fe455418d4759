import { errorAnswer, jsonAnswer, toWebHandler, type Answer } from './http/answer';
import { checkHost, checkOrigin, preflight, type CorsHeaders } from './http/check-origin';
import { HttpError, methodNotAllowed, toHttpError } from './http/http-error';
import { readFields } from './http/parse-body';
import { createRequestDeadline, type RequestDeadline } from './http/request-deadline';
import { answerLogo, LOGO_PATH } from './institutions/answer-logo';
import type { RelinkHandlerOptions } from './options/handler-options';
import type { OwnedItem } from './options/owned-item';
import { parseOptions } from './options/parse-options';
import { findRoute, routesOf } from './routes/find-route';
import { createAfterwards } from './service/afterwards';
import { createRequestTrace, requestIdOf } from './service/request-trace';
import { createServiceContext } from './service/service-context';
import { requireUser } from './service/signed-in-user';
import { tellRequest } from './service/tell-request';

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

/**
 * Creates your app's backend for react-plaid-relink. It turns the `item_id` of a signed-in user into a short-lived
 * token, or into the Item's health. Web-standard: it runs in Next.js, Hono, Remix, Bun, Deno and Workers as it is; for
 * Node's `http`, Express and Fastify see `toNodeHandler`.
 *
 * It mints a token only for an Item that `findItem` returns for this user. No response contains an access token, and
 * neither does an error that `onError` gets. Export it as POST; with `trustedOrigins` also as OPTIONS,
 * with `institutions` also as GET.
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
  const { authenticate, basePath, timeoutMs, onError, waitUntil } = parsed;
  const context = createServiceContext(parsed);
  const { invalidateHealth, quietLog } = context;
  const findLogo = parsed.institutions?.servesLogos ? context.institutions?.findLogo : undefined;
  const routes = routesOf(parsed);
  return Object.assign(toWebHandler(answer), { invalidateHealth, forgetHealth: invalidateHealth });

  async function answer(request: Request): Promise<Answer> {
    const trace = createRequestTrace();
    const afterwards = createAfterwards({ onError, quietLog, waitUntil });
    let path = '';
    let cors: CorsHeaders | null = null;
    let deadline: RequestDeadline | null = null;
    try {
      path = new URL(request.url).pathname;
      if (findLogo && path === basePath + LOGO_PATH) {
        trace.route = path = LOGO_PATH;
        // A page of any origin may show what it has the address of.
        checkHost(request, parsed);
        return await answerLogo(request, findLogo);
      }
      const route = findRoute(request, path, { basePath, routes });
      trace.route = path = route.path;
      cors = checkOrigin(request, parsed);
      if (request.method === 'OPTIONS' && cors) {
        trace.isPreflight = true;
        return preflight(request, cors);
      }
      if (request.method !== 'POST') throw methodNotAllowed();
      deadline = createRequestDeadline(timeoutMs, request.signal);
      // The order is a promise: no Item before the user is known, and nothing of Plaid before the Item is the user's.
      const given = await deadline
        .run('authenticate', () => authenticate(request))
        .catch(authenticateFailed);
      const { user, userId } = requireUser(given, parsed, 'authenticate');
      trace.userId = userId;
      const fields = await deadline.run('the body', () => readFields(request, route.maxBytes));
      const isFresh = /\bno-cache\b/i.test(request.headers.get('cache-control') ?? '');
      const { subject } = trace;
      const who = { user, userId, subject };
      const body = await route.run(
        { ...who, context, route: path, request, isFresh, deadline, afterwards },
        fields,
      );
      trace.requestId = requestIdOf(body);
      return jsonAnswer(200, body, cors);
    } catch (thrown) {
      trace.error = toHttpError(thrown, 'A function of your app');
      return errorAnswer(trace.error, { route: path, cors, onError, quietLog });
    } finally {
      deadline?.end();
      tellRequest(context, afterwards, trace, { request, deadline });
      afterwards.run({ route: path, status: trace.error?.init.status ?? 200 });
      quietLog.tellCounts();
    }
  }
}

/** Any visitor can make a token library throw, so it is told once a minute. */
function authenticateFailed(thrown: unknown): never {
  const error = toHttpError(thrown, 'authenticate');
  const { log, ...init } = error.init;
  throw log ? new HttpError({ ...init, log: { ...log, countedAs: 'authenticate' } }) : error;
}

import { HttpError, invalidRequest } from '../http/http-error';
import { itemRoute } from './item-route';
import { itemsRoute } from './items-route';
import { linkTokenRoute } from './link-token-route';
import { publicTokenRoute } from './public-token-route';
import { relinkedRoute } from './relinked-route';
import type { Route } from './route';

const ROUTES: readonly Route<object>[] = [
  publicTokenRoute,
  linkTokenRoute,
  itemRoute,
  itemsRoute,
  relinkedRoute,
];

/** The routes that the options leave on. */
export function routesOf({ publicTokens }: { publicTokens: boolean }): readonly Route<object>[] {
  return publicTokens ? ROUTES : ROUTES.filter((route) => route !== publicTokenRoute);
}

/**
 * The route of a URL's path. A slash at its end makes no difference: Next.js adds one with `trailingSlash: true`.
 *
 * @throws HttpError 404
 */
export function findRoute(
  { headers }: Request,
  pathname: string,
  { basePath, routes }: { basePath: string; routes: readonly Route<object>[] },
): Route<object> {
  const path = pathname.replace(/\/$/, '');
  const isAt = (route: Route<object>): boolean => path === basePath + route.path;
  const route = routes.find(isAt);
  if (route) return route;
  const { init } = invalidRequest(
    404,
    'NOT_FOUND',
    `There is no such route. The handler's basePath is "${basePath || '/'}", and its paths begin with it.`,
  );
  const isMisplaced = ROUTES.some((each) => path.endsWith(each.path) && !isAt(each));
  throw new HttpError({
    ...init,
    // Anything else is the client's mistake.
    ...(isMisplaced && { log: misplaced(path, basePath) }),
    ...(headers.has('plaid-verification') && { log: webhookOf(path, basePath) }),
  });
}

type Log = NonNullable<ConstructorParameters<typeof HttpError>[0]['log']>;

/** What no line tells is lost: Plaid delivers it again for a while, to the same route. */
function webhookOf(path: string, basePath: string): Log {
  return {
    errorCode: 'NOT_FOUND',
    message: `A webhook came to ${path.slice(0, 200)}, which this handler answers, and not createWebhookHandler. Mount createWebhookHandler before this handler, or at a path that does not begin with "${basePath || '/'}".`,
    countedAs: 'webhook without a route',
  };
}

function misplaced(path: string, basePath: string): Log {
  return {
    errorCode: 'NOT_FOUND',
    message: `A request for ${path.slice(0, 200)} found no route, because basePath is "${basePath || '/'}". Set the handler's basePath to what comes before the route in request.url, and the provider's gateway to the same as the browser sees it. Next.js takes its own basePath off request.url: leave it out of the handler's basePath, and put it into gateway.`,
    countedAs: 'no route',
  };
}

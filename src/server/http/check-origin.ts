import { ANSWER_HEADERS, type Answer } from './answer';
import { HttpError, invalidRequest } from './http-error';
import { hostOf, isLoopback } from './request-host';

export type CorsHeaders = Readonly<Record<string, string>>;

/** Who may send requests, as the options of the handler say. */
export interface OriginRules {
  trustedOrigins: ReadonlySet<string>;
  /** Null: any host. */
  allowedHosts: ReadonlySet<string> | null;
}

/**
 * Refuses a request that a page of another site sent with the user's cookies.
 *
 * Browsers set `Sec-Fetch-Site` and `Origin` themselves, and no page can change them. Where a request has both, both must
 * agree. A request with neither header does not come from a browser, so it carries no victim's cookie.
 *
 * @returns the CORS headers for a trusted origin, null for the app's own
 * @throws HttpError 403
 */
export function checkOrigin(request: Request, rules: OriginRules): CorsHeaders | null {
  const { trustedOrigins } = rules;
  checkHost(request, rules);
  const origin = request.headers.get('origin');
  if (origin !== null && trustedOrigins.has(origin)) return corsHeaders(origin);
  const site = request.headers.get('sec-fetch-site');
  const isOwnSite = site === null || site === 'same-origin' || site === 'none';
  if (isOwnSite && (origin === null || isOwnOrigin(origin, request, rules))) return null;
  // Only a browser's word and a changed `Host` header together look like this, or a client that is no browser.
  if (site === 'same-origin' && origin !== null && parseWebOrigin(origin)) {
    if (isProxyOfDevelopment(origin, request)) return null;
    throw hostWasChanged();
  }
  throw invalidRequest(403, 'INVALID_ORIGIN', 'This origin is not trusted. See trustedOrigins.');
}

/**
 * Refuses a request under a name that is not the app's (DNS rebinding).
 *
 * @throws HttpError 403
 */
export function checkHost(request: Request, { allowedHosts }: OriginRules): void {
  if (allowedHosts && !allowedHosts.has(hostOf(request))) throw hostIsForeign();
}

function corsHeaders(origin: string): CorsHeaders {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after',
    vary: 'Origin',
  };
}

/** A list of names of headers: browsers send it in lower case, sorted, without blanks. */
const HEADER_NAMES = /^[\w-]+(?:\s?,\s?[\w-]+)*$/;
const MAX_HEADER_NAMES = 1_000;

/** The answer to a CORS pre-flight of a trusted origin. Any header is allowed: the app's provider chooses them. */
export function preflight(request: Request, cors: CorsHeaders): Answer {
  const asked = request.headers.get('access-control-request-headers') ?? '';
  const isList = asked.length <= MAX_HEADER_NAMES && HEADER_NAMES.test(asked);
  return {
    status: 204,
    body: null,
    headers: {
      ...cors,
      ...ANSWER_HEADERS,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': isList ? asked : 'content-type',
      'access-control-max-age': '600',
    },
  };
}

/**
 * Compares an origin with the URL's host, and with the `Host` header, which no page can choose: some servers (Next.js)
 * build the URL from the name that they listen on. A page of plain http is refused where the URL is https. A URL of http
 * says nothing: behind a proxy that ends TLS, the server sees http where the browser sees https.
 */
function isOwnOrigin(origin: string, request: Request, { allowedHosts }: OriginRules): boolean {
  const page = parseWebOrigin(origin);
  if (!page) return false;
  const { host, protocol } = page;
  if (allowedHosts && !allowedHosts.has(host)) return false;
  const asked = new URL(request.url);
  if (host === asked.host) return protocol === 'https:' || asked.protocol === 'http:';
  return request.headers.has('host') && host === hostOf(request);
}

/** The origin of a page on the web, as browsers write it: neither `null` nor `file://` nor an app's own scheme. */
function parseWebOrigin(origin: string): URL | null {
  if (!/^https?:/.test(origin) || !URL.canParse(origin)) return null;
  const url = new URL(origin);
  return url.origin === origin ? url : null;
}

/** Vite's `server.proxy` changes `Host` where it is given as a text. Page and server are on the developer's machine. */
function isProxyOfDevelopment(origin: string, request: Request): boolean {
  const { hostname } = new URL(`http://${hostOf(request) || 'host.invalid'}`);
  return isLoopback(hostname) && isLoopback(new URL(origin).hostname);
}

/** Told, because a proxy that changes `Host` refuses every request. The host is not named: any client can send any. */
function hostIsForeign(): HttpError {
  const { init } = invalidRequest(
    403,
    'INVALID_HOST',
    'This host is not served here. See allowedHosts.',
  );
  const message =
    'A request for a host that allowedHosts does not have was refused. If every request is, a proxy in between changes the Host header: let it pass Host on, or add the name that it sends.';
  return new HttpError({ ...init, log: { errorCode: 'INVALID_HOST', message, countedAs: 'host' } });
}

/** The origin is not named: a client that is no browser can send any, and the log would advise to trust it. */
function hostWasChanged(): HttpError {
  const message =
    'The browser calls this request same-origin, but its Origin is not the Host: a proxy in between changes the Host header. Let it pass Host on, or name your public origin in trustedOrigins.';
  return new HttpError({
    ...invalidRequest(403, 'INVALID_ORIGIN', message).init,
    log: { errorCode: 'INVALID_ORIGIN', message, countedAs: 'changed host' },
  });
}

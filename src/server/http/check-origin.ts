import { invalidRequest } from './http-error';

export type CorsHeaders = Readonly<Record<string, string>>;

/**
 * Refuses a request that a page of another site sent with the user's cookies.
 *
 * Browsers set `Sec-Fetch-Site` and `Origin` themselves, and no page can change them. A request with neither header
 * does not come from a browser, so it carries no victim's cookie.
 *
 * @returns the CORS headers for a trusted origin, null for the app's own
 * @throws HttpError 403
 */
export function checkOrigin(request: Request, trusted: ReadonlySet<string>): CorsHeaders | null {
  const origin = request.headers.get('origin');
  if (origin !== null && trusted.has(origin)) {
    return {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'retry-after',
      vary: 'Origin',
    };
  }
  const site = request.headers.get('sec-fetch-site');
  const isOwn =
    site === null
      ? origin === null || isSameHost(origin, request)
      : site === 'same-origin' || site === 'none';
  if (isOwn) return null;
  throw invalidRequest(403, 'INVALID_ORIGIN', 'This origin is not trusted. See trustedOrigins.');
}

/** The response to a CORS pre-flight of a trusted origin. Any header is allowed: the app's provider chooses them. */
export function preflight(request: Request, cors: CorsHeaders): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...cors,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers':
        request.headers.get('access-control-request-headers') ?? 'content-type',
      'access-control-max-age': '600',
      'cache-control': 'no-store',
    },
  });
}

/**
 * Compares the origin with the URL's host and with the `Host` header, which no page can choose: some servers (Next.js)
 * build the URL from the name that they listen on. The scheme is not compared: behind a proxy that ends TLS, the server
 * sees http where the browser sees https.
 */
function isSameHost(origin: string, { url, headers }: Request): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  if (host === new URL(url).host) return true;
  const hostHeader = headers.get('host') ?? '';
  // It must hold nothing but a host: `user@host` and `host/path` could hide another one.
  if (/[/@?#\\]/.test(hostHeader) || !URL.canParse(`${protocol}//${hostHeader}`)) return false;
  return new URL(`${protocol}//${hostHeader}`).host === host;
}

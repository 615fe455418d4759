import { badRequest } from './failure';

export type CorsHeaders = Readonly<Record<string, string>>;

/**
 * Whether a browser on another site sent this request in the user's name.
 *
 * Browsers set `Sec-Fetch-Site` and `Origin` themselves and let no page change them. A request with neither comes
 * from no browser, so there is no cookie of a victim in it.
 *
 * @returns the CORS headers for a trusted origin, null for the own one
 * @throws Failure 403
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
      ? origin === null || isOwnHost(origin, request)
      : site === 'same-origin' || site === 'none';
  if (isOwn) return null;
  throw badRequest(403, 'INVALID_ORIGIN', 'This origin is not trusted. See trustedOrigins.');
}

/** The answer to a CORS pre-flight of a trusted origin. It may send any header: the app's provider chooses them. */
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
 * By the URL, or by the `Host` header, which no page can choose: some servers (Next.js) make the URL of the name that
 * they listen on. The scheme is left out: behind a proxy that ends TLS, the server sees http where the browser sees
 * https.
 */
function isOwnHost(origin: string, { url, headers }: Request): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  if (host === new URL(url).host) return true;
  const asked = headers.get('host') ?? '';
  // Nothing but a host may be in it: behind a user, or before a path, another one could hide.
  if (/[/@?#\\]/.test(asked) || !URL.canParse(`${protocol}//${asked}`)) return false;
  return new URL(`${protocol}//${asked}`).host === host;
}

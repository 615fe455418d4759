/**
 * Whether a page of this app has sent the request. A browser says where it comes from, and no page can change that; the session
 * cookie, which is SameSite, is the other half.
 */
export function isSameOrigin({ headers }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  // Browsers leave it out over plain HTTP.
  const origin = headers.get('origin') ?? '';
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return URL.canParse(origin) && new URL(origin).host === host;
}

import { urlOf } from '../gateway/url-of';
import { parseUrl } from '../parse-url';
import { isRecord } from '../unknown';

/**
 * A body with the addresses of its logos as the page needs them: a backend sends a path, since behind a proxy it cannot
 * know its own origin, and the page's may be another. Nothing is to be done where the provider's `gateway` is a path, which
 * means the page's own origin, or is the app's own functions.
 *
 * Done where health is read, and not by the gateway: a page with token hooks alone does not load it.
 */
export function withLogos(body: unknown): unknown {
  const baseUrl = isRecord(body) ? urlOf(body) : undefined;
  if (!isRecord(body) || !baseUrl || !/^https?:/i.test(baseUrl)) return body;
  if (!Array.isArray(body.items)) return withLogo(baseUrl, body);
  const items: readonly unknown[] = body.items;
  return { ...body, items: items.map((item) => (isRecord(item) ? withLogo(baseUrl, item) : item)) };
}

function withLogo(baseUrl: string, item: Record<string, unknown>): Record<string, unknown> {
  const { institution } = item;
  if (!isRecord(institution)) return item;
  const path = institution.logo_url;
  if (typeof path !== 'string' || !path.startsWith('/')) return item;
  const url = parseUrl(path, baseUrl);
  // `//host` begins with a slash too. The parser refuses it.
  if (!url || url.origin !== parseUrl(baseUrl)?.origin) return item;
  return { ...item, institution: { ...institution, logo_url: url.href } };
}

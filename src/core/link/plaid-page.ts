import { pageGlobal } from '../page-global';
import { parseUrl } from '../parse-url';

/** Where the pages of a fake Plaid are. The fake Link of the test kit writes to it, and no other code does. */
export const fakePageOrigins = /* @__PURE__ */ pageGlobal('fake-pages', () => new Set<string>());

/**
 * Whether a URL is a page of Plaid's. A `hosted_link_url` opens Link as its token does (plaid.com/docs/link/hosted-link),
 * and the user logs in to the bank there, so it must be no other site's.
 */
export function isPlaidPage(url: string): boolean {
  const parsed = parseUrl(url);
  if (!parsed) return false;
  const { protocol, hostname, port, username, password, origin } = parsed;
  if (username + password !== '') return false;
  const isPlaidHost = hostname === 'plaid.com' || hostname.endsWith('.plaid.com');
  return (protocol === 'https:' && isPlaidHost && port === '') || fakePageOrigins().has(origin);
}

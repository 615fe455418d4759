/**
 * Whether a URL is a page of Plaid's. A `hosted_link_url` opens Link as its token does (plaid.com/docs/link/hosted-link),
 * and the user logs in to the bank there, so it must be no other site's.
 */
export function isPlaidPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  const isPlaidHost = hostname === 'plaid.com' || hostname.endsWith('.plaid.com');
  return protocol === 'https:' && isPlaidHost && port + username + password === '';
}

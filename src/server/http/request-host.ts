/**
 * The host that a request was sent to, as an origin has it: in lower case, without a default port. Empty for a `Host`
 * header that holds more than a host: `user@host` and `host/path` could hide another one.
 */
export function hostOf({ url, headers }: Request): string {
  const header = headers.get('host');
  if (header === null) return new URL(url).host;
  if (/[/@?#\\]/.test(header) || !URL.canParse(`http://${header}`)) return '';
  // As http it loses port 80 and keeps 443. Browsers send neither; some proxies do.
  return new URL(`http://${header}`).host.replace(/:443$/, '');
}

/** Whether a host is this machine's own name for itself, which no other machine can answer for. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}

import { isLoopback } from '../../http/request-host';
import { assertOption } from './assert-option';

/** Schemes whose origins are another app's too, or none at all. */
const NO_APP = /^(?:about|blob|data|file|ftp|javascript|ws|wss):/;

/** `scheme://host`, as a web view, a desktop shell or an extension sends it. WHATWG calls the origin of such a URL "null". */
const APP_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]+(?::\d{1,5})?$/;

/** @throws RelinkError `invalid_options` for what no browser sends as an origin, or what must not be trusted */
export function assertOrigins(value: unknown): asserts value is readonly string[] {
  assertOption(
    Array.isArray(value),
    'trustedOrigins',
    'must be a list of origins',
    'Such as ["https://app.example.com"].',
  );
  for (const origin of value as readonly unknown[]) assertOrigin(origin);
}

function assertOrigin(origin: unknown): void {
  const check = (condition: boolean, rule: string, advice: string): void => {
    assertOption(condition, 'trustedOrigins', rule, advice);
  };
  if (typeof origin !== 'string') {
    check(false, 'must be a list of texts', 'Such as ["https://app.example.com"].');
    return;
  }
  check(
    !origin.includes('*'),
    'has a wildcard, and origins are compared by their exact text',
    'Name each origin. With a wildcard, any subdomain that is taken over could read the answers with your users’ cookies.',
  );
  check(
    origin !== 'null',
    'must not be "null", which sandboxed frames of any site and files send',
    'Serve the page from an origin of its own, such as app://your-app in Electron.',
  );
  check(
    !NO_APP.test(origin),
    'must be the origins of web pages or of apps',
    'All files, or pages of no origin, would be trusted alike. Serve the page from an origin of its own, such as app://your-app in Electron.',
  );
  const advice =
    'Such as "https://app.example.com" or "capacitor://localhost": in lower case, with no path and no slash at the end.';
  if (!/^https?:/.test(origin)) {
    check(APP_ORIGIN.test(origin), 'must be origins', advice);
    return;
  }
  check(URL.canParse(origin) && new URL(origin).origin === origin, 'must be origins', advice);
  const { protocol, hostname } = new URL(origin);
  check(
    protocol === 'https:' || isLoopback(hostname),
    'must be https, except for localhost',
    'Anyone in the user’s network can write into a page of plain http, and would be trusted with it.',
  );
}

/** @throws RelinkError `invalid_options` for what is no host */
export function assertHosts(value: unknown): asserts value is readonly string[] | undefined {
  if (value === undefined) return;
  const example = 'Such as ["app.example.com", "localhost:3000"].';
  assertOption(
    Array.isArray(value) && value.length > 0,
    'allowedHosts',
    'must be a list of hosts, with at least one',
    example,
  );
  for (const host of value as readonly unknown[]) {
    assertOption(
      typeof host !== 'string' || !host.includes('*'),
      'allowedHosts',
      'has a wildcard, and hosts are compared by their exact text',
      'Name each host.',
    );
    assertOption(
      typeof host === 'string' && isHost(host),
      'allowedHosts',
      'must be hosts: in lower case, without a scheme, a path or a default port',
      example,
    );
  }
}

function isHost(host: string): boolean {
  const url = `http://${host}`;
  return URL.canParse(url) && new URL(url).origin === url && !host.endsWith(':443');
}

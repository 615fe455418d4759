/** What is read of a parsed address. */
export type ParsedUrl = Pick<
  URL,
  | 'href'
  | 'protocol'
  | 'username'
  | 'password'
  | 'hostname'
  | 'port'
  | 'origin'
  | 'pathname'
  | 'search'
>;

/** Null for a text that is no address. */
export function parseUrl(text: string, base?: string): ParsedUrl | null {
  if (!('canParse' in URL)) return parsePlainUrl(text, base);
  return URL.canParse(text, base) ? new URL(text, base) : null;
}

/** Not of numbers alone: a browser reads `1.2` as `1.0.0.2`. */
const HOST_NAME = /^(?:[a-z\d-]+\.)*[a-z][a-z\d-]*$/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
/** Printable ASCII alone: no blank or control character, and no backslash, which browsers read as a slash. */
const PLAIN =
  /^(https?:)\/\/([a-z\d.-]+)(?::([1-9]\d{0,4}))?(\/[!"$->@-[\]-~]*)?(\?[!"$-[\]-~]*)?(#[!-[\]-~]*)?$/;
/** What a browser takes out of a path, or what makes an address of another host of it. */
const DOTS_OR_EMPTY = /\/\/|\/(?:\.|%2e){1,2}(?:\/|$)/i;

/**
 * For React Native, whose `URL` has no `canParse`, and by its version throws at most fields or finds them by expressions that
 * a crafted address misleads (Libraries/Blob/URL.js of react-native 0.76 and 0.86). An address is plain or none: of
 * http or https, its host in lower case, without a user, backslashes, blanks, empty or dotted segments.
 */
export function parsePlainUrl(text: string, base?: string): ParsedUrl | null {
  const absolute = base !== undefined && text.startsWith('/') ? `${originOf(base)}${text}` : text;
  const match = PLAIN.exec(absolute);
  if (!match) return null;
  const [, protocol = '', hostname = '', givenPort = '', path = '', search = '', hash = ''] = match;
  const isHost = IPV4.test(hostname) || (HOST_NAME.test(hostname) && !hostname.includes('xn--'));
  if (!isHost || Number(givenPort) > 65_535 || DOTS_OR_EMPTY.test(path)) return null;
  const port = givenPort === (protocol === 'https:' ? '443' : '80') ? '' : givenPort;
  const origin = `${protocol}//${hostname}${port && `:${port}`}`;
  const pathname = path || '/';
  const href = origin + pathname + search + hash;
  return { href, protocol, username: '', password: '', hostname, port, origin, pathname, search };
}

function originOf(base: string): string {
  return parsePlainUrl(base)?.origin ?? '';
}

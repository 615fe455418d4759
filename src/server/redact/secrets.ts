const REDACTED = '[redacted]';

/**
 * Tokens of Items, of users and of reports, as Plaid writes them (plaid.com/docs/api/tokens, /api/users,
 * /api/products/assets).
 */
const TOKEN =
  /(?:access|link|processor|public|user|assets?|credit-relay|payment-token|\ba)-(?:sandbox|development|production)-[\w-]+/gi;

/** A page of Hosted Link opens Link as its token does (plaid.com/docs/link/hosted-link). */
const HOSTED_PAGE = /(https?:\/\/secure[\w-]{0,20}\.plaid\.com\/)[^\s"'<>]+/gi;

/** `user:password@` of a URL. A password may hold `/` or `@` by mistake; a port, and the `@` of a path, are none. */
const USER_INFO =
  /(:\/\/)(?:[^\s/?#@"'<>]{0,200}@|[^\s/?#@:"'<>]{0,200}:(?!\d{1,5}[/?#])[^\s"'<>]{1,200}@)/g;

/** A name and what parts it from its value: `NAME: `, `NAME=`, `"name":`, `'name' => ` (a Map), `'NAME', ` (a list of raw headers). */
const nameAnd = (names: string): string =>
  `((?:${names})(?:\\\\{0,4}["']\\s{0,9}(?:=>|[:=,])|\\s{0,9}(?:=>|[:=]))\\s{0,9})(?!\\[redacted\\])`;
/** A quoted value, with the quotes that it escapes. */
const QUOTED = `\\\\{0,4}"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"?|\\\\{0,4}'[^'\\\\]*(?:\\\\.[^'\\\\]*)*'?`;

const HEADER = new RegExp(
  `${nameAnd('(?:set-)?cookie|(?:proxy-)?authorization')}(?:${QUOTED}|[^\\r\\n]+)`,
  'gi',
);
const FIELD = new RegExp(
  `${nameAnd('[\\w-]{0,40}(?:secret|client[-_]?id|password|passwd|pwd|api[-_]?key)')}(?:${QUOTED}|[^\\s,;&"'\\\\})\\]]+)`,
  'gi',
);
const BEARER = /(\bbearer\s{1,9})[\w.~+/=-]{8,}/gi;
const JSON_WEB_TOKEN = /\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g;

const KINDS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [TOKEN, REDACTED],
  [HOSTED_PAGE, `$1${REDACTED}`],
  [USER_INFO, `$1${REDACTED}@`],
  [HEADER, `$1${REDACTED}`],
  [FIELD, `$1${REDACTED}`],
  [BEARER, `$1${REDACTED}`],
  [JSON_WEB_TOKEN, REDACTED],
];

/** Replaces secrets that are written as they are. Each pattern is bounded, so that no text takes long. */
export function redactPlain(text: string): string {
  return KINDS.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), text);
}

export function holdsSecret(text: string): boolean {
  return redactPlain(text) !== text;
}

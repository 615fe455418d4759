const ENVIRONMENT = '(?:sandbox|development|production)';
/** Any hyphen that a text processor may have made of the plain one, and the percent-encoded one. */
const HYPHENS = /[\u2010-\u2015\u2212\uFE63\uFF0D]|%2d/gi;
const ACCESS_TOKEN = new RegExp(`access-${ENVIRONMENT}-`, 'i');
const OTHER_TOKEN = new RegExp(`\\b(?:link|public|processor|user)-${ENVIRONMENT}-`, 'i');
/** The form of a secret in Plaid's dashboard. */
const PLAID_SECRET = /(?<![\da-z])[\da-f]{30}(?![\da-z])/i;

/** Why a text must not be typed on this page at all, as a sentence; null where it may. */
export function refusalOf(text: string): string | null {
  const plain = text.replaceAll(HYPHENS, '-');
  if (ACCESS_TOKEN.test(plain))
    return 'This is an access token of Plaid’s. It belongs on your server and nowhere else: remove it, and give the id of the Item.';
  if (PLAID_SECRET.test(plain))
    return 'This looks like a secret of Plaid’s dashboard. It belongs on your server and nowhere else: remove it.';
  if (OTHER_TOKEN.test(plain))
    return 'This is a token of Plaid’s. The page gets its tokens itself: remove it.';
  return null;
}

const SECRET_NAME =
  /auth|cookie|token|secret|session|key|pass|pwd|credential|csrf|xsrf|jwt|signature|bearer|sid$|otp|pin$/i;
const SCHEME = /^(?:bearer|basic|digest|token|negotiate|apikey)\b/i;

/** Whether a header may let its reader in. In doubt it may. */
export function looksSecret(name: string, value: string): boolean {
  return SECRET_NAME.test(name) || SCHEME.test(value.trim()) || tokenLike(value);
}

/** A long run without a space, or one of letters and digits: a token, a key, a session's id. */
export function tokenLike(text: string): boolean {
  return (text.match(/[^\s,;]+/g) ?? []).some(
    (run) => run.length >= 24 || (run.length >= 12 && /\d/.test(run) && /[a-z]/i.test(run)),
  );
}

const TOKEN = new RegExp(`\\b([a-z]+-${ENVIRONMENT}-)([\\w-]+)`, 'gi');
const JWT = /\beyJ[\w-]+(?:\.[\w-]*)+/g;
const SECRET_FIELD = /token$|secret|password|^hosted_link_url$/i;
const HIDDEN = '••••••••';
/** How much of a link token may be shown. */
const SHOWN = 4;

export interface MaskOptions {
  /** What the reader typed and is secret. */
  secrets: readonly string[];
  /** Shows the first characters of link tokens. @default false */
  reveal?: boolean;
}

/** A text without tokens, and without the secrets that the reader typed. */
export function maskText(text: string, { secrets, reveal = false }: MaskOptions): string {
  let masked = text;
  for (const secret of secrets) if (secret.length > 3) masked = masked.replaceAll(secret, HIDDEN);
  return masked
    .replace(TOKEN, (_all, start: string, rest: string) =>
      reveal && /^link-/i.test(start) ? `${start}${rest.slice(0, SHOWN)}${HIDDEN}` : start + HIDDEN,
    )
    .replace(JWT, HIDDEN);
}

/** JSON without tokens, at any depth. A field whose name says that it is secret is hidden whatever it holds. */
export function maskJson(value: unknown, options: MaskOptions): unknown {
  if (typeof value === 'string') return maskText(value, options);
  if (Array.isArray(value)) return value.map((part) => maskJson(part, options));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => [
      maskText(name, options),
      SECRET_FIELD.test(name) && typeof part === 'string' && part !== ''
        ? maskField(part, options)
        : maskJson(part, options),
    ]),
  );
}

function maskField(text: string, options: MaskOptions): string {
  const masked = maskText(text, options);
  return masked === text ? HIDDEN : masked;
}

import { RelinkError } from '../core/errors';
import { isRecord } from '../core/wire';
import type { PlaidPort } from './plaid-port';

type Awaitable<Value> = Value | Promise<Value>;

/** An Item that the signed-in user owns, as the app's database knows it. */
export interface OwnedItem {
  /** Plaid's long-lived token. It stays on the server. */
  accessToken: string;
  /** Plaid's `client_user_id`: your stable id of the user, no e-mail address or other personal data. */
  clientUserId: string;
}

/** What Link shows, and to whom (plaid.com/docs/api/link, `/link/token/create`). */
export interface LinkTokenSettings {
  /** Your app's name, at most 30 characters: Plaid shows "This Application" for a longer one. */
  clientName: string;
  /** ISO 3166-1 alpha-2, such as `['US']`. */
  countryCodes: readonly string[];
  /** Such as `'en'`; must be that of the Link customization, if there is one. */
  language: string;
  /** For OAuth banks in embedded browsers: HTTPS, no query, no fragment, and on the dashboard's list. */
  redirectUri?: string | undefined;
  linkCustomizationName?: string | undefined;
  /** More products to ask the user's consent for; not `products`, which is for new Items. */
  additionalConsentedProducts?: readonly string[] | undefined;
}

/** What went wrong, without anything secret: fit for a log. */
export interface RelinkHandlerProblem {
  /** The path below `basePath`. */
  route: string;
  /** The HTTP status that the client got. */
  status: number;
  /** Plaid's `error_code`, or the handler's own where Plaid was not asked. */
  errorCode: string;
  /** Plaid's `request_id`, which Plaid's support asks for. */
  requestId: string | null;
  message: string;
  /** What a function of your own threw, as redacted text: the object itself may hold your secrets. */
  cause?: unknown;
}

export interface RelinkHandlerOptions<User> {
  /** The official client: `new PlaidApi(new Configuration({ … }))`. */
  plaid: PlaidPort;
  /**
   * Who sends this request, by your session. Null, or anything falsy: nobody, 401. Many auth libraries return an object
   * for nobody, such as `{ user: null }`: return its user, not the object.
   */
  authenticate(request: Request): Awaitable<User | null | undefined>;
  /**
   * The Item, if this user owns it. Null: 404, the same for unknown Items and those of others. Some query builders leave
   * an undefined value out of the condition: make sure that the user's id is there.
   */
  findItem(itemId: string, user: User): Awaitable<OwnedItem | null | undefined>;
  linkToken:
    | LinkTokenSettings
    | ((item: OwnedItem, user: User, request: Request) => Awaitable<LinkTokenSettings>);
  /** Where the handler is mounted. @default '/api/plaid' */
  basePath?: string | undefined;
  /** Other origins that may call it from a browser, such as `['https://app.example.com']`. @default none */
  trustedOrigins?: readonly string[] | undefined;
  /** How long to wait for Plaid, in milliseconds; your own functions are not covered. @default 10000 */
  timeoutMs?: number | undefined;
  /**
   * For your log. Called for what the server's side got wrong, not for what the client did.
   * @default console.error, with the message and the codes
   */
  onError?: ((problem: RelinkHandlerProblem) => void) | undefined;
}

export interface ParsedOptions<User> extends Omit<
  RelinkHandlerOptions<User>,
  'basePath' | 'trustedOrigins' | 'timeoutMs'
> {
  basePath: string;
  trustedOrigins: ReadonlySet<string>;
  timeoutMs: number;
}

const MAX_CLIENT_NAME = 30;

/** @throws RelinkError `invalid_options`, naming the option, why it matters, and what to do */
export function parseOptions<User>(options: RelinkHandlerOptions<User>): ParsedOptions<User> {
  check(
    isRecord(options),
    'options',
    'is missing',
    'Pass { plaid, authenticate, findItem, linkToken }.',
  );
  const {
    plaid,
    linkToken,
    basePath = '/api/plaid',
    trustedOrigins = [],
    timeoutMs = 10_000,
  } = options;
  for (const method of ['itemCreatePublicToken', 'linkTokenCreate', 'itemGet'] as const) {
    check(
      isRecord(plaid) && isFunction(plaid[method]),
      'plaid',
      'must be the official client',
      'Pass new PlaidApi(configuration).',
    );
  }
  const noDefault = 'is required, and has no default: any default would let somebody in';
  check(
    isFunction(options.authenticate),
    'authenticate',
    noDefault,
    'Return the signed-in user, or null.',
  );
  check(
    isFunction(options.findItem),
    'findItem',
    noDefault,
    'Return the Item if the user owns it, or null.',
  );
  if (!isFunction(linkToken)) checkLinkToken(linkToken);
  check(
    /^\/\S*[^/\s]$|^\/$/.test(basePath),
    'basePath',
    'must start with a slash and not end with one',
    'Such as "/api/plaid".',
  );
  for (const origin of trustedOrigins) {
    check(
      URL.canParse(origin) && new URL(origin).origin === origin,
      'trustedOrigins',
      'must be origins',
      'Such as "https://app.example.com", with no path.',
    );
  }
  check(
    Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs < 2 ** 31,
    'timeoutMs',
    'must be a whole number of milliseconds',
    'Such as 10000.',
  );
  return {
    ...options,
    basePath: basePath === '/' ? '' : basePath,
    trustedOrigins: new Set(trustedOrigins),
    timeoutMs,
  };
}

/** @throws RelinkError `invalid_options`, for what Plaid would refuse or show wrongly in update mode */
export function checkLinkToken(settings: Partial<LinkTokenSettings> | undefined): void {
  const { clientName, countryCodes, language, redirectUri } = settings ?? {};
  check(
    isText(clientName) && clientName.length <= MAX_CLIENT_NAME,
    'linkToken.clientName',
    `must have 1 to ${MAX_CLIENT_NAME} characters: Link shows "This Application" for a longer one`,
    'Shorten it.',
  );
  check(
    Array.isArray(countryCodes) &&
      countryCodes.length > 0 &&
      countryCodes.every((code: unknown) => isText(code) && /^[A-Z]{2}$/.test(code)),
    'linkToken.countryCodes',
    'must be two-letter codes, at least one',
    "Such as ['US'].",
  );
  check(isText(language), 'linkToken.language', 'is required by Plaid', "Such as 'en'.");
  if (redirectUri === undefined) return;
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : null;
  const isLocal = url?.protocol === 'http:' && url.hostname === 'localhost';
  check(
    (url?.protocol === 'https:' || isLocal) && !/[?#]/.test(redirectUri),
    'linkToken.redirectUri',
    'must be an HTTPS URL (or localhost, in Sandbox) without query and fragment: Plaid refuses others',
    'Register exactly this URL in the dashboard.',
  );
}

function check(isRight: boolean, option: string, rule: string, advice: string): void {
  if (isRight) return;
  throw new RelinkError('invalid_options', {
    message: `createRelinkHandler: \`${option}\` ${rule}. ${advice}`,
  });
}

function isFunction(value: unknown): value is (...args: never[]) => unknown {
  return typeof value === 'function';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

import { createRelinkError } from '../../core/errors/catalogue';
import { isRecord, nonEmptyString } from '../../core/unknown';
import { assertKnownOptions } from '../../server/options/assert/assert-known-keys';
import type { GatewayCheckResult } from './gateway-check-result';
import type { ProbeOptions } from './probe/probe';

/** Options of {@link checkGateway}. */
export interface CheckGatewayOptions {
  /** The gateway's base URL, such as `https://app.example.com/api/plaid`. */
  url: string;
  /** An Item that the signed-in user owns. */
  itemId: string;
  /**
   * An Item that another user owns.
   * @default none: then the checks of ownership are skipped
   */
  foreignItemId?: string | undefined;
  /**
   * What signs the user in, such as `{ cookie: 'session=…' }`. A page cannot set `cookie`; it sends the cookies that the
   * browser has.
   * @default none
   */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
  /**
   * The origin of the app's pages, such as `https://app.example.com`.
   * @default that of `url`
   */
  origin?: string | undefined;
  /**
   * The route that Plaid's webhooks go to. It gets forged ones.
   * @default none: then the check is skipped
   */
  webhookUrl?: string | undefined;
  /**
   * Whether to report a relink of `itemId` that did not happen. The backend may then forget what webhooks said of it.
   * @default false
   */
  reportRelink?: boolean | undefined;
  /**
   * Whether to use up the limits: up to 240 requests. They stay used up for as long as the backend counts.
   * @default false
   */
  rateLimit?: boolean | undefined;
  /**
   * How long to wait for each answer, in milliseconds.
   * @default 15000, as the client waits
   */
  timeoutMs?: number | undefined;
  /** Ends the run: {@link checkGateway} rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Called with each result as soon as there is one. */
  onResult?: ((result: GatewayCheckResult) => void) | undefined;
  /**
   * Sends the requests.
   * @default the global `fetch`
   */
  fetch?: typeof fetch | undefined;
}

const KNOWN: Readonly<Record<keyof CheckGatewayOptions, true>> = {
  url: true,
  itemId: true,
  foreignItemId: true,
  headers: true,
  origin: true,
  webhookUrl: true,
  reportRelink: true,
  rateLimit: true,
  timeoutMs: true,
  signal: true,
  onResult: true,
  fetch: true,
};

const TIMEOUT_MS = 15_000;

/** @throws RelinkError `invalid_options`. No message repeats a value: an address may hold a password. */
export function parseCheckOptions(options: CheckGatewayOptions): ProbeOptions {
  assert(isRecord(options), 'Pass { url, itemId, foreignItemId, headers }.');
  assertKnownOptions(options, KNOWN, 'checkGateway');
  const { url, itemId, foreignItemId, headers, origin, webhookUrl } = options;
  const { reportRelink = false, rateLimit = false, timeoutMs = TIMEOUT_MS } = options;
  assert(
    isWebAddress(url) && new URL(url).search === '' && new URL(url).hash === '',
    '`url` must be the gateway’s base URL, such as https://app.example.com/api/plaid, without user, query and fragment.',
  );
  assert(
    nonEmptyString(itemId) !== null,
    '`itemId` must be the id of an Item of the signed-in user.',
  );
  assert(
    foreignItemId === undefined || nonEmptyString(foreignItemId) !== null,
    '`foreignItemId` must be the id of an Item of another user.',
  );
  assert(
    foreignItemId !== itemId,
    '`foreignItemId` must be another Item than `itemId`, one that another user owns.',
  );
  assert(
    origin === undefined || (isWebAddress(origin) && new URL(origin).origin === origin),
    '`origin` must be an exact origin, such as https://app.example.com.',
  );
  assert(
    webhookUrl === undefined || isWebAddress(webhookUrl),
    '`webhookUrl` must be a whole URL, such as https://app.example.com/api/plaid-webhook.',
  );
  for (const [name, value] of Object.entries({ reportRelink, rateLimit }))
    assert(typeof value === 'boolean', `\`${name}\` must be true or false.`);
  assert(
    Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs < 2 ** 31,
    '`timeoutMs` must be a whole number of milliseconds, such as 15000.',
  );
  return {
    url: url.replace(/\/+$/, ''),
    itemId,
    foreignItemId: foreignItemId ?? null,
    origin: origin ?? null,
    webhookUrl: webhookUrl ?? null,
    reportRelink,
    rateLimit,
    timeoutMs,
    headers: async () => new Headers(typeof headers === 'function' ? await headers() : headers),
    // A browser's fetch must be called on its window.
    fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
    signal: options.signal ?? null,
  };
}

function isWebAddress(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

function assert(condition: boolean, rule: string): asserts condition {
  if (!condition) throw createRelinkError('invalid_options', { message: `checkGateway: ${rule}` });
}

import { EXPIRING_DAYS } from '../../core/item/classify-item';
import { isRecord } from '../../core/unknown';
import { redactedBy } from '../http/redacted-by';
import { createMemoryRateLimiter } from '../rate-limit/memory-rate-limiter';
import type { Counter, OnLimiterDown } from '../rate-limit/rate-limiter';
import { assertSettingsForAll } from './link-token/assert-link-token-settings';
import { assertOption, assertTimeout, isFunction } from './assert/assert-option';
import type { LinkTokenSettings } from './link-token/link-token-settings';
import { parseInstitutionOptions, type ParsedInstitutionOptions } from './institution-options';
import type { OwnedItem } from './owned-item';
import type { RequestedLink } from './link-token/requested-link';
import type { Awaitable, RelinkServerOptions } from './server-options';

/**
 * The app's function. It is written as a method, whose parameters TypeScript compares in both directions: the handler has
 * a request for each call, so its option needs no null, and a service may have none.
 */
type CreateSettings<User, Item> = {
  bivarianceHack(
    item: Item,
    user: User,
    request: Request | null,
    call: RequestedLink,
  ): Awaitable<LinkTokenSettings | null>;
}['bivarianceHack'];

/** The options of the handler or of a service, as far as they are shared. */
export interface ServerOptionsInput<User, Item extends OwnedItem> extends RelinkServerOptions<
  User,
  Item
> {
  linkToken: LinkTokenSettings | CreateSettings<User, Item>;
  /** A service may have it too, where it is given the options of the handler. */
  basePath?: string | undefined;
}

export interface ParsedServerOptions<User, Item extends OwnedItem> extends Omit<
  ServerOptionsInput<User, Item>,
  | 'timeoutMs'
  | 'rateLimit'
  | 'healthMaxAgeMs'
  | 'expiringDays'
  | 'onLimiterDown'
  | 'publicTokens'
  | 'redact'
  | 'institutions'
  | 'basePath'
> {
  timeoutMs: number;
  healthMaxAgeMs: number;
  expiringDays: number;
  /** Null: no limit. */
  rateLimiter: Counter | null;
  onLimiterDown: OnLimiterDown;
  publicTokens: boolean;
  /** Null: off. */
  institutions: ParsedInstitutionOptions | null;
}

/** The methods of the client that every app needs, and what for. */
const PLAID_METHODS = {
  linkTokenCreate: 'mints the token that opens Link',
  itemGet: 'says how an Item is',
} as const;

/** A time for which a calculation with dates still works. */
const MAX_AGE_MS = 10 * 365 * 24 * 60 * 60_000;

/**
 * @param where the function that got the options
 * @throws RelinkError `invalid_options`, which names the option, why it matters, and what to do
 */
export function parseServerOptions<User, Item extends OwnedItem>(
  options: ServerOptionsInput<User, Item>,
  where: string,
): ParsedServerOptions<User, Item> {
  const { plaid, linkToken, rateLimit, records, onError, redact, basePath } = options;
  const { onRelinked, onHealth, onRequest, waitUntil } = options;
  const { userId, clientUserIdOf, onLimiterDown = 'allow' } = options;
  const { timeoutMs = 10_000, healthMaxAgeMs = 60_000, expiringDays = EXPIRING_DAYS } = options;
  const advice = 'Pass new PlaidApi(configuration), or add the method to your wrapper of it.';
  assertOption(isRecord(plaid), 'plaid', 'must be the official client', advice, where);
  for (const [method, use] of Object.entries(PLAID_METHODS)) {
    assertOption(
      isFunction(plaid[method as keyof typeof PLAID_METHODS]),
      'plaid',
      `has no method ${method}(), which ${use}`,
      advice,
      where,
    );
  }
  const publicTokens = options.publicTokens ?? isFunction(plaid.itemCreatePublicToken);
  assertOption(
    typeof publicTokens === 'boolean',
    'publicTokens',
    'must be true or false',
    'Pass false if your app opens Link with link tokens only.',
    where,
  );
  assertOption(
    !publicTokens || isFunction(plaid.itemCreatePublicToken),
    'plaid',
    'has no method itemCreatePublicToken(), which `publicTokens: true` needs',
    'Add it, or leave publicTokens out if your app opens Link with link tokens only.',
    where,
  );
  assertOption(
    isFunction(options.findItem),
    'findItem',
    'is required, and has no default: any default would let strangers in',
    'Return the Item if the user owns it, or null.',
    where,
  );
  if (!isFunction(linkToken)) assertSettingsForAll(linkToken);
  assertOption(
    rateLimit === undefined ||
      rateLimit === false ||
      (isRecord(rateLimit) && isFunction(rateLimit.consume)),
    'rateLimit',
    'must have consume(key), or be false',
    'Pass a limiter of rate-limiter-flexible.',
    where,
  );
  assertOption(
    ['allow', 'refuse'].includes(onLimiterDown),
    'onLimiterDown',
    "must be 'allow' or 'refuse'",
    "'refuse' answers with a 503 while the limiter fails.",
    where,
  );
  assertOption(
    records === undefined ||
      (isRecord(records) && isFunction(records.read) && isFunction(records.update)),
    'records',
    'must have read(plaidItemId) and update(plaidItemId, change)',
    'Pass createMemoryRecords(), or an adapter to your own store.',
    where,
  );
  assertOption(
    isNumberUpTo(healthMaxAgeMs, MAX_AGE_MS),
    'healthMaxAgeMs',
    'must be a number of milliseconds, at most ten years',
    'Such as 60000, or 0 to ask Plaid each time.',
    where,
  );
  assertOption(
    isNumberUpTo(expiringDays, 366),
    'expiringDays',
    'must be a number of days, at most 366',
    'Such as 8.',
    where,
  );
  const events = { onRelinked, onHealth, onRequest, onError };
  const callbacks = { userId, clientUserIdOf, ...events, waitUntil, redact };
  for (const [name, callback] of Object.entries(callbacks)) {
    assertOption(
      callback === undefined || isFunction(callback),
      name,
      'must be a function',
      'Leave it out if you do not need it.',
      where,
    );
  }
  assertTimeout(timeoutMs, 10_000, where);
  const around = { plaid, linkToken, basePath, where };
  const institutions = parseInstitutionOptions(options.institutions, around);
  return {
    // Not spread: an instance of a class keeps its methods on the prototype, and they may use `this`.
    findItem: (itemId, user) => options.findItem(itemId, user),
    userId: userId && ((user) => userId.call(options, user)),
    clientUserIdOf: clientUserIdOf && ((user) => clientUserIdOf.call(options, user)),
    plaid,
    linkToken,
    records,
    institutions,
    onError: redactedBy(redact, onError),
    onRelinked,
    onHealth,
    onRequest,
    waitUntil,
    onLimiterDown,
    publicTokens,
    timeoutMs,
    healthMaxAgeMs,
    expiringDays,
    rateLimiter: rateLimit === false ? null : (rateLimit ?? createMemoryRateLimiter()),
  };
}

function isNumberUpTo(value: unknown, max: number): boolean {
  return typeof value === 'number' && value >= 0 && value <= max;
}

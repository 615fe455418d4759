import { isRecord } from '../../core/unknown';
import { createMemoryRateLimiter } from '../rate-limit/memory-rate-limiter';
import type { RateLimiter } from '../rate-limit/rate-limiter';
import { assertLinkTokenSettings } from './assert-link-token-settings';
import { assertOption, assertTimeout, isFunction } from './assert-option';
import type { RelinkHandlerOptions } from './handler-options';
import type { OwnedItem } from './owned-item';

export interface ParsedOptions<User, Item extends OwnedItem> extends Omit<
  RelinkHandlerOptions<User, Item>,
  'basePath' | 'trustedOrigins' | 'timeoutMs' | 'rateLimit'
> {
  basePath: string;
  trustedOrigins: ReadonlySet<string>;
  timeoutMs: number;
  /** Null: no limit. */
  rateLimiter: RateLimiter | null;
}

const PLAID_METHODS = ['itemCreatePublicToken', 'linkTokenCreate', 'itemGet'] as const;

/** @throws RelinkError `invalid_options`, which names the option, why it matters, and what to do */
export function parseOptions<User, Item extends OwnedItem>(
  options: RelinkHandlerOptions<User, Item>,
): ParsedOptions<User, Item> {
  assertOption(
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
    rateLimit,
    onError,
  } = options;
  for (const method of PLAID_METHODS) {
    assertOption(
      isRecord(plaid) && isFunction(plaid[method]),
      'plaid',
      'must be the official client',
      'Pass new PlaidApi(configuration).',
    );
  }
  const noDefault = 'is required, and has no default: any default would let strangers in';
  assertOption(
    isFunction(options.authenticate),
    'authenticate',
    noDefault,
    'Return the signed-in user, or null.',
  );
  assertOption(
    isFunction(options.findItem),
    'findItem',
    noDefault,
    'Return the Item if the user owns it, or null.',
  );
  if (!isFunction(linkToken)) assertLinkTokenSettings(linkToken);
  assertOption(
    rateLimit === undefined ||
      rateLimit === false ||
      (isRecord(rateLimit) && isFunction(rateLimit.consume)),
    'rateLimit',
    'must have consume(key), or be false',
    'Pass a limiter of rate-limiter-flexible.',
  );
  assertOption(
    isPath(basePath),
    'basePath',
    'must start with a slash, not end with one, and be written as URLs have it',
    'Such as "/api/plaid".',
  );
  for (const origin of trustedOrigins) {
    assertOption(
      URL.canParse(origin) && new URL(origin).origin === origin,
      'trustedOrigins',
      'must be origins',
      'Such as "https://app.example.com", with no path.',
    );
  }
  assertTimeout(timeoutMs, 10_000);
  return {
    // Not spread: an instance of a class keeps its methods on the prototype, and they may use `this`.
    authenticate: (request) => options.authenticate(request),
    findItem: (itemId, user) => options.findItem(itemId, user),
    plaid,
    linkToken,
    onError,
    basePath: basePath === '/' ? '' : basePath,
    trustedOrigins: new Set(trustedOrigins),
    timeoutMs,
    rateLimiter: rateLimit === false ? null : (rateLimit ?? createMemoryRateLimiter()),
  };
}

/** No other path would match a request: a URL rewrites `..`, `\\`, spaces and letters beyond ASCII. */
function isPath(path: string): boolean {
  if (!/^\/(?:.*[^/])?$/.test(path)) return false;
  const url = `https://host.invalid${path}`;
  return URL.canParse(url) && new URL(url).pathname === path;
}

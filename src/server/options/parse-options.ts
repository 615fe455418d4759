import { isRecord } from '../../core/unknown';
import { assertKnownOptions } from './assert/assert-known-keys';
import { assertOption, isFunction } from './assert/assert-option';
import { assertHosts, assertOrigins } from './assert/assert-origins';
import type { RelinkHandlerOptions } from './handler-options';
import { HANDLER_OPTIONS } from './option-names';
import type { OwnedItem } from './owned-item';
import { parseServerOptions, type ParsedServerOptions } from './parse-server-options';

export interface ParsedOptions<User, Item extends OwnedItem> extends ParsedServerOptions<
  User,
  Item
> {
  authenticate: RelinkHandlerOptions<User, Item>['authenticate'];
  basePath: string;
  trustedOrigins: ReadonlySet<string>;
  /** Null: any host. */
  allowedHosts: ReadonlySet<string> | null;
}

const WHERE = 'createRelinkHandler';

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
  assertKnownOptions(options, HANDLER_OPTIONS, WHERE);
  const { basePath = '/api/plaid', trustedOrigins = [], allowedHosts } = options;
  assertOption(
    isFunction(options.authenticate),
    'authenticate',
    'is required, and has no default: any default would let strangers in',
    'Return the signed-in user, or null.',
  );
  const shared = parseServerOptions(options, WHERE);
  assertOption(
    isPath(basePath),
    'basePath',
    'must start with a slash, not end with one, and be written as URLs have it',
    'Such as "/api/plaid".',
  );
  assertOrigins(trustedOrigins);
  assertHosts(allowedHosts);
  return {
    ...shared,
    authenticate: (request) => options.authenticate(request),
    basePath: basePath === '/' ? '' : basePath,
    trustedOrigins: new Set(trustedOrigins),
    allowedHosts: allowedHosts ? new Set(allowedHosts) : null,
  };
}

/** No other path would match a request: a URL rewrites `..`, `\\`, spaces and letters beyond ASCII. */
function isPath(path: unknown): boolean {
  if (typeof path !== 'string' || !/^\/(?:.*[^/])?$/.test(path)) return false;
  const url = `https://host.invalid${path}`;
  return URL.canParse(url) && new URL(url).pathname === path;
}

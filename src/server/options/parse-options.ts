import { isRecord } from '../../core/unknown';
import { assertOption, isFunction } from './assert/assert-option';
import type { RelinkHandlerOptions } from './handler-options';
import type { OwnedItem } from './owned-item';
import { parseServerOptions, type ParsedServerOptions } from './parse-server-options';

export interface ParsedOptions<User, Item extends OwnedItem> extends ParsedServerOptions<
  User,
  Item
> {
  authenticate: RelinkHandlerOptions<User, Item>['authenticate'];
  basePath: string;
  trustedOrigins: ReadonlySet<string>;
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
  const { basePath = '/api/plaid', trustedOrigins = [] } = options;
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
  for (const origin of trustedOrigins) {
    assertOption(
      URL.canParse(origin) && new URL(origin).origin === origin,
      'trustedOrigins',
      'must be origins',
      'Such as "https://app.example.com", with no path.',
    );
  }
  return {
    ...shared,
    authenticate: (request) => options.authenticate(request),
    basePath: basePath === '/' ? '' : basePath,
    trustedOrigins: new Set(trustedOrigins),
  };
}

/** No other path would match a request: a URL rewrites `..`, `\\`, spaces and letters beyond ASCII. */
function isPath(path: string): boolean {
  if (!/^\/(?:.*[^/])?$/.test(path)) return false;
  const url = `https://host.invalid${path}`;
  return URL.canParse(url) && new URL(url).pathname === path;
}

import { isRecord } from '../../core/unknown';

/** Objects that are no user, whatever `userId` reads in them. */
const NEVER = new Set(['Response', 'Error', 'Array']);
/** Built-in objects that say nothing of a user. `Object.prototype.toString` tells them across realms and polyfills. */
const BUILT_IN = new Set([
  'Arguments',
  'BigInt',
  'Boolean',
  'Date',
  'DOMException',
  'FormData',
  'Headers',
  'Map',
  'Number',
  'Promise',
  'RegExp',
  'Request',
  'Set',
  'String',
  'Symbol',
  'URL',
  'URLSearchParams',
  'WeakMap',
  'WeakSet',
]);
/** Objects of sessions have these, and they are empty for a visitor: `{ user: null, expires }`. */
const USER_KEYS = ['user', 'userId'];
/** Deeper objects are not looked into: `{ data: { user: null }, error: null }` is the deepest that auth libraries return. */
const MAX_DEPTH = 3;

/**
 * Why a value can be no signed-in user, for `onError`; null where it may be one.
 *
 * @param isIdKnown whether `userId` will tell: then only what can be no user at all is refused here
 */
export function noUserReason(value: unknown, { isIdKnown }: { isIdKnown: boolean }): string | null {
  const tag = isRecord(value) ? Object.prototype.toString.call(value).slice(8, -1) : '';
  if (value === true || NEVER.has(tag))
    return 'true, a Response, an Error or an array. Return the user, or null.';
  if (isIdKnown) return null;
  if (typeof value === 'symbol' || typeof value === 'function')
    return `a ${typeof value}. Return the user, or null.`;
  if (!isRecord(value)) return null;
  if (BUILT_IN.has(tag))
    return `a ${tag}. Return the user, or null, or pass userId, which reads the user's id.`;
  if (!namesNoUser(value, MAX_DEPTH)) return null;
  return 'an object that names none, as auth libraries return it for a visitor. Return its user, not the object, or pass userId: (session) => session.user?.id.';
}

/** Functions do not count: `{ userId: null, getToken() {} }`. */
function namesNoUser(value: object, depth: number): boolean {
  // A class may keep its user in private fields and accessors.
  if (!isPlain(value)) return false;
  const fields = new Map(Object.entries(value));
  if (USER_KEYS.some((key) => fields.has(key) && isEmpty(fields.get(key), depth))) return true;
  return [...fields.values()].every((field) => isEmpty(field, depth));
}

function isEmpty(field: unknown, depth: number): boolean {
  if (!field || typeof field === 'function') return true;
  return isRecord(field) && depth > 1 && namesNoUser(field, depth - 1);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Of any realm: `Object.prototype` alone has no prototype of its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

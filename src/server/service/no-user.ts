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
/** Ids of users and of their tokens: `{ id: undefined, role: 'guest' }` is a visitor. */
const ID_KEYS = ['id', 'sub', 'uid', 'user_id'];
/** What an app may find a user by in place of an id. */
const OTHER_KEYS = [...USER_KEYS, 'email', 'username'];
/** Fields of answers that hold the session: `{ data: { user: null }, error }`. */
const SESSION_KEYS = ['data', 'session'];
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
  const fields = new Map<string, unknown>(Object.entries(value));
  if (USER_KEYS.some((key) => fields.has(key) && isEmpty(fields.get(key), depth))) return true;
  const isNamed = [...ID_KEYS, ...OTHER_KEYS].some((key) => !isMissing(fields.get(key)));
  if (!isNamed && ID_KEYS.some((key) => fields.has(key))) return true;
  if (!isNamed && SESSION_KEYS.some((key) => hasNoUser(fields.get(key), depth))) return true;
  return [...fields.values()].every((field) => isEmpty(field, depth));
}

function isMissing(id: unknown): boolean {
  return id === undefined || id === null || id === '';
}

/** Other than {@link isEmpty}: a row of the app may have an empty `data` of its own. */
function hasNoUser(session: unknown, depth: number): boolean {
  if (!isRecord(session) || !USER_KEYS.some((key) => key in session)) return false;
  return isEmpty(session, depth);
}

function isEmpty(field: unknown, depth: number): boolean {
  if (!field || typeof field === 'function' || field instanceof Error) return true;
  return isRecord(field) && depth > 1 && namesNoUser(field, depth - 1);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Of any realm: `Object.prototype` alone has no prototype of its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

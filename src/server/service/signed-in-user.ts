import { internalError, invalidRequest, toHttpError } from '../http/http-error';
import type { RelinkServerOptions } from '../options/server-options';
import { noUserReason } from './no-user';

/** Who asks. */
export interface SignedInUser<User> {
  user: User;
  /** Null where the app does not say how its users are called. */
  userId: string | null;
}

/** What `${user.id}`, `String(user.id)` and `${tenant}:${user.id}` make of a missing value. */
const MISSING = /(?:^|[:/|#])(?:undefined|null|NaN|\[object \w+\])$/;

/**
 * Any falsy value means that no user is signed in: `session && user` is easily written. An object for a visitor would make
 * findItem return any user's Item where a query builder drops a condition whose value is undefined.
 *
 * @param source what gave the user, for the log
 * @throws HttpError 401 or 500
 */
export function requireUser<User>(
  given: User | null | undefined,
  { userId: idOf }: Pick<RelinkServerOptions<User>, 'userId'>,
  source: string,
): SignedInUser<User> {
  if (!given) throw notSignedIn();
  const reason = noUserReason(given, { isIdKnown: idOf !== undefined });
  if (reason !== null) refuse(`${source} gave no user, but ${reason}`);
  if (!idOf) return { user: given, userId: ownId(given, source) };
  return { user: given, userId: idFrom(idOf, given) };
}

function idFrom<User>(idOf: (user: User) => unknown, user: User): string {
  let id: unknown;
  try {
    id = idOf(user);
  } catch (thrown) {
    throw toHttpError(thrown, 'userId');
  }
  if (id === undefined || id === null || id === '') throw notSignedIn();
  if (typeof id !== 'string')
    refuse(`userId gave ${kindOf(id)}, but must return a text. Such as String(user.id).`);
  if (MISSING.test(id))
    refuse(
      `userId gave the text '${id}', as of a value that is missing. Return null for a visitor.`,
    );
  return id;
}

function ownId(user: unknown, source: string): string | null {
  const isText = typeof user === 'string';
  if (isText && MISSING.test(user))
    refuse(`${source} gave no user, but the text '${user}', as of a value that is missing.`);
  return isText || typeof user === 'number' || typeof user === 'bigint' ? String(user) : null;
}

/** A value of the app's is not repeated in a log. */
function kindOf(value: unknown): string {
  return value instanceof Promise ? 'a promise' : `a value of type ${typeof value}`;
}

function notSignedIn(): Error {
  return invalidRequest(401, 'UNAUTHORIZED', 'Sign in first.');
}

function refuse(message: string): never {
  throw internalError({ errorCode: 'APP_ERROR', message });
}

import type { IncomingMessage } from 'node:http';
import { assertOption } from '../options/assert/assert-option';
import { messageOf } from './message-of';

/**
 * Returns the `req` from which `toNodeHandler` made this `Request`: the same object, with what the middlewares before
 * it have put there, such as `req.user` of Passport, `req.session` of express-session and `req.signedCookies` of
 * cookie-parser. Call it in `authenticate`, or in a `linkToken` function.
 *
 * The type parameter says what your framework's `req` is, and is not checked. Under Fastify `req` is the `request.raw` that
 * you passed.
 *
 * It also takes a `clone()` of that request. `new Request(request)` is another request, without a `req`.
 *
 * @throws RelinkError `invalid_options` for a `Request` that `toNodeHandler` has not made. It returns no null, because that
 * would sign out every user without a word. In `authenticate` it becomes a 500, and `onError` hears of it.
 * @example
 * import type { Request as ExpressRequest } from 'express';
 *
 * authenticate: (request) => nodeRequestOf<ExpressRequest>(request).user ?? null,
 *
 * @see docs/frameworks.md#express
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- The framework's type is known to the app alone.
export function nodeRequestOf<Incoming extends object = IncomingMessage>(
  request: Request,
): Incoming {
  const incoming = messageOf(request);
  assertOption(
    incoming !== null,
    'request',
    'must be the Request that toNodeHandler made, or its clone()',
    'Pass on the Request that authenticate got, and no `new Request(request)`. Where no toNodeHandler runs the handler, as in Next.js or Hono, there is no req: read the user from the headers.',
    'nodeRequestOf',
  );
  return incoming as Incoming;
}

import type { Request as ExpressRequest } from 'express';
import { nodeRequestOf } from 'react-plaid-relink/server';

/** What the types of Passport and express-session add to Express’s request, for your own user. */
interface SignedInRequest extends ExpressRequest {
  user?: { id: string };
  session: { userId?: string };
}

/** With Passport: `authenticate: userOfPassport`. */
export const userOfPassport = (request: Request) =>
  nodeRequestOf<SignedInRequest>(request).user ?? null;

/** With express-session alone: `authenticate: userOfSession`. No id is no user. */
export function userOfSession(request: Request): { id: string } | null {
  const { userId } = nodeRequestOf<SignedInRequest>(request).session;
  return userId === undefined ? null : { id: userId };
}

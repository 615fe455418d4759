import { AsyncLocalStorage } from 'node:async_hooks';
import type { Request, RequestHandler } from 'express';
import { toNodeHandler, type WebHandler } from 'react-plaid-relink/server';

interface User {
  id: string;
}

const currentUser = new AsyncLocalStorage<User | null>();

/** For the handler: `authenticate: signedInUser`. */
export const signedInUser = () => currentUser.getStore() ?? null;

/** For Express, after its sign-in: `app.use('/api/plaid', withUser(relink, (request) => request.user ?? null))`. */
export function withUser(
  handler: WebHandler,
  userOf: (request: Request) => User | null,
): RequestHandler {
  const handle = toNodeHandler(handler);
  return (request, response) => currentUser.run(userOf(request), () => handle(request, response));
}

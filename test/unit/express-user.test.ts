import express, { type Express, type Request as ExpressRequest } from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createRelinkHandler, toNodeHandler } from 'react-plaid-relink/server';
import { userOfPassport, userOfSession } from '../../examples/servers/express-user';
import { createServerApp } from '../support/server-app';

let server: Server;
afterEach(() => server.close());

/** Serves the app, and asks for the health of Ada's Item as these users. */
async function statusesOf(
  authenticate: (request: Request) => { id: string } | null,
  signIn: (request: ExpressRequest, id: string | undefined) => void,
): Promise<number[]> {
  const { options, items } = createServerApp();
  const { plaid, findItem } = options;
  const relink = createRelinkHandler({
    plaid,
    linkToken: { clientName: 'App', countryCodes: ['US'], language: 'en' },
    authenticate,
    userId: (user) => user.id,
    findItem: (itemId, user) => findItem(itemId, user.id),
  });
  const app: Express = express();
  app.use((request, _response, next) => {
    signIn(request, request.get('x-user'));
    next();
  });
  app.use('/api/plaid', toNodeHandler(relink));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const ask = async (user: string | null): Promise<number> => {
    const { status } = await fetch(`http://127.0.0.1:${port}/api/plaid/item/get`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(user !== null && { 'x-user': user }) },
      body: JSON.stringify({ item_id: items.ada.itemId }),
    });
    return status;
  };
  return Promise.all([ask('ada'), ask('bob'), ask(null)]);
}

it('the user that Express’s sign-in found reaches `authenticate`, each with their own request', async () => {
  // As Passport does: no user, no `user`.
  const statuses = await statusesOf(userOfPassport, (request, id) =>
    Object.assign(request, id !== undefined && { user: { id } }),
  );
  expect(statuses).toEqual([200, 404, 401]);
});

it('the session that an Express middleware loaded reaches `authenticate`, each with their own request', async () => {
  const statuses = await statusesOf(userOfSession, (request, id) =>
    Object.assign(request, { session: { ...(id !== undefined && { userId: id }) } }),
  );
  expect(statuses).toEqual([200, 404, 401]);
});

import express, { type Request } from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createRelinkHandler } from 'react-plaid-relink/server';
import { signedInUser, withUser } from '../../examples/servers/express-user';
import { createServerApp } from '../support/server-app';

let server: Server;
afterEach(() => server.close());

it('the user that Express’s sign-in found reaches `authenticate`, each with their own request', async () => {
  const { options, items } = createServerApp();
  const { plaid, findItem } = options;
  const relink = createRelinkHandler({
    plaid,
    linkToken: { clientName: 'App', countryCodes: ['US'], language: 'en' },
    authenticate: signedInUser,
    userId: (user) => user.id,
    findItem: (itemId, user) => findItem(itemId, user.id),
  });
  const users = new WeakMap<Request, { id: string }>();
  const app = express();
  app.use((request, _response, next) => {
    const id = request.get('x-user');
    if (id !== undefined) users.set(request, { id });
    next();
  });
  app.use(
    '/api/plaid',
    withUser(relink, (request) => users.get(request) ?? null),
  );
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
  expect(await Promise.all([ask('ada'), ask('bob'), ask(null)])).toEqual([200, 404, 401]);
});

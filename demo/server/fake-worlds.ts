import { createServer } from 'node:http';
import { Configuration, PlaidApi } from 'plaid';
import { toNodeHandler } from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { transactionsSync } from './ledger';
import { seeds } from './seeds';
import { createStore } from './store';
import { createWorld, type World } from './world';
import type { WorldSource } from './worlds';

interface FakeWorldsInit {
  port: number;
  redirectUri: string;
  /** The address of a world's webhooks. */
  webhookOf(worldId: string): string;
}

/** Plaid's error object for a fault of its own (plaid.com/docs/errors/api). */
const DOWN = {
  error_type: 'API_ERROR',
  error_code: 'INTERNAL_SERVER_ERROR',
  error_message: 'Plaid is down (simulated).',
  display_message: null,
  request_id: 'simulated',
};

/** Serves a fake Plaid for each world, below a path of its own, on one port. */
export async function serveFakeWorlds({
  port,
  redirectUri,
  webhookOf,
}: FakeWorldsInit): Promise<WorldSource> {
  const origin = `http://127.0.0.1:${port}`;
  const worlds = new Map<string, World>();
  const handler = toNodeHandler(async (request) => {
    const [, id = '', path = '/'] = /^\/([^/]+)(\/.*)$/.exec(new URL(request.url).pathname) ?? [];
    const world = worlds.get(id);
    if (!world?.fake) return new Response(null, { status: 404 });
    // The fake Link's own requests and Plaid's page still work: the user is at the bank there.
    if (world.isPlaidDown && !path.startsWith('/fake/'))
      return Response.json(DOWN, { status: 500 });
    return world.fake.plaid.fetch(new Request(new URL(path, origin), request));
  });
  const server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

  return {
    async create(register) {
      const id = crypto.randomUUID();
      const url = `${origin}/${id}`;
      const webhook = webhookOf(id);
      const plaid = createFakePlaid({
        hostedLinkBaseUrl: `${url}/fake/hosted`,
        deliverWebhook: (request) => fetch(request),
        linkWebhooks: 'all',
        endpoints: { '/transactions/sync': transactionsSync },
      });
      const store = createStore();
      const moving: string[] = [];
      for (const { scene, userId, isMoving, ...init } of seeds()) {
        const item = plaid.createItem({ ...init, webhook });
        store.addItem({ ...item, bank: init.institutionName, scene, userId });
        if (isMoving) moving.push(item.itemId);
      }
      const headers = { 'PLAID-CLIENT-ID': plaid.clientId, 'PLAID-SECRET': plaid.secret };
      // The official client, as in an app.
      const client = new PlaidApi(new Configuration({ basePath: url, baseOptions: { headers } }));
      const fake = { plaid, url };
      const world = createWorld({ id, plaid: client, store, fake, redirectUri, webhook });
      worlds.set(id, world);
      register(world);
      for (const itemId of moving) await plaid.announceDisconnect(itemId);
      return world;
    },
    // Later requests to its Plaid get a 404.
    remove: ({ id }) => void worlds.delete(id),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

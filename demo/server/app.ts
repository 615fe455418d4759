import { Hono, type Context } from 'hono';
import { csrf } from 'hono/csrf';
import { getCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import { Configuration, PlaidApi } from 'plaid';
import { createRelinkHandler } from 'react-plaid-relink/server';
import { faultsOf, faultyAnswer } from './faults';
import { readLedger } from './ledger';
import { ADA } from './seeds';
import type { StoredItem } from './store';
import type { BankAction, World } from './world';
import type { Worlds } from './worlds';

/** The settings that the page needs before it renders. */
export interface DemoConfig {
  mode: 'fake' | 'sandbox';
  /** The fake Plaid's URL for the fake Link. */
  fakePlaidUrl: string | null;
  /** Null in Sandbox, because Plaid no longer launches public-key Link. */
  publicKey: string | null;
  /** An Item of another user, which the page "Try your backend" asks for in vain. */
  foreignItemId: string | null;
  items: Pick<StoredItem, 'itemId' | 'bank' | 'scene'>[];
}

/** Where Plaid sends the webhooks of a world. */
export const WEBHOOK_PATH = '/api/plaid-webhook';

const SESSION = 'session';
const ACTIONS: readonly string[] = [
  'break',
  'go_down',
  'move',
  'open_account',
] satisfies BankAction[];

const isAction = (name: string): name is BankAction => ACTIONS.includes(name);

/** The app's backend: sessions, the user's Items, and react-plaid-relink's two handlers in each world. */
export function createApp(worlds: Worlds): Hono {
  const app = new Hono();
  // Otherwise a page whose host name was made to resolve to this machine would have the same origin.
  app.use(async (context, next) => {
    const { hostname } = new URL(context.req.url);
    if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return context.text('', 403);
    return next();
  });
  app.use('/api/items/*', csrf());
  app.use('/api/reset', csrf());

  const worldOf = (context: Context): World | null => worlds.find(getCookie(context, SESSION));
  /** For requests without a session. It asks Plaid nothing. */
  const refuse = createRelinkHandler({
    plaid: new PlaidApi(new Configuration()),
    authenticate: () => null,
    findItem: () => null,
    linkToken: { clientName: 'Acme Money', countryCodes: ['US'], language: 'en' },
  });

  app.all('/api/plaid/*', async (context) => {
    const world = worldOf(context);
    const { raw: request, path } = context.req;
    if (!world) return refuse(request);
    const since = Date.now();
    const faults = faultsOf(request.headers);
    world.isPlaidDown = faults.has('plaid_down');
    const response = (await faultyAnswer(faults)) ?? (await world.relink(request));
    const what = path.replace('/api/plaid', '');
    const { status } = response;
    world.activity.send({ from: 'backend', what, status, ms: Date.now() - since });
    return response;
  });
  app.post(`${WEBHOOK_PATH}/:worldId`, async (context) => {
    const world = worlds.byId(context.req.param('worldId'));
    return world ? world.receiveWebhook(context.req.raw) : context.body(null, 404);
  });

  // The user is signed in from the first visit on: this is a demo.
  app.get('/api/config', async (context) => {
    const sessionId = getCookie(context, SESSION) ?? crypto.randomUUID();
    setCookie(context, SESSION, sessionId, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.json(configOf(await worlds.open(sessionId)));
  });
  app.post('/api/reset', async (context) => {
    const sessionId = getCookie(context, SESSION);
    if (sessionId) await worlds.reset(sessionId);
    return context.json({});
  });

  const itemOf = (context: Context): StoredItem | null =>
    worldOf(context)?.store.findItem(context.req.param('itemId') ?? '', ADA) ?? null;
  app.get('/api/items/:itemId/ledger', async (context) => {
    const world = worldOf(context);
    const item = itemOf(context);
    if (!world || !item) return context.json({ error: 'No such Item.' }, 404);
    return context.json(await readLedger(world.plaid, item.accessToken));
  });
  app.post('/api/items/:itemId/:action', async (context) => {
    const item = itemOf(context);
    const action = context.req.param('action');
    if (!item || !isAction(action)) return context.json({ error: 'No such Item.' }, 404);
    await worldOf(context)?.act(action, item);
    return context.json({});
  });

  // One stream for all, because a browser keeps few connections to one host.
  app.get('/api/events', (context) => {
    const world = worldOf(context);
    const sessionId = getCookie(context, SESSION) ?? '';
    return streamSSE(context, async (stream) => {
      const send = (event: string, data: string): void => void stream.writeSSE({ event, data });
      const stops = [
        worlds.onReset(sessionId, () => send('reset', '')),
        world?.activity.listen((entry) => send('activity', JSON.stringify(entry))),
        world?.changes.listen((itemId) => {
          if (world.store.ownerOf(itemId) === ADA) send('item', itemId);
        }),
      ];
      const ended = new Promise<void>((resolve) => stream.onAbort(resolve));
      // The browser hears at once that it is connected.
      await stream.write(': connected\n\n');
      await ended;
      for (const stop of stops) stop?.();
    });
  });

  app.onError((error, context) => {
    console.error(`${context.req.path}: ${error.message}`);
    return context.json({ error: 'The demo backend failed; see its log.' }, 500);
  });
  return app;
}

function configOf({ store, fake }: World): DemoConfig {
  return {
    mode: fake ? 'fake' : 'sandbox',
    fakePlaidUrl: fake?.url ?? null,
    publicKey: fake?.plaid.publicKey ?? null,
    foreignItemId: store.itemsOf('bob')[0]?.itemId ?? null,
    items: store.itemsOf(ADA).map(({ itemId, bank, scene }) => ({ itemId, bank, scene })),
  };
}

import { Hono, type Context } from 'hono';
import { csrf } from 'hono/csrf';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import { parse } from 'hono/utils/cookie';
import type { PlaidApi } from 'plaid';
import {
  createMemoryRecords,
  createRelinkHandler,
  createWebhookHandler,
} from 'react-plaid-relink/server';
import type { FakeItemActions } from 'react-plaid-relink/testing';
import type { Activity } from './activity';
import { createChannel, type Channel } from './channel';
import type { Store, StoredItem } from './store';

/** The settings that the page needs before it renders. */
export interface DemoConfig {
  mode: 'fake' | 'sandbox';
  /** The fake Plaid's URL for the fake Link. */
  fakePlaidUrl: string | null;
  /** Null in Sandbox, because Plaid no longer launches public-key Link. */
  publicKey: string | null;
  /** The return address for OAuth banks. Sandbox accepts only addresses that the dashboard lists. */
  redirectUri: string | null;
  /** An Item of another user, which the page "Try your backend" asks for in vain. */
  foreignItemId: string | null;
}

/** Where Plaid sends its webhooks. */
export const WEBHOOK_PATH = '/api/plaid-webhook';

/** What the user of the demo may let a bank do. */
export type BankAction = 'break' | 'move' | 'open_account';

export interface Services {
  plaid: PlaidApi;
  store: Store;
  activity: Channel<Activity>;
  config: DemoConfig;
  /** Null in Sandbox, whose banks do only what its API offers. */
  banks: FakeItemActions | null;
  /** Where Link's own webhooks go. Null in Sandbox, which has no address of this machine. */
  webhook: string | null;
}

const SESSION = 'session';

/** The app's backend: sign-in, the user's Items, and react-plaid-relink's two handlers. */
export function createApp({ plaid, store, activity, config, banks, webhook }: Services): Hono {
  const app = new Hono();
  /** The Items that may have changed. */
  const changes = createChannel<string>();
  const records = createMemoryRecords();
  // Otherwise a page whose host name was made to resolve to this machine would have the same origin.
  app.use(async (context, next) => {
    const { hostname } = new URL(context.req.url);
    if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return context.text('', 403);
    return next();
  });
  app.use('/api/items/*', csrf());
  app.use('/api/session', csrf());

  const relink = createRelinkHandler({
    plaid,
    records,
    authenticate: (request) =>
      store.userOf(parse(request.headers.get('cookie') ?? '', SESSION)[SESSION]),
    findItem(itemId, userId) {
      const item = store.findItem(itemId, userId);
      return item && { accessToken: item.accessToken, clientUserId: userId };
    },
    linkToken: {
      clientName: 'Relink Demo',
      countryCodes: ['US'],
      language: 'en',
      ...(config.redirectUri && { redirectUri: config.redirectUri }),
      hostedLink: true,
      // SESSION_FINISHED tells of a relink whose page is gone.
      ...(webhook && { webhook }),
    },
    onError: ({ route, status, message }) => console.error(`${route} ${status}: ${message}`),
  });
  app.all('/api/plaid/*', async (context) => {
    const response = await relink(context.req.raw);
    const what = context.req.path.replace('/api/plaid', '');
    activity.send({ from: 'backend', what, status: response.status });
    return response;
  });

  const announce = (itemId: string): void => {
    relink.invalidateHealth(itemId);
    changes.send(itemId);
  };
  const receiveWebhook = createWebhookHandler({
    plaid,
    records,
    onWebhook({ webhookType, webhookCode }) {
      activity.send({ from: 'webhook', what: `${webhookType} ${webhookCode}`, status: 200 });
    },
    onEvent: ({ itemId }) => announce(itemId),
  });
  app.post(WEBHOOK_PATH, (context) => receiveWebhook(context.req.raw));

  const userOf = (context: Context): string | null => store.userOf(getCookie(context, SESSION));

  app.get('/api/config', (context) => context.json(config));

  app.get('/api/session', (context) => context.json({ user: userOf(context) }));
  app.post('/api/session', (context) => {
    setCookie(context, SESSION, store.signIn('ada'), {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    });
    return context.json({ user: 'ada' });
  });
  app.delete('/api/session', (context) => {
    store.signOut(deleteCookie(context, SESSION, { path: '/' }) ?? '');
    return context.json({ user: null });
  });

  app.get('/api/items', (context) => {
    const user = userOf(context);
    if (!user) return context.json({ error: 'Sign in first.' }, 401);
    return context.json(
      store.itemsOf(user).map(({ itemId, bank, section }) => ({ itemId, bank, section })),
    );
  });

  const bankActions: Record<BankAction, (item: StoredItem) => Promise<unknown> | undefined> = {
    break: ({ accessToken }) => plaid.sandboxItemResetLogin({ access_token: accessToken }),
    move: ({ itemId }) => banks?.announceDisconnect(itemId),
    open_account: ({ itemId }) => banks?.announceNewAccounts(itemId),
  };
  app.post('/api/items/:itemId/:action', async (context) => {
    const { itemId, action } = context.req.param();
    const user = userOf(context);
    const item = user && store.findItem(itemId, user);
    if (!item || !Object.hasOwn(bankActions, action)) {
      return context.json({ error: 'No such Item.' }, 404);
    }
    await bankActions[action as BankAction](item);
    // Plaid's Sandbox has no address of this machine for its webhooks.
    if (!banks) announce(itemId);
    return context.json({});
  });

  // One stream for both, because a browser keeps few connections to one host.
  app.get('/api/events', (context) => {
    const user = userOf(context);
    return streamSSE(context, async (stream) => {
      const stops = [
        activity.listen((entry) => {
          void stream.writeSSE({ event: 'activity', data: JSON.stringify(entry) });
        }),
        changes.listen((itemId) => {
          if (store.ownerOf(itemId) === user) void stream.writeSSE({ event: 'item', data: itemId });
        }),
      ];
      const ended = new Promise<void>((resolve) => stream.onAbort(resolve));
      // The browser hears at once that it is connected.
      await stream.write(': connected\n\n');
      await ended;
      for (const stop of stops) stop();
    });
  });

  app.onError((error, context) => {
    console.error(`${context.req.path}: ${error.message}`);
    return context.json({ error: 'The demo backend failed; see its log.' }, 500);
  });
  return app;
}

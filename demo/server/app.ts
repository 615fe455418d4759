import { Hono, type Context } from 'hono';
import { csrf } from 'hono/csrf';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import { parse } from 'hono/utils/cookie';
import type { PlaidApi } from 'plaid';
import { createRelinkHandler } from 'react-plaid-relink/server';
import type { ActivityLog } from './activity';
import type { Store } from './store';

/** The settings that the page needs before it renders. */
export interface DemoConfig {
  mode: 'fake' | 'sandbox';
  /** The fake Plaid's URL for the fake Link. */
  fakePlaidUrl: string | null;
  /** Null in Sandbox, because Plaid no longer launches public-key Link. */
  publicKey: string | null;
  /** The return address for OAuth banks. Sandbox accepts only addresses that the dashboard lists. */
  redirectUri: string | null;
}

const SESSION = 'session';

/** The app's backend: sign-in, the user's Items, and react-plaid-relink's handler. */
export function createApp(
  plaid: PlaidApi,
  store: Store,
  activity: ActivityLog,
  config: DemoConfig,
): Hono {
  const app = new Hono();
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
    },
    onError: ({ route, status, message }) => console.error(`${route} ${status}: ${message}`),
  });
  app.all('/api/plaid/*', async (context) => {
    const response = await relink(context.req.raw);
    const what = context.req.path.replace('/api/plaid', '');
    activity.add({ from: 'backend', what, status: response.status });
    return response;
  });

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
    return context.json(store.itemsOf(user).map(({ itemId, section }) => ({ itemId, section })));
  });

  app.post('/api/items/:itemId/break', async (context) => {
    const user = userOf(context);
    const item = user && store.findItem(context.req.param('itemId'), user);
    if (!item) return context.json({ error: 'No such Item.' }, 404);
    await plaid.sandboxItemResetLogin({ access_token: item.accessToken });
    relink.invalidateHealth(item.itemId);
    return context.json({ broken: true });
  });

  app.get('/api/activity', (context) =>
    streamSSE(context, async (stream) => {
      const stop = activity.onActivity((entry) => {
        void stream.writeSSE({ data: JSON.stringify(entry) });
      });
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      stop();
    }),
  );

  app.onError((error, context) => {
    console.error(`${context.req.path}: ${error.message}`);
    return context.json({ error: 'The demo backend failed; see its log.' }, 500);
  });
  return app;
}

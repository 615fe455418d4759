import { serve } from '@hono/node-server';
import { Configuration, PlaidApi } from 'plaid';
import { watchPlaid, type Activity } from './activity';
import { createApp, WEBHOOK_PATH, type DemoConfig } from './app';
import { createChannel } from './channel';
import { startFakePlaid } from './fake-plaid-server';
import { seedSandbox } from './seed-sandbox';
import { SettingsError, type Settings } from './settings';
import { createStore } from './store';

export { parseSettings } from './settings';

/** Starts everything behind the page. Returns a function that ends it. */
export async function startServers(settings: Settings): Promise<() => void> {
  const store = createStore();
  const activity = createChannel<Activity>();
  const webhook = `http://127.0.0.1:${settings.backendPort}${WEBHOOK_PATH}`;
  const fake =
    settings.plaid.mode === 'fake'
      ? await orNameThePort(settings.fakePlaidPort, 'FAKE_PLAID_PORT', () =>
          startFakePlaid(settings.fakePlaidPort, store, webhook),
        )
      : null;
  const { clientId, secret, basePath } =
    settings.plaid.mode === 'sandbox'
      ? { ...settings.plaid, basePath: settings.plaid.baseUrl }
      : { clientId: fake?.clientId, secret: fake?.secret, basePath: fake?.url ?? '' };

  // The client is the same for the real and the fake Plaid; only its base URL differs.
  const plaid = watchPlaid(
    new PlaidApi(
      new Configuration({
        basePath,
        baseOptions: { headers: { 'PLAID-CLIENT-ID': clientId, 'PLAID-SECRET': secret } },
      }),
    ),
    activity,
  );
  if (settings.plaid.mode === 'sandbox') await seedOrExplain(plaid, store);

  const config: DemoConfig = {
    mode: settings.plaid.mode,
    fakePlaidUrl: fake?.url ?? null,
    publicKey: fake?.publicKey ?? null,
    redirectUri: settings.redirectUri ?? (fake ? `http://localhost:${settings.port}/oauth` : null),
    foreignItemId: store.itemsOf('bob')[0]?.itemId ?? null,
  };
  const backend = await orNameThePort(
    settings.backendPort,
    'BACKEND_PORT',
    () =>
      new Promise<ReturnType<typeof serve>>((resolve, reject) => {
        const { fetch } = createApp({
          plaid,
          store,
          activity,
          config,
          banks: fake?.banks ?? null,
          webhook: fake && webhook,
        });
        const server = serve({ fetch, port: settings.backendPort, hostname: '127.0.0.1' }, () =>
          resolve(server),
        );
        server.once('error', reject);
      }),
  );
  await fake?.announceMoves();
  return () => {
    backend.close();
    fake?.close();
  };
}

async function seedOrExplain(...args: Parameters<typeof seedSandbox>): Promise<void> {
  try {
    await seedSandbox(...args);
  } catch (error) {
    // Log only Plaid's own text, because the client's error holds the secret.
    const { response } = error as {
      response?: { data?: { error_code?: string; error_message?: string } };
    };
    const why = response?.data?.error_code
      ? `${response.data.error_code}: ${response.data.error_message}`
      : 'it could not be reached';
    throw new SettingsError(
      `Plaid's Sandbox made no Items (${why}). Check PLAID_CLIENT_ID and PLAID_SECRET, or unset both for the fake Plaid.`,
    );
  }
}

async function orNameThePort<Value>(
  port: number,
  name: string,
  start: () => Promise<Value>,
): Promise<Value> {
  try {
    return await start();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new SettingsError(
      `Port ${port} is in use. Stop what uses it, or set ${name} to another.`,
    );
  }
}

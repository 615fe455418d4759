import { serve } from '@hono/node-server';
import { Configuration, PlaidApi } from 'plaid';
import { createApp, WEBHOOK_PATH } from './app';
import { serveFakeWorlds } from './fake-worlds';
import { seedSandbox } from './seed-sandbox';
import { SettingsError, type SandboxSettings, type Settings } from './settings';
import { createStore } from './store';
import { createWorld } from './world';
import { createWorlds, type WorldSource } from './worlds';

export { parseSettings } from './settings';

/** Starts everything behind the page. Returns a function that ends it. */
export async function startServers(settings: Settings): Promise<() => void> {
  const { plaid } = settings;
  const source =
    plaid.mode === 'fake'
      ? await serveFakes(settings)
      : await sandboxWorld(plaid, settings.redirectUri);
  const backend = await orNameThePort(
    settings.backendPort,
    'BACKEND_PORT',
    () =>
      new Promise<ReturnType<typeof serve>>((resolve, reject) => {
        const { fetch } = createApp(createWorlds(source));
        const server = serve({ fetch, port: settings.backendPort, hostname: '127.0.0.1' }, () =>
          resolve(server),
        );
        server.once('error', reject);
      }),
  );
  return () => {
    backend.close();
    source.close();
  };
}

function serveFakes({
  port,
  backendPort,
  fakePlaidPort,
  redirectUri,
}: Settings): Promise<WorldSource> {
  return orNameThePort(fakePlaidPort, 'FAKE_PLAID_PORT', () =>
    serveFakeWorlds({
      port: fakePlaidPort,
      redirectUri: redirectUri ?? `http://localhost:${port}/oauth`,
      webhookOf: (worldId) => `http://127.0.0.1:${backendPort}${WEBHOOK_PATH}/${worldId}`,
    }),
  );
}

/** Plaid's Sandbox is one world for all. Its Items are created once. */
async function sandboxWorld(
  { clientId, secret, baseUrl: basePath }: SandboxSettings,
  redirectUri: string | null,
): Promise<WorldSource> {
  const headers = { 'PLAID-CLIENT-ID': clientId, 'PLAID-SECRET': secret };
  const plaid = new PlaidApi(new Configuration({ basePath, baseOptions: { headers } }));
  const store = createStore();
  await seedOrExplain(plaid, store);
  const init = { id: 'sandbox', plaid, store, fake: null, redirectUri, webhook: null };
  const world = createWorld(init);
  return { create: () => Promise.resolve(world), remove() {}, close() {} };
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

/** `npm start`: the demo. A fake Plaid, a backend and the page, on this machine only. */
import { createServer as createTcpServer } from 'node:net';
import { resolve } from 'node:path';
import { createServer } from 'vite';
import { SettingsError } from '../demo/server/settings.ts';
import { parseSettings, startServers } from '../demo/server/start.ts';

/** From the start: npm may be killed before the page is ready. */
const parent = process.ppid;
let stopServers = (): void => {};

try {
  const settings = parseSettings(process.env);
  await checkPort(settings.port);
  stopServers = await startServers(settings);

  const page = await createServer({
    configFile: 'demo/vite.config.ts',
    logLevel: 'error',
    server: {
      port: settings.port,
      proxy: {
        '/api': {
          target: `http://127.0.0.1:${settings.backendPort}`,
          configure(proxy) {
            proxy.removeAllListeners('error');
            proxy.on('error', (_error, _request, response) => {
              console.error(
                `The demo's backend on port ${settings.backendPort} is down. Start again with npm start.`,
              );
              if ('writeHead' in response && !response.headersSent) response.writeHead(502).end();
            });
          },
        },
      },
    },
  });
  await page.listen();
  // The first visit would wait for these: the page, and what a click loads.
  await Promise.all(
    [
      '/app/main.tsx',
      `/@fs${resolve('src/browser/engine.ts')}`,
      `/@fs${resolve('src/components/feedback/feedback.ts')}`,
    ].map((url) => page.warmupRequest(url)),
  );
  await page.waitForRequestsIdle();
  const world = settings.plaid.mode === 'fake' ? 'a fake Plaid' : settings.plaid.baseUrl;
  console.log(`\nThe demo runs against ${world}. Open http://localhost:${settings.port}\n`);

  const stop = async (): Promise<void> => {
    stopServers();
    await page.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
  // npm passes SIGTERM on to its shell alone, which ends. Without this the ports would stay taken for ever.
  if (process.env.npm_lifecycle_event === 'start') {
    setInterval(() => process.ppid !== parent && void stop(), 1_000).unref();
  }
} catch (error) {
  stopServers();
  // A wrong setting needs one line; anything else keeps its stack.
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
}

async function checkPort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createTcpServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const message = `Port ${port} is in use. Stop what uses it, or set PORT to another.`;
      reject(error.code === 'EADDRINUSE' ? new SettingsError(message) : error);
    });
    probe.listen(port, 'localhost', () => probe.close(() => resolve()));
  });
}

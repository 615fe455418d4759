/** `npm start`: the demo, on a fresh clone too. Fake Plaid, backend and page, on this machine only. */
import { createServer as createTcpServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
ensureInstalled();
const { createServer } = await import('vite');

const configFile = 'demo/vite.config.ts';
let stopServers = () => {};

/** A mistake that one line explains; anything else keeps its stack. */
function exitWith(error) {
  console.error(error.name === 'SettingsError' || error.isPlain ? error.message : error);
  process.exit(1);
}

function checkPort(port) {
  return new Promise((resolve, reject) => {
    const probe = createTcpServer();
    probe.once('error', (error) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      const message = `Port ${port} is in use. Stop what uses it, or set PORT to another.`;
      reject(Object.assign(new Error(message), { isPlain: true }));
    });
    probe.listen(port, 'localhost', () => probe.close(() => resolve()));
  });
}

try {
  // Node 20 runs no TypeScript: Vite loads the server half as it does the page.
  const loader = await createServer({
    configFile,
    // Without a socket of its own: it only reads TypeScript, and its port would be the same for every demo.
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
    appType: 'custom',
    logLevel: 'error',
  });
  const { parseSettings, startServers } = await loader.ssrLoadModule('/server/start.ts');
  const settings = parseSettings(process.env);
  await checkPort(settings.port);
  stopServers = await startServers(settings);

  const page = await createServer({
    configFile,
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
  const world = settings.plaid.mode === 'fake' ? 'a fake Plaid' : settings.plaid.baseUrl;
  console.log(`\nThe demo runs against ${world}. Open http://localhost:${settings.port}\n`);

  const stop = async () => {
    stopServers();
    await Promise.all([page.close(), loader.close()]);
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // A killed npm tells its children nothing; they would keep the ports for ever.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === 'start') {
    setInterval(() => process.ppid !== parent && stop(), 1_000).unref();
  }
} catch (error) {
  stopServers();
  exitWith(error);
}

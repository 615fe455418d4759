import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import type { Consumer } from '../support/consumer';
import {
  freePort,
  startServerProcess,
  type ServerCommand,
  type ServerProcess,
} from '../support/server-process';
import { createServersApp, writeWorkerdConfig } from './app';
import { describeContract } from './contract';
import type { RuntimeName } from './install-runtimes';
import { startPlaidServer, type PlaidServer } from './plaid-server';

let app: Consumer;
let plaid: PlaidServer;
beforeAll(async () => {
  [app, plaid] = await Promise.all([createServersApp(), startPlaidServer()]);
});
afterAll(async () => {
  await Promise.all([app.remove(), plaid.close()]);
});

type Start = (port: number) => Promise<Omit<ServerCommand, 'cwd'>>;

function describeServer(name: string, start: Start): void {
  describe(name, () => {
    let server: ServerProcess;
    beforeAll(async () => {
      const port = await freePort();
      server = await startServerProcess({ ...(await start(port)), cwd: app.dir }, port);
    });
    afterAll(() => server.stop());
    describeContract(() => ({ server, plaid }));
  });
}

/** Nothing of this process' environment but what a program needs to run at all. */
function environment(port: number): Record<string, string> {
  const { PATH = '', SystemRoot = '' } = process.env;
  // Programs that keep a cache keep it in the app, which is removed.
  return { PATH, SystemRoot, HOME: app.dir, PORT: String(port), ...plaid.env };
}

const onNode =
  (file: string): Start =>
  (port) =>
    Promise.resolve({
      command: process.execPath,
      args: [`built/${file}`],
      env: environment(port),
    });

describeServer('Node’s http', onNode('node-http.mjs'));
describeServer('Node’s http, by require()', onNode('node-http.cjs'));
describeServer('Express, behind express.json()', onNode('express.mjs'));
describeServer('Express, behind express.json(), by require()', onNode('express.cjs'));
describeServer('Express, with no body parser', onNode('express-unparsed.mjs'));
describeServer('Fastify', onNode('fastify.mjs'));
describeServer('Hono', onNode('hono.mjs'));
describeServer('React Router', onNode('react-router-server.mjs'));

describeRuntime('Bun', 'bun', (path) => (port) =>
  Promise.resolve({ command: path, args: ['--no-install', 'bun.ts'], env: environment(port) }),
);

describeRuntime('Deno', 'deno', (path) => (port) =>
  Promise.resolve({
    command: path,
    args: ['run', '--no-prompt', '--allow-net', '--allow-env', '--allow-read=.', 'deno.ts'],
    env: { ...environment(port), DENO_NO_UPDATE_CHECK: '1' },
  }),
);

describeRuntime('Cloudflare Workers', 'workerd', (path) => async (port) => ({
  command: path,
  args: ['serve', await writeWorkerdConfig(app, port, plaid.env)],
  env: environment(port),
}));

/** With a runtime that npm could not install there is nothing to test, which CI must not take for a success. */
function describeRuntime(name: string, program: RuntimeName, start: (path: string) => Start): void {
  const runtime = inject('runtimes')[program];
  if ('path' in runtime) return describeServer(`${name} ${runtime.version}`, start(runtime.path));
  const title = `${name}: ${runtime.missing}`;
  if (!process.env.CI) return describe.skip(title, () => it('runs the handler', () => {}));
  it(title, () => {
    throw new Error(runtime.missing);
  });
}

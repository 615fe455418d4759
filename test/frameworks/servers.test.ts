import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import type { Consumer } from '../support/consumer';
import { freePort } from '../support/free-port';
import {
  startServerProcess,
  type ServerCommand,
  type ServerProcess,
} from '../support/server-process';
import { createServersApp, writeWorkerdConfig } from './app';
import { describeContract, type Differences } from './contract';
import type { RuntimeName } from './install-runtimes';
import { describeWebhooks } from './webhook-contract';
import { startPlaidServer, type PlaidServer } from './plaid-server';
import { send } from './send';

let app: Consumer;
let plaid: PlaidServer;
beforeAll(async () => {
  [app, plaid] = await Promise.all([createServersApp(), startPlaidServer()]);
});
afterAll(async () => {
  await Promise.all([app.remove(), plaid.close()]);
});

type Start = (port: number) => Promise<Omit<ServerCommand, 'cwd'>>;

function describeServer(name: string, start: Start, differences?: Differences): void {
  describe(name, () => {
    let server: ServerProcess;
    beforeAll(async () => {
      const port = await freePort();
      server = await startServerProcess({ ...(await start(port)), cwd: app.dir }, port);
    });
    afterAll(() => server.stop());
    describeContract(() => ({ server, plaid }), differences);
    describeWebhooks(() => ({
      plaid,
      send: (sent) => send(server.port, sent),
      output: () => server.output(),
    }));
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
describeServer('Express, behind express.json()', onNode('express-parsed.mjs'));
describeServer('Express, behind express.json(), by require()', onNode('express-parsed.cjs'));
describeServer('Express, above express.json()', onNode('express.mjs'));
describeServer('Fastify', onNode('fastify.mjs'));
// @hono/node-server 1.19 closes the connection half a second after such an answer instead.
describeServer('Hono', onNode('hono.mjs'), { keepsConnections: false });
describeServer('React Router', onNode('react-router-server.mjs'));
describeServer('NestJS on Express', onNode('nest.mjs'));
describeServer('NestJS on Fastify', onNode('nest-fastify.mjs'));

describeRuntime(
  'Bun',
  'bun',
  (path) => (port) =>
    Promise.resolve({ command: path, args: ['--no-install', 'bun.ts'], env: environment(port) }),
);

describeRuntime(
  'Deno',
  'deno',
  (path) => (port) =>
    Promise.resolve({
      command: path,
      args: ['run', '--no-prompt', '--allow-net', '--allow-env', '--allow-read=.', 'deno.ts'],
      env: { ...environment(port), DENO_NO_UPDATE_CHECK: '1' },
    }),
  { keepsConnections: false },
);

describeRuntime(
  'Cloudflare Workers',
  'workerd',
  (path) => async (port) => ({
    command: path,
    args: ['serve', await writeWorkerdConfig(app, port, plaid.env)],
    env: environment(port),
  }),
  // workerd on its own does not watch the client while a handler waits (github.com/cloudflare/workerd/pull/5062).
  { cookieSeparator: ', ', keepsConnections: false, seesClientLeave: false },
);

/** With a runtime that npm could not install there is nothing to test, which CI must not take for a success. */
function describeRuntime(
  name: string,
  program: RuntimeName,
  start: (path: string) => Start,
  differences?: Differences,
): void {
  const runtime = inject('runtimes')[program];
  if ('path' in runtime) {
    describeServer(`${name} ${runtime.version}`, start(runtime.path), differences);
    return;
  }
  const title = `${name} is not tested: ${runtime.missing}`;
  if (process.env.CI) {
    it(title, () => {
      throw new Error(runtime.missing);
    });
  } else {
    it.skip(title, () => {});
  }
}

/** For the examples' `npm start` only: this repository's package, and a Plaid in memory. Your app needs neither. */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from '../scripts/install.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** From the start: npm may be killed during the build. */
const parent = process.ppid;
const packageIn = (app) => join(app, 'node_modules', 'react-plaid-relink');

/** Installs this repository's package as npm would publish it. Your app runs `npm install react-plaid-relink`. */
export function installPackage(app) {
  process.chdir(ROOT);
  ensureInstalled();
  if (!process.env.SKIP_BUILD) {
    run(join('node_modules', 'tsup', 'dist', 'cli-default.js'), ['--silent'], process.env);
    run(join('node_modules', 'tsx', 'dist', 'cli.mjs'), ['scripts/build-types.ts'], process.env);
  }
  process.chdir(app);
  rmSync(packageIn(app), { recursive: true, force: true });
  for (const part of ['dist', 'package.json'])
    cpSync(join(ROOT, part), join(packageIn(app), part), { recursive: true });
}

/** Runs a Node script to its end. */
export function run(script, args, env) {
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit', env });
  if (status !== 0) throw new Error(`${script} failed; see above. Nothing was started.`);
}

/** Items, tokens and webhooks in memory. All data is lost when it ends. */
export async function startFakePlaid(app, port, options = {}) {
  const load = (name) => import(pathToFileURL(join(packageIn(app), 'dist', name)).href);
  const [{ createFakePlaid }, { toNodeHandler }] = await Promise.all([
    load('testing.js'),
    load('server.js'),
  ]);
  const plaid = createFakePlaid(options);
  const server = createServer(toNodeHandler(plaid.fetch));
  await new Promise((resolve, reject) => {
    server.once('error', (error) => reject(error.code === 'EADDRINUSE' ? inUse(port) : error));
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    clientId: plaid.clientId,
    secret: plaid.secret,
    close: () => server.closeAllConnections(),
  };
}

/** Resolves once a process of this machine takes connections on the port. */
export async function untilListening(port) {
  while (!(await canConnect(port))) await wait(25);
}

function canConnect(port) {
  const socket = connect(port, 'localhost');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}

function inUse(port) {
  return new Error(`Port ${port} is in use. Stop what uses it, or set PORT to another.`);
}

/**
 * Calls `stop` when this process is told to end, or when its parent is gone: npm passes SIGTERM on to its shell alone, which
 * ends, and the ports would stay taken.
 */
export function onEnd(stop) {
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  setInterval(() => process.ppid !== parent && stop(), 1_000).unref();
}

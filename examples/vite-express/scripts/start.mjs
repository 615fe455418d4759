/**
 * `npm start`: the example, on a fresh clone too. Everything that it needs comes from this repository; without keys a
 * fake Plaid is started beside it. All of it listens on this machine only.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from '../../../scripts/install.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HERE = fileURLToPath(new URL('..', import.meta.url));
const PACKAGE = join(HERE, 'node_modules', 'react-plaid-relink');
const port = Number(process.env.PORT ?? 3000);
const hasKeys = Boolean(process.env.PLAID_CLIENT_ID && process.env.PLAID_SECRET);
const children = [];

process.chdir(ROOT);
ensureInstalled();
installPackage();
process.chdir(HERE);
try {
  const env = { ...process.env, API_PORT: String(port + 1) };
  if (!hasKeys) Object.assign(env, await startFakePlaid(port + 2));
  start(join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), ['server/main.ts'], env);
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  start(vite, ['--host', 'localhost', '--port', `${port}`, '--strictPort', '-l', 'warn'], env);
  const world = hasKeys ? 'Plaid’s Sandbox' : 'a fake Plaid';
  console.log(`\nThe example runs against ${world}. Open http://localhost:${port}\n`);
} catch (error) {
  console.error(error.message);
  end(1);
}
process.once('SIGINT', () => end(0));
process.once('SIGTERM', () => end(0));
// A killed npm tells its children nothing; they would keep the ports for ever.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && end(0), 1_000);

/** Your own app says `npm install react-plaid-relink`. This one takes this repository's, as npm would publish it. */
function installPackage() {
  if (process.env.SKIP_BUILD !== 'package') {
    const tsup = join('node_modules', 'tsup', 'dist', 'cli-default.js');
    const { status } = spawnSync(process.execPath, [tsup, '--silent'], { stdio: 'inherit' });
    if (status !== 0) process.exit(1);
  }
  rmSync(PACKAGE, { recursive: true, force: true });
  for (const part of ['dist', 'package.json'])
    cpSync(join(ROOT, part), join(PACKAGE, part), { recursive: true });
}

/** Plaid in memory; the page's Link is a fake that talks to it. */
async function startFakePlaid(fakePort) {
  const load = (name) => import(pathToFileURL(join(PACKAGE, 'dist', name)).href);
  const [{ createFakePlaid }, { toNodeHandler }] = await Promise.all([
    load('testing.js'),
    load('server.js'),
  ]);
  const plaid = createFakePlaid();
  const server = createServer(toNodeHandler(plaid.fetch));
  await new Promise((resolve, reject) => {
    server.once('error', () =>
      reject(new Error(`Port ${fakePort} is in use. Stop what uses it, or set PORT to another.`)),
    );
    server.listen(fakePort, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${fakePort}`;
  return {
    PLAID_URL: url,
    PLAID_CLIENT_ID: plaid.clientId,
    PLAID_SECRET: plaid.secret,
    VITE_FAKE_PLAID_URL: url,
  };
}

function start(script, args, env) {
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit', env });
  children.push(child);
  // Either is of no use without the other.
  child.once('exit', (code) => end(code ?? 1));
}

function end(code) {
  for (const child of children) child.kill('SIGTERM');
  process.exit(code);
}

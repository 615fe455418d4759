/**
 * `npm start`: runs the example, also on a fresh clone. Everything it needs comes from this repository. Without keys it
 * also starts a fake Plaid. Everything listens on this machine only.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackage, onEnd, ROOT, startFakePlaid } from '../../start-tools.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const port = Number(process.env.PORT ?? 3000);
const hasKeys = Boolean(process.env.PLAID_CLIENT_ID && process.env.PLAID_SECRET);
const children = [];

try {
  installPackage(HERE);
  const env = { ...process.env, API_PORT: String(port + 1) };
  if (!hasKeys) Object.assign(env, await fakePlaidEnv());
  start(join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), ['server/main.ts'], env);
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  start(vite, ['--host', 'localhost', '--port', `${port}`, '--strictPort', '-l', 'warn'], env);
  const world = hasKeys ? 'Plaid’s Sandbox' : 'a fake Plaid';
  console.log(`\nThe example runs against ${world}. Open http://localhost:${port}\n`);
} catch (error) {
  console.error(error.message);
  end(1);
}
onEnd(() => end(0));

/** The page's Link is then a fake too, and talks to the fake Plaid. */
async function fakePlaidEnv() {
  const { url, clientId, secret } = await startFakePlaid(HERE, port + 2);
  return {
    PLAID_URL: url,
    PLAID_CLIENT_ID: clientId,
    PLAID_SECRET: secret,
    VITE_FAKE_PLAID_URL: url,
  };
}

function start(script, args, env) {
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit', env });
  children.push(child);
  // One of them is useless without the other.
  child.once('exit', (code) => end(code ?? 1));
}

function end(code) {
  for (const child of children) child.kill('SIGTERM');
  process.exit(code);
}

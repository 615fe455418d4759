/**
 * `npm start`: the example, on a fresh clone too. Installs and builds what is missing, starts a fake Plaid where no keys
 * of a real one are given, and then Next.js, all on this machine only.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from '../../../scripts/install.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HERE = fileURLToPath(new URL('..', import.meta.url));
const isDev = process.argv.includes('--dev');
const port = Number(process.env.PORT ?? 3000);
const appUrl = `http://localhost:${port}`;
/** 'package' or 'all': what is built already, for whoever starts it again and again. */
const isBuilt = process.env.SKIP_BUILD;
const hasKeys = Boolean(process.env.PLAID_CLIENT_ID && process.env.PLAID_SECRET);

installPackage();
process.chdir(HERE);
const cleanUps = [];
try {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  if (hasKeys) Object.assign(env, keptSecrets());
  else Object.assign(env, await startFakePlaid(port + 1), throwAwaySecrets());
  const next = fileURLToPath(import.meta.resolve('next/dist/bin/next'));
  if (!isDev && isBuilt !== 'all') run(next, ['build'], env);
  const mode = isDev ? 'dev' : 'start';
  const child = spawn(
    process.execPath,
    [next, mode, '--port', String(port), '--hostname', 'localhost'],
    {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    if (chunk.includes('Ready in')) {
      const world = hasKeys ? 'Plaid’s Sandbox' : 'a fake Plaid';
      console.log(`\nThe example runs against ${world}. Open ${appUrl} and create an account.\n`);
    }
  });
  const stop = () => child.kill('SIGTERM');
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // A killed npm tells its children nothing; they would keep the ports for ever.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 1_000).unref();
  child.once('exit', (code) => end(code ?? 0));
} catch (error) {
  console.error(error.message);
  end(1);
}

function end(code) {
  for (const cleanUp of cleanUps) cleanUp();
  process.exit(code);
}

/** Your own app says `npm install react-plaid-relink`. This one takes the one of this repository, as npm would publish it. */
function installPackage() {
  process.chdir(ROOT);
  ensureInstalled();
  if (!isBuilt) {
    run(join('node_modules', 'tsup', 'dist', 'cli-default.js'), ['--silent'], process.env);
  }
  process.chdir(HERE);
  ensureInstalled();
  const target = join(HERE, 'node_modules', 'react-plaid-relink');
  rmSync(target, { recursive: true, force: true });
  for (const part of ['dist', 'package.json'])
    cpSync(join(ROOT, part), join(target, part), { recursive: true });
}

function run(script, args, env) {
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit', env });
  if (status !== 0) throw new Error(`${script} failed; see above. Nothing was started.`);
}

/** Plaid in memory: Items, tokens, webhooks. It forgets everything when it ends, and so does the database beside it. */
async function startFakePlaid(fakePort) {
  const load = (name) =>
    import(pathToFileURL(join(HERE, 'node_modules', 'react-plaid-relink', 'dist', name)).href);
  const [{ createFakePlaid }, { toNodeHandler }] = await Promise.all([
    load('testing.js'),
    load('server.js'),
  ]);
  const plaid = createFakePlaid({ deliverWebhook: (webhook) => fetch(webhook) });
  const server = createServer(toNodeHandler(plaid.fetch));
  await new Promise((resolve, reject) => {
    server.once('error', () =>
      reject(new Error(`Port ${fakePort} is in use. Stop what uses it, or set PORT to another.`)),
    );
    server.listen(fakePort, '127.0.0.1', resolve);
  });
  cleanUps.push(() => server.closeAllConnections());
  const url = `http://127.0.0.1:${fakePort}`;
  return {
    PLAID_URL: url,
    FAKE_PLAID_URL: url,
    PLAID_CLIENT_ID: plaid.clientId,
    PLAID_SECRET: plaid.secret,
    WEBHOOK_URL: `${appUrl}/api/plaid-webhook`,
  };
}

/** For a world that ends with this process. */
function throwAwaySecrets() {
  const secrets = {
    ENCRYPTION_KEY: process.env.ENCRYPTION_KEY ?? randomBytes(32).toString('base64'),
    SESSION_SECRET: process.env.SESSION_SECRET ?? randomBytes(32).toString('base64'),
  };
  if (process.env.DATA_DIR) return secrets;
  const dataDir = mkdtempSync(join(tmpdir(), 'relink-example-'));
  cleanUps.push(() => rmSync(dataDir, { recursive: true, force: true }));
  return { ...secrets, DATA_DIR: dataDir };
}

/** With a real Plaid the Items outlive this process, and the key that opens them must too. */
function keptSecrets() {
  if (process.env.ENCRYPTION_KEY && process.env.SESSION_SECRET) return {};
  if (process.env.NODE_ENV === 'production') {
    throw new Error('ENCRYPTION_KEY and SESSION_SECRET are missing: set both in production.');
  }
  const file = join(HERE, '.data', 'secrets.json');
  if (!existsSync(file)) {
    mkdirSync(join(HERE, '.data'), { recursive: true });
    const secrets = {
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      SESSION_SECRET: randomBytes(32).toString('base64'),
    };
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    console.warn(`ENCRYPTION_KEY and SESSION_SECRET were not set; new ones are in ${file}.`);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

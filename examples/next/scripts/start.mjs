/**
 * `npm start`: runs the example, also on a fresh clone. Installs and builds missing parts, starts a fake Plaid if there
 * are no keys for the real one, and then starts Next.js. Everything listens on this machine only.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { installPackage, onEnd, run, startFakePlaid } from '../../start-tools.mjs';
import { syncFakeTransactions } from './fake-transactions.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const isDev = process.argv.includes('--dev');
const port = Number(process.env.PORT ?? 3000);
const appUrl = `http://localhost:${port}`;
/** SKIP_BUILD is 'package' or 'all': the part that is built already. Saves time at repeated starts. */
const isAllBuilt = process.env.SKIP_BUILD === 'all';
const hasKeys = Boolean(process.env.PLAID_CLIENT_ID && process.env.PLAID_SECRET);
const cleanUps = [];

process.chdir(HERE);
ensureInstalled();
try {
  installPackage(HERE);
  const env = { APP_URL: appUrl, ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  if (env.APP_URL === '') env.APP_URL = appUrl;
  if (hasKeys) Object.assign(env, keptSecrets());
  else Object.assign(env, await fakePlaidEnv(), throwAwaySecrets());
  const next = fileURLToPath(import.meta.resolve('next/dist/bin/next'));
  if (!isDev && !isAllBuilt) run(next, ['build'], env);
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
  onEnd(() => {
    child.kill('SIGTERM');
    // Next.js waits for open connections, however long they are.
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  });
  child.once('exit', (code) => end(code ?? 0));
} catch (error) {
  console.error(error.message);
  end(1);
}

function end(code) {
  for (const cleanUp of cleanUps) cleanUp();
  process.exit(code);
}

/** Plaid in memory, with webhooks. Its data is lost when it ends, and so is that of the database beside it. */
async function fakePlaidEnv() {
  const { url, clientId, secret, close } = await startFakePlaid(HERE, port + 1, {
    // The pages that the links of mails lead to.
    hostedLinkBaseUrl: `http://127.0.0.1:${port + 1}/fake/hosted`,
    deliverWebhook: (webhook) => fetch(webhook),
    endpoints: { '/transactions/sync': syncFakeTransactions },
    // 'all' is what Plaid enables on request: every Link session then tells the server how it ended.
    linkWebhooks: process.env.FAKE_LINK_WEBHOOKS,
  });
  cleanUps.push(close);
  return {
    PLAID_URL: url,
    FAKE_PLAID_URL: url,
    PLAID_CLIENT_ID: clientId,
    PLAID_SECRET: secret,
    WEBHOOK_URL: process.env.WEBHOOK_URL || `${appUrl}/api/plaid-webhook`,
  };
}

/** For data that ends with this process. */
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

/** With the real Plaid, the Items outlive this process, so their encryption key must too. */
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

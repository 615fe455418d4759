import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { freePorts } from '../support/free-port';
import { startServerProcess } from '../support/server-process';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = fileURLToPath(new URL('../../examples/vite-express', import.meta.url));
const exec = promisify(execFile);

/** The package by this test's set-up, since two builds at once would empty each other's folder. */
function environment(port: number): Record<string, string> {
  const { VITEST: _vitest, NODE_ENV: _mode, NODE_OPTIONS: _options, ...env } = process.env;
  return { ...(env as Record<string, string>), PORT: String(port), SKIP_BUILD: 'package' };
}

/** Starts the backend late, as a busy machine does. */
const LATE_BACKEND = `--import=data:text/javascript,${encodeURIComponent(
  "if (process.argv[1]?.endsWith('main.ts')) await new Promise((go) => setTimeout(go, 2_000));",
)}`;

describe('examples/vite-express, started with npm start', () => {
  it('the Vite + Express example takes no visitor before its backend and its fake Plaid are there', async () => {
    const port = await freePorts();
    const env = { ...environment(port), NODE_OPTIONS: LATE_BACKEND };
    const server = await startServerProcess(
      { command: 'npm', args: ['start'], cwd: HERE, env, isGroup: true },
      port,
    );
    try {
      const [banks, plaid] = await Promise.all([
        fetch(`http://localhost:${port}/api/banks`),
        fetch(`http://127.0.0.1:${port + 2}/item/get`, { method: 'POST', body: '{}' }),
      ]);
      expect([banks.status, await banks.json()]).toEqual([200, null]);
      expect(plaid.status).toBe(400);
    } finally {
      await server.stop();
    }
  });

  it('the Vite + Express example passes its own end-to-end tests in Chromium', async () => {
    const { stdout } = await exec(
      process.execPath,
      [`${ROOT}/node_modules/@playwright/test/cli.js`, 'test', '--reporter=line', '--workers=1'],
      { cwd: HERE, env: environment(await freePorts()) },
    ).catch((thrown: unknown) => {
      const { stdout = '', stderr = '' } = thrown as { stdout?: string; stderr?: string };
      throw new Error(`${stdout}${stderr}`, { cause: thrown });
    });
    expect(stdout).toMatch(/\b3 passed/);
  }, 180_000);
});

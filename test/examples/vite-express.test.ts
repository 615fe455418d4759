import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { freePorts } from '../support/free-port';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = fileURLToPath(new URL('../../examples/vite-express', import.meta.url));
const exec = promisify(execFile);

describe('examples/vite-express, started with npm start', () => {
  it('the Vite + Express example passes its own end-to-end tests in Chromium', async () => {
    const { VITEST: _vitest, NODE_ENV: _mode, NODE_OPTIONS: _options, ...env } = process.env;
    const { stdout } = await exec(
      process.execPath,
      [`${ROOT}/node_modules/@playwright/test/cli.js`, 'test', '--reporter=line', '--workers=1'],
      {
        cwd: HERE,
        // The package by this test's set-up, since two builds at once would empty each other's folder.
        env: { ...env, PORT: String(await freePorts()), SKIP_BUILD: 'package' },
      },
    ).catch((thrown: unknown) => {
      const { stdout = '', stderr = '' } = thrown as { stdout?: string; stderr?: string };
      throw new Error(`${stdout}${stderr}`, { cause: thrown });
    });
    expect(stdout).toMatch(/\b3 passed/);
  }, 180_000);
});

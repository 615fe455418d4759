/**
 * `npm test`: everything, on a fresh clone too. Installs what is missing, finds a Chromium, runs all vitest projects,
 * and ends with a line `N passed, N failed` from the runner's own report. Arguments go to vitest.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';

process.chdir(new URL('..', import.meta.url).pathname);
ensureInstalled();
const { ensureChromium } = await import('./chromium.mjs');

let chromium;
try {
  chromium = await ensureChromium();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const dir = mkdtempSync(join(tmpdir(), 'relink-test-'));
const report = join(dir, 'report.json');
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: chromium, NO_UPDATE_NOTIFIER: '1' } },
);

let counts;
try {
  counts = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  console.error('vitest wrote no report: it failed before any test ran. See above.');
  process.exit(status || 1);
} finally {
  rmSync(dir, { recursive: true, force: true });
}

const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = counts;
// A file that cannot be loaded has no test that could fail, and an unhandled error belongs to none.
const isBroken = status !== 0 && failed === 0;
if (isBroken)
  console.error('A test file could not be run, or an error was left unhandled. See above.');
if (passed === 0) console.error('No test ran.');
console.log(
  `${passed} passed, ${failed + (isBroken ? 1 : 0)} failed${skipped ? `, ${skipped} skipped` : ''}`,
);
process.exit(status === 0 && passed === 0 ? 1 : (status ?? 1));

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs vitest, and counts by its own report. `node` is a first number, for a Node other than this one.
 *
 * @returns {{ status: number, passed: number, failed: number, skipped: number }}
 */
export function runVitest(args, { env, node }) {
  const dir = mkdtempSync(join(tmpdir(), 'relink-test-'));
  const report = join(dir, 'report.json');
  const vitest = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ];
  const [command, ...rest] = node
    ? ['npx', '-y', '-p', `node@${node}`, '--', 'node', ...vitest]
    : [process.execPath, ...vitest];
  const { status } = spawnSync(command, rest, {
    stdio: 'inherit',
    env: { ...process.env, NO_UPDATE_NOTIFIER: '1', ...env },
    shell: command === 'npx' && process.platform === 'win32',
  });
  let counts;
  try {
    counts = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    console.error('vitest wrote no report: it failed before any test ran. See above.');
    return { status: status || 1, passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = counts;
  // A file that cannot be loaded has no test that could fail; an unhandled error and the coverage belong to none.
  const isBroken = status !== 0 && failed === 0;
  if (isBroken)
    console.error(
      'A test file could not be run, an error was left unhandled, or the coverage fell. See above.',
    );
  if (passed === 0) console.error('No test ran.');
  return {
    status: status === 0 && passed === 0 ? 1 : (status ?? 1),
    passed,
    failed: failed + (isBroken ? 1 : 0),
    skipped,
  };
}

/** The last line of a run. */
export function summaryOf({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

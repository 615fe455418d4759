import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Counts } from './counts.ts';

interface Options {
  env: Record<string, string>;
  /** The first number of a Node's version, where it is not this one that is to run the tests. */
  node?: string | undefined;
}

export interface Result extends Counts {
  status: number;
}

/** Vitest's JSON report, as far as it is read here. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: readonly {
    name: string;
    status: string;
    /** Why the file itself could not be run. */
    message: string;
    assertionResults: readonly {
      fullName: string;
      status: string;
      failureMessages?: readonly string[];
    }[];
  }[];
}

const NO_REPORT = 'vitest wrote no report: it failed before any test ran. See above.';
const BROKEN =
  'A test file could not be run, an error was left unhandled, or the coverage fell. See above.';
/** Of each failure, since an expected page of HTML would hide all others. */
const SHOWN_REASON_CHARACTERS = 800;

/** Runs vitest to its end, and takes the counts from vitest's own report. */
export function runVitest(args: readonly string[], { env, node }: Options): Result {
  const dir = mkdtempSync(join(tmpdir(), 'relink-test-'));
  const file = join(dir, 'report.json');
  const vitest = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ];
  const [command, rest] = node
    ? ['npx', ['-y', '-p', `node@${node}`, '--', 'node', ...vitest]]
    : [process.execPath, vitest];
  const { status } = spawnSync(command, rest, {
    stdio: 'inherit',
    env: { ...process.env, NO_UPDATE_NOTIFIER: '1', ...env },
    shell: command === 'npx' && process.platform === 'win32',
  });
  const report = readReport(file);
  rmSync(dir, { recursive: true, force: true });
  if (!report) {
    return {
      status: status === null || status === 0 ? 1 : status,
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [NO_REPORT],
    };
  }
  return judge(status ?? 1, report);
}

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return null;
  }
}

function judge(status: number, report: Report): Result {
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report;
  // A file that cannot be loaded has no test that could fail; an unhandled error and the coverage belong to none.
  const isBroken = status !== 0 && failed === 0;
  if (passed === 0) console.error('No test ran.');
  return {
    status: status === 0 && passed === 0 ? 1 : status,
    passed,
    failed: failed + (isBroken ? 1 : 0),
    skipped,
    failures: isBroken ? [...brokenFilesOf(report), BROKEN] : failuresOf(report),
  };
}

function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(
        ({ fullName, failureMessages = [] }) =>
          `${relative('', name)}: ${fullName}${reasonOf(failureMessages.join('\n'))}`,
      ),
  );
}

function brokenFilesOf({ testResults }: Report): string[] {
  return testResults
    .filter(({ status, message }) => status === 'failed' && message !== '')
    .map(({ name, message }) => `${relative('', name)}${reasonOf(message)}`);
}

/** The message without its stack, indented below the name of the test. */
function reasonOf(message: string): string {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  const text = lines.map((line) => `\n  ${line}`).join('');
  return text.length > SHOWN_REASON_CHARACTERS
    ? `${text.slice(0, SHOWN_REASON_CHARACTERS)}…`
    : text;
}

/**
 * `npm run check`: what CI checks beside the tests, two steps at a time. A step that passes prints one line; one that
 * fails prints all its output. `-- --without=coverage` leaves a step out.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** npm scripts, the longest first. */
const STEPS = ['coverage', 'lint', 'typecheck', 'size', 'format:check', 'knip', 'lockfile'];

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(0)} s`;

/** Runs one npm script; resolves to whether it passed. */
function run(step: string): Promise<boolean> {
  const startedAt = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', step], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('error', reject);
    child.on('close', (status) => {
      if (status !== 0) console.log(`\n${output.trimEnd()}\n`);
      else if (step === 'coverage') console.log(coverageIn(output));
      console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${step} (${seconds(startedAt)})`);
      resolve(status === 0);
    });
  });
}

function coverageIn(output: string): string {
  return output.match(/^(Statements|Branches|Functions|Lines) .*$/gm)?.join('\n') ?? output;
}

const known = STEPS.map((step) => `--without=${step}`);
const unknown = process.argv.slice(2).filter((argument) => !known.includes(argument));
if (unknown.length > 0) {
  console.error(`Not understood: ${unknown.join(' ')}. There are ${known.join(' ')}.`);
  process.exit(1);
}

const started = Date.now();
const waiting = STEPS.filter((step) => !process.argv.includes(`--without=${step}`));
const failed: string[] = [];
async function lane(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    if (!(await run(step))) failed.push(step);
  }
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
const outcome = failed.length > 0 ? `failed: ${failed.join(', ')}` : 'everything passed';
console.log(`check: ${outcome} (${seconds(started)})`);
process.exitCode = failed.length > 0 ? 1 : 0;

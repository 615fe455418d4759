/** `npm run bench`: every benchmark, one after the other, and how long each took. Needs a build. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PARTS = [
  'cold',
  'speed',
  'click',
  'first-token',
  'hooks',
  'list',
  'server',
  'health',
  'bytes',
];

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(0)} s`;
const startedAt = performance.now();
const lines = PARTS.map((part) => {
  const partAt = performance.now();
  console.log(`\n## ${part}\n`);
  const file = fileURLToPath(new URL(`${part}.mjs`, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', file], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
  return `${status === 0 ? 'ok  ' : 'FAIL'} ${part} (${seconds(partAt)})`;
});
console.log(`\n${lines.join('\n')}\nbench: ${seconds(startedAt)}`);

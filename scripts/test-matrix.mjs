/**
 * `npm run test:matrix`: the tests that other versions can break, on each Node and each set of peers that is supported.
 * Each version of Node, React, react-plaid-link and SWR is in a run, with no run for each product of them; `npm test`
 * is the run with the newest of all. Names of sets as arguments choose among the runs.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIn } from './install.mjs';
import { pack } from './pack.mjs';
import { runVitest, summaryOf } from './run-vitest.mjs';

const RUNS = [
  { set: 'oldest', node: '20' },
  { set: 'react-18', node: '22' },
  { set: 'react-19', node: '24' },
];

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const chosen = process.argv.slice(2);
const runs = RUNS.filter(({ set }) => chosen.length === 0 || chosen.includes(set));
const sets = RUNS.map(({ set }) => set);
const unknown = chosen.filter((name) => !sets.includes(name));
if (unknown.length > 0) {
  console.error(`No set is named ${unknown.join(' or ')}. There are ${sets.join(', ')}.`);
  process.exit(1);
}

process.chdir(ROOT);
for (const folder of ['.', ...runs.map(({ set }) => join('test/compat', set))]) installIn(folder);
const { tarball, remove } = await pack();
const lines = [];
let status = 0;
try {
  for (const { set, node } of runs) {
    const isThisNode = process.versions.node.split('.')[0] === node;
    const result = runVitest(['--config', 'vitest.matrix.config.ts'], {
      env: { MATRIX_SET: set, MATRIX_NODE: node, MATRIX_TARBALL: tarball },
      node: isThisNode ? undefined : node,
    });
    status ||= result.status;
    lines.push(`${set}, Node ${node}: ${summaryOf(result)}`);
  }
} finally {
  await remove();
}
console.log(lines.join('\n'));
process.exit(status);

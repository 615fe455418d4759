import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { takeFrom, versionsOf } from './test/compat/set.ts';
import { aliases, nativeFakes } from './aliases.ts';

const set = required('MATRIX_SET');
const node = required('MATRIX_NODE');

/** What React, react-plaid-link or SWR can break: all that renders, and the package as it is installed. */
const ON_PEERS = [
  'test/{unit,contract,faults}/**/*.test.tsx',
  'test/unit/histories-link.test.ts',
  'test/compat/*.test.{ts,tsx}',
];
/** What Node can break. The unit project runs it on the Node that the repository names. */
const ON_NODE = ['test/unit/{server-*,to-node-handler,webhook*,core-gateway}.test.ts'];

/** One run of `npm run test:matrix`: the versions of a set of test/compat, on one Node. */
export default defineConfig({
  resolve: { alias: [...aliases, ...nativeFakes] },
  plugins: [takeFrom(set)],
  test: {
    maxWorkers: availableParallelism(),
    name: `${set}, Node ${node}`,
    include: node === '20' ? ON_PEERS : [...ON_PEERS, ...ON_NODE],
    setupFiles: ['test/setup.ts'],
    pool: 'threads',
    // Other versions only change what is slow.
    testTimeout: 30_000,
    provide: { set, node, versions: versionsOf(set), tarball: required('MATRIX_TARBALL') },
    // Few: the histories project runs many, and here they only have to meet the versions.
    env: { HISTORIES: process.env.HISTORIES ?? '100' },
  },
});

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. npm run test:matrix does that.`);
  return value;
}

import { join } from 'node:path';
import { textOf } from './counts.ts';
import { installIn } from './install.mjs';
import { pack } from './pack.ts';
import { runVitest, type Result } from './run-vitest.ts';

/**
 * Each version of Node, React, react-plaid-link and SWR that is supported is in one of these, with no run for each
 * product of them. The other tests run on the newest of all.
 */
const NODE_OF = { oldest: '20', 'react-18': '22', 'react-19': '24' } as const;

export type PeerSet = keyof typeof NODE_OF;
export const PEER_SETS = Object.keys(NODE_OF) as PeerSet[];

/** Runs the tests that other versions can break, with each of these sets of test/compat in turn. */
export async function runMatrix(sets: readonly PeerSet[]): Promise<Result[]> {
  for (const set of sets) installIn(join('test/compat', set));
  const { tarball, remove } = await pack();
  try {
    return sets.map((set) => {
      const node = NODE_OF[set];
      const isThisNode = process.versions.node.split('.')[0] === node;
      const result = runVitest(['--config', 'vitest.matrix.config.ts'], {
        env: { MATRIX_SET: set, MATRIX_NODE: node, MATRIX_TARBALL: tarball },
        node: isThisNode ? undefined : node,
      });
      console.log(`${set}, Node ${node}: ${textOf(result)}`);
      return result;
    });
  } finally {
    await remove();
  }
}

/**
 * `npm run test:matrix`: the tests that other versions can break, on every supported Node and set of peers. Names of
 * sets as arguments choose among them. Ends with a line `N passed, N failed`.
 */
import { printCounts, sumOf } from './counts.ts';
import { PEER_SETS, runMatrix } from './matrix.ts';

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !PEER_SETS.some((set) => set === name));
if (unknown.length > 0) {
  console.error(`No set is named ${unknown.join(' or ')}. There are ${PEER_SETS.join(', ')}.`);
  process.exit(1);
}
const sets = PEER_SETS.filter((set) => chosen.length === 0 || chosen.includes(set));
const results = await runMatrix(sets);
printCounts(sumOf(results));
process.exitCode = results.find(({ status }) => status !== 0)?.status ?? 0;

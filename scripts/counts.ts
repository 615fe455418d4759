import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** How many tests passed, failed and were skipped, and for each that failed its name and why. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  failures: readonly string[];
}

const NONE: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };

export function sumOf(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, { passed, failed, skipped, failures }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
      failures: [...sum.failures, ...failures],
    }),
    NONE,
  );
}

export function textOf({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

/**
 * Prints which tests failed and why, and the last line of a run. A log may be cut to its end, so the failures stand
 * there. TALLY names a file that adds runs up: both then tell of every run since the file was made.
 */
export function printCounts(counts: Counts): void {
  const sum = addToTally(counts);
  for (const failure of sum.failures) console.log(`Failed: ${failure}`);
  console.log(textOf(sum));
}

function addToTally(counts: Counts): Counts {
  const file = process.env.TALLY;
  if (!file) return counts;
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Counts) : NONE;
  const sum = sumOf([before, counts]);
  writeFileSync(file, JSON.stringify(sum));
  return sum;
}

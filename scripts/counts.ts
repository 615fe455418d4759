import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** How many tests passed, failed and were skipped. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

export function sumOf(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    NONE,
  );
}

export function textOf({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

/**
 * Prints the last line of a run. TALLY names a file that adds runs up: the line then counts the tests of every run since
 * the file was made.
 */
export function printCounts(counts: Counts): void {
  const file = process.env.TALLY;
  if (!file) return console.log(textOf(counts));
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Counts) : NONE;
  const sum = sumOf([before, counts]);
  writeFileSync(file, JSON.stringify(sum));
  console.log(textOf(sum));
}

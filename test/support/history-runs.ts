/**
 * How many random histories, and how to repeat one: `HISTORIES=200000 npm test` for a long run; HISTORIES_SEED and
 * HISTORIES_PATH as a failure printed them.
 */
export function historyRuns(usual: number): { numRuns: number; seed?: number; path?: string } {
  const { HISTORIES, HISTORIES_SEED, HISTORIES_PATH } = process.env;
  return {
    numRuns: HISTORIES ? Number(HISTORIES) : usual,
    ...(HISTORIES_SEED ? { seed: Number(HISTORIES_SEED) } : {}),
    ...(HISTORIES_PATH ? { path: HISTORIES_PATH } : {}),
  };
}

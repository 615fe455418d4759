/**
 * How many random histories. `HISTORIES=200000 npm test -- --project histories` is a long run; HISTORIES_SEED and
 * HISTORIES_PATH, which a failure prints, repeat one history.
 */
export function historyRuns(usual: number): { numRuns: number; seed?: number; path?: string } {
  const { HISTORIES, HISTORIES_SEED, HISTORIES_PATH } = process.env;
  return {
    numRuns: HISTORIES ? Number(HISTORIES) : usual,
    ...(HISTORIES_SEED ? { seed: Number(HISTORIES_SEED) } : {}),
    ...(HISTORIES_PATH ? { path: HISTORIES_PATH } : {}),
  };
}

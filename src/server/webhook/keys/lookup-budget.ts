/** Bounds the questions about unknown keys. */
export interface LookupBudget {
  /**
   * Counts one question. A question that Plaid answered with a key is given back: only failed ones count in the end.
   *
   * @returns how to give it back; null if the question may not be asked
   */
  take(kid: string): (() => void) | null;
}

/** Plaid uses a key or two at a time. More failures than this come from forged webhooks with invented key ids. */
export const LOOKUPS_PER_MINUTE = 20;
/** Less than the 30 seconds after which Plaid sends a webhook again (plaid.com/docs/api/webhooks). */
const SECOND_LOOK_AFTER_MS = 10_000;
/** About 3 MB. */
const MAX_TURNED_AWAY = 20_000;
const TURNED_AWAY_MS = 10 * 60_000;

/**
 * An invented id is seldom used twice, and that of a new key of Plaid's is in every webhook. So an id that was turned
 * away and comes again later is looked up from a budget of its own, which a flood of ever new ids does not use up.
 */
export function createLookupBudget(now: () => number): LookupBudget {
  const first = createWindow(now);
  const second = createWindow(now);
  /** When each id was turned away first, oldest first. */
  const turnedAway = new Map<string, number>();

  function turnAway(kid: string): void {
    if (turnedAway.has(kid)) return;
    for (const [oldest, at] of turnedAway) {
      if (turnedAway.size < MAX_TURNED_AWAY && now() - at < TURNED_AWAY_MS) break;
      turnedAway.delete(oldest);
    }
    turnedAway.set(kid, now());
  }

  return {
    take(kid) {
      const at = turnedAway.get(kid);
      const isSecondLook = at !== undefined && now() - at >= SECOND_LOOK_AFTER_MS;
      const taken = first() ?? (isSecondLook ? second() : null);
      if (taken) turnedAway.delete(kid);
      else turnAway(kid);
      return taken;
    },
  };
}

/** Counts up to {@link LOOKUPS_PER_MINUTE} in any 60 seconds. */
function createWindow(now: () => number): () => (() => void) | null {
  let lookups: { at: number }[] = [];
  return () => {
    lookups = lookups.filter(({ at }) => now() - at < 60_000);
    if (lookups.length >= LOOKUPS_PER_MINUTE) return null;
    const lookup = { at: now() };
    lookups.push(lookup);
    return () => (lookups = lookups.filter((other) => other !== lookup));
  };
}

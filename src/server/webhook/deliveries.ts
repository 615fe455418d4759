/** Remembers what was handled, so that nothing is handled twice for as long as it could be believed again. */
export interface Deliveries {
  /**
   * Does `handle` for what is new. What is being handled is waited for, what was is not done again; what failed may
   * come again.
   */
  once(id: string, until: number, handle: () => Promise<void>): Promise<void>;
}

/** A few MB. Plaid sends one webhook per change of an Item, so this is never reached by genuine ones. */
const MAX_DELIVERIES = 20_000;

export function createDeliveries(now: () => number): Deliveries {
  const known = new Map<string, { until: number; handled: Promise<void> }>();

  function forgetOld(): void {
    for (const [id, { until }] of known) {
      if (until > now() && known.size < MAX_DELIVERIES) return;
      known.delete(id);
    }
  }

  return {
    once(id, until, handle) {
      forgetOld();
      const before = known.get(id);
      if (before) return before.handled;
      const handled = handle();
      known.set(id, { until, handled });
      handled.catch(() => known.delete(id));
      return handled;
    },
  };
}

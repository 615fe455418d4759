/** Remembers the webhooks that were handled, for as long as their signatures are accepted. */
export interface Deliveries {
  /**
   * Runs `handle` once per delivery: joins one in progress, skips one that succeeded, retries one that failed.
   *
   * @param until when the delivery may be forgotten, in milliseconds since the epoch
   */
  once(id: string, until: number, handle: () => Promise<void>): Promise<void>;
}

/** A few MB. Plaid sends one webhook per change of an Item, so genuine webhooks do not reach this. */
const MAX_DELIVERIES = 20_000;

export function createDeliveries(now: () => number): Deliveries {
  const deliveries = new Map<string, { until: number; handled: Promise<void> }>();

  function removeExpired(): void {
    for (const [id, { until }] of deliveries) {
      if (until > now() && deliveries.size < MAX_DELIVERIES) return;
      deliveries.delete(id);
    }
  }

  return {
    once(id, until, handle) {
      removeExpired();
      const earlier = deliveries.get(id);
      if (earlier) return earlier.handled;
      const handled = handle();
      deliveries.set(id, { until, handled });
      handled.catch(() => deliveries.delete(id));
      return handled;
    },
  };
}

/** Remembers the webhooks that were handled, for as long as their signatures are accepted. */
export interface Deliveries<Value> {
  /**
   * Runs `handle` once per delivery: joins one in progress, skips one that succeeded, retries one that failed or that
   * takes longer than Plaid waits. A connection that hangs must not make every repetition of a webhook wait for it.
   *
   * @param until when the delivery may be forgotten, in milliseconds since the epoch
   */
  once(id: string, until: number, handle: () => Promise<Value>): Promise<Value>;
}

interface Delivery<Value> {
  until: number;
  startedAt: number;
  isHandled: boolean;
  handled: Promise<Value>;
}

/** A few MB. Plaid sends one webhook per change of an Item, so genuine webhooks do not reach this. */
const MAX_DELIVERIES = 20_000;
/** Plaid gives up on a webhook after 10 seconds, and sends it again 30 seconds later (plaid.com/docs/api/webhooks). */
const PATIENCE_MS = 10_000;

export function createDeliveries<Value>(now: () => number): Deliveries<Value> {
  const deliveries = new Map<string, Delivery<Value>>();

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
      if (earlier && (earlier.isHandled || now() - earlier.startedAt < PATIENCE_MS))
        return earlier.handled;
      const handled = handle();
      const delivery: Delivery<Value> = { until, startedAt: now(), isHandled: false, handled };
      deliveries.set(id, delivery);
      handled.then(
        () => (delivery.isHandled = true),
        () => {
          if (deliveries.get(id) === delivery) deliveries.delete(id);
        },
      );
      return handled;
    },
  };
}

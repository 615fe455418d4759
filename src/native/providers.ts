import type { Tabs } from '../core/engine/ports';

/** Each listener, with its client. */
const listeners = new Map<(itemId: string) => void, object>();

/** An app has no tabs, and may have several providers: each hears of the relinks of the others. */
export const otherProviders: Tabs = {
  broadcast(itemId, client) {
    for (const [listener, other] of [...listeners]) if (other !== client) listener(itemId);
  },
  listen(listener, client) {
    listeners.set(listener, client);
    return () => listeners.delete(listener);
  },
};

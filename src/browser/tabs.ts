import type { Tabs } from '../core/engine/ports';
import { isRecord, nonEmptyString } from '../core/unknown';

const CHANNEL = 'react-plaid-relink';
// Another channel of this page gets its messages too. Random, since a counter would be the same in every tab.
// Drawn when the first listener or message needs it, and not while a server renders: see `jitter` of the health source.
let drawn: string | null = null;
const sender = (): string => (drawn ??= Math.random().toString(36));

/** Each listener, with its client. */
const listeners = new Map<(itemId: string) => void, object>();
let listening: BroadcastChannel | null = null;

/** Over one BroadcastChannel per page, which is open while there is a listener. Without BroadcastChannel it does nothing. */
export const browserTabs: Tabs = {
  broadcast(itemId, client) {
    // Another provider of this page is to the Item what another tab is.
    tell(itemId, client);
    withChannel((channel) => {
      channel.postMessage({ type: 'relinked', itemId, sender: sender() });
      if (channel !== listening) channel.close();
    });
  },
  listen(listener, client) {
    listeners.set(listener, client);
    if (!listening) {
      withChannel((channel) => {
        listening = channel;
        channel.onmessage = ({ data }: MessageEvent<unknown>) => onMessage(data);
      });
    }
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      listening?.close();
      listening = null;
    };
  },
};

function onMessage(data: unknown): void {
  if (!isRecord(data) || data.type !== 'relinked' || data.sender === sender()) return;
  const itemId = nonEmptyString(data.itemId);
  if (itemId) tell(itemId, null);
}

function tell(itemId: string, except: object | null): void {
  for (const [listener, client] of [...listeners]) if (client !== except) listener(itemId);
}

/** A browser that blocks cookies throws where a channel is opened. Tabs then do not hear of each other's relinks. */
function withChannel(action: (channel: BroadcastChannel) => void): void {
  try {
    if (typeof BroadcastChannel === 'undefined') return;
    const channel = listening ?? new BroadcastChannel(CHANNEL);
    // Node keeps a process alive for an open channel. Browsers have no `unref`.
    (channel as { unref?: () => void }).unref?.();
    action(channel);
  } catch {
    // Relinking works without a channel.
  }
}

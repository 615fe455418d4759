import type { Tabs } from '../core/engine/ports';
import { isRecord, nonEmptyString } from '../core/unknown';

const CHANNEL = 'react-plaid-relink';
// A channel delivers to its own page too. Random and not a counter, since every tab would count alike.
const SENDER = Math.random().toString(36);

const listeners = new Set<(itemId: string) => void>();
let listening: BroadcastChannel | null = null;

/** Over one BroadcastChannel for the page, open while anybody listens. Where there is none, nothing is told. */
export const browserTabs: Tabs = {
  announce(itemId) {
    withChannel((channel) => {
      channel.postMessage({ type: 'relinked', itemId, sender: SENDER });
      if (channel !== listening) channel.close();
    });
  },
  listen(listener) {
    listeners.add(listener);
    withChannel((channel) => {
      listening = channel;
      channel.onmessage = ({ data }: MessageEvent<unknown>) => hear(data);
    });
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      listening?.close();
      listening = null;
    };
  },
};

function hear(data: unknown): void {
  if (!isRecord(data) || data.type !== 'relinked' || data.sender === SENDER) return;
  const itemId = nonEmptyString(data.itemId);
  if (itemId) for (const listener of [...listeners]) listener(itemId);
}

/** Browsers that block cookies refuse the channel by throwing; the tabs then just do not hear of each other. */
function withChannel(action: (channel: BroadcastChannel) => void): void {
  try {
    if (typeof BroadcastChannel === 'undefined') return;
    const channel = listening ?? new BroadcastChannel(CHANNEL);
    // Node keeps a process alive for an open channel (browsers know no unref).
    (channel as { unref?: () => void }).unref?.();
    action(channel);
  } catch {
    // Relinking works without.
  }
}

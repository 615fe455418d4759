import { isRecord, textOf } from './wire';

/** What one tab of an app tells the others: that an Item was relinked. Never a token. */
export interface Tabs {
  announce(itemId: string): void;
  /** Hears of the other tabs' relinks. What is heard is a rumour: the server is asked before anything is believed. */
  listen(listener: (itemId: string) => void): () => void;
}

const CHANNEL = 'react-plaid-relink';
// A channel delivers to its own page too. Random and not a counter, since every tab would count alike.
const SENDER = Math.random().toString(36);

/** Over a BroadcastChannel, which is open only while somebody listens. Where there is none, nothing is told. */
export const browserTabs: Tabs = {
  announce(itemId) {
    const channel = openChannel();
    channel?.postMessage({ type: 'relinked', itemId, sender: SENDER });
    channel?.close();
  },
  listen(listener) {
    const channel = openChannel();
    const onMessage = ({ data }: MessageEvent<unknown>): void => {
      if (!isRecord(data) || data.type !== 'relinked' || data.sender === SENDER) return;
      const itemId = textOf(data.itemId);
      if (itemId) listener(itemId);
    };
    channel?.addEventListener('message', onMessage);
    return () => channel?.close();
  },
};

function openChannel(): BroadcastChannel | null {
  return typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
}

import { useEffect } from 'react';
import { useRelinkClient } from 'react-plaid-relink';
import type { Activity } from './api';

const listeners = new Set<(itemId?: string) => void>();

interface EventHandlers {
  onActivity(activity: Activity): void;
  /** The world of this browser is a new one. */
  onReset(): void;
}

/**
 * Keeps the page's connection to the server's events. Resolves once it stands, or has failed: of a change between an answer
 * about an Item and the connection, the page would never hear.
 */
export function listenToEvents({ onActivity, onReset }: EventHandlers): Promise<void> {
  const source = new EventSource('/api/events');
  const tell = (itemId?: string): void => {
    for (const listener of listeners) listener(itemId);
  };
  source.addEventListener('activity', ({ data }: MessageEvent<string>) =>
    onActivity(JSON.parse(data) as Activity),
  );
  source.addEventListener('item', ({ data }: MessageEvent<string>) => tell(data));
  source.addEventListener('reset', onReset);
  // The browser reconnects by itself. What came in between was not heard.
  let isFirst = true;
  return new Promise((resolve) => {
    source.onopen = () => {
      if (!isFirst) tell();
      isFirst = false;
      resolve();
    };
    source.onerror = () => {
      // The page has asked by the time when it comes about.
      isFirst = false;
      resolve();
    };
  });
}

/** Belongs under each provider: shows at once what a webhook says of an Item. */
export function LiveHealth(): null {
  const { invalidate } = useRelinkClient();
  useEffect(() => {
    listeners.add(invalidate);
    return () => void listeners.delete(invalidate);
  }, [invalidate]);
  return null;
}

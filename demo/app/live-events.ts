import { useEffect } from 'react';
import { useRelinkClient } from 'react-plaid-relink';
import type { Activity } from './api';

const listeners = new Set<(itemId?: string) => void>();

/** Keeps the page's connection to the server's events. `user` is the signed-in user, for whom it connects again. */
export function useEvents(user: string | null, onActivity: (activity: Activity) => void): void {
  useEffect(() => {
    const source = new EventSource('/api/events');
    const tell = (itemId?: string): void => {
      for (const listener of listeners) listener(itemId);
    };
    source.addEventListener('activity', ({ data }: MessageEvent<string>) =>
      onActivity(JSON.parse(data) as Activity),
    );
    source.addEventListener('item', ({ data }: MessageEvent<string>) => tell(data));
    // The browser reconnects by itself. What came in between was not heard.
    let isReconnected = false;
    source.onopen = () => {
      if (isReconnected) tell();
      isReconnected = true;
    };
    return () => source.close();
  }, [user, onActivity]);
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

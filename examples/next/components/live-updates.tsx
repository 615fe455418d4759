'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useRelinkClient } from 'react-plaid-relink';

interface LiveUpdatesProps {
  /** When the server read what the page shows: it tells what has changed since, also after a lost connection. */
  readAt: string;
}

/** Shows what a webhook brings while the page is open: the Items' health, and the rows of the database. */
export function LiveUpdates({ readAt }: LiveUpdatesProps) {
  const { invalidate } = useRelinkClient();
  const router = useRouter();
  const [since] = useState(readAt);
  useEffect(() => {
    const events = new EventSource(`/api/events?since=${since}`);
    events.addEventListener('health', ({ data }: MessageEvent<string>) => invalidate(data));
    events.addEventListener('data', () => router.refresh());
    return () => events.close();
  }, [invalidate, router, since]);
  return null;
}

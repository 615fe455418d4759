'use client';

import { useMemo } from 'react';
import { browserEnvironment } from '../browser/environment';
import { healthSourceOf } from '../core/client/health-source-of';
import { useClient } from './use-client';

/** What {@link useRelinkClient} returns. It keeps its identity while the provider is mounted. */
export interface UseRelinkClientReturn {
  /**
   * Says that an Item may have changed: every mounted hook and component that shows the Item asks the backend again, past
   * its cache. One that mounts later does so too, and so does a session whose user is on Plaid's own page.
   *
   * @param itemId the Item that changed, or nothing where any may have
   */
  invalidate: (itemId?: string) => void;
}

/**
 * For news that the page gets by itself, such as by a socket or a server-sent event: the notice of a bank that has just
 * broken is there without a reload.
 *
 * @example
 * const { invalidate } = useRelinkClient();
 * useEffect(() => {
 *   const events = new EventSource('/api/items/events');
 *   events.onmessage = ({ data }) => invalidate(data);
 *   return () => events.close();
 * }, [invalidate]);
 */
export function useRelinkClient(): UseRelinkClientReturn {
  const source = healthSourceOf(useClient(), browserEnvironment);
  return useMemo(() => ({ invalidate: (itemId) => source.reload(itemId) }), [source]);
}

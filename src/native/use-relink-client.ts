import { useMemo } from 'react';
import { healthSourceOf } from '../core/client/health-source-of';
import type { UseRelinkClientReturn } from '../react/use-relink-client';
import { nativeEnvironment } from './environment';
import { useClient } from './use-client';

/**
 * For news that the app gets by itself, such as by a push notification, and after the user has signed in again.
 *
 * @throws RelinkError `missing_provider`
 * @example
 * const { invalidate } = useRelinkClient();
 * useEffect(() => onPush(({ itemId }) => invalidate(itemId)), [invalidate]);
 */
export function useRelinkClient(): UseRelinkClientReturn {
  const source = healthSourceOf(useClient(), nativeEnvironment);
  return useMemo(() => ({ invalidate: (itemId) => source.reload(itemId) }), [source]);
}

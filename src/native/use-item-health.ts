import { useEffect } from 'react';
import { useSWRConfig } from 'swr';
import { useHealthForItem, type UseItemHealthReturn } from '../react/use-health-for-item';
import { swrKey } from '../react/swr-options';
import { nativeEnvironment } from './environment';
import { otherProviders } from './providers';
import { useClient } from './use-client';

const NATIVE = { env: nativeEnvironment, tabs: otherProviders };

/**
 * The health of an Item, as the backend says. Asked at mount, after each relink of the Item in this app, and when the user
 * comes back to the app; while the remedy is 'wait', also once a minute as long as the app is in the foreground. Components
 * with one Item share requests and answers, and Items that are asked for at the same moment share one request.
 *
 * @param itemId null or undefined while the Item is not known: nothing is asked then. An empty one is told to `onError`, once
 * @throws RelinkError `missing_provider`
 * @example
 * const { health } = useItemHealth(item.id);
 */
export function useItemHealth(itemId: string | null | undefined): UseItemHealthReturn {
  const client = useClient();
  const { mutate } = useSWRConfig();
  // SWR hears of the page's focus, which an app does not have.
  useEffect(() => {
    if (!itemId) return;
    return nativeEnvironment.onWake(() => void mutate(swrKey(client, 'health', itemId)));
  }, [client, itemId, mutate]);
  return useHealthForItem(client, NATIVE, itemId);
}

'use client';

import { browserEnvironment } from '../browser/environment';
import { browserTabs } from '../browser/tabs';
import { useClient } from './use-client';
import { useHealthForItem, type UseItemHealthReturn } from './use-health-for-item';

const BROWSER = { env: browserEnvironment, tabs: browserTabs };

/**
 * The health of an Item, as the backend says. Asked at mount, after each relink of the Item on this page or in another
 * tab, and when the user comes back to the page; while the remedy is 'wait', also once a minute as long as the page is visible
 * and online. Components with one Item share requests and answers, and Items that are
 * asked for at the same moment share one request.
 *
 * @param itemId null or undefined while the Item is not known: nothing is asked then. An empty one is told to `onError`, once
 * @example
 * const { health } = useItemHealth(item.id);
 */
export function useItemHealth(itemId: string | null | undefined): UseItemHealthReturn {
  return useHealthForItem(useClient(), BROWSER, itemId);
}

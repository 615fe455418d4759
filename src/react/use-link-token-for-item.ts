'use client';

import { browserEnvironment } from '../browser/environment';
import { useClient } from './use-client';
import { useTokenForItem, type TokenForItem, type TokenForItemOptions } from './use-token-for-item';

/**
 * Keeps a fresh link token for an Item, which opens Link in update mode. The token comes from the app's backend (`POST
 * {gateway}/link/token/create`), is shared by all components with this Item, and is renewed before its 30 minutes are
 * over.
 *
 * @param itemId null or undefined while the Item is not known: nothing is fetched then
 * @example
 * const { token, status } = useLinkTokenForItem(item.id, { inUse: isLinkOpen });
 */
export function useLinkTokenForItem(
  itemId: string | null | undefined,
  options?: TokenForItemOptions,
): TokenForItem {
  return useTokenForItem(useClient(), browserEnvironment, 'link_token', itemId, options);
}

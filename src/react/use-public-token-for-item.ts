'use client';

import { browserEnvironment } from '../browser/environment';
import { useClient } from './use-client';
import { useTokenForItem, type TokenForItem, type TokenForItemOptions } from './use-token-for-item';

/**
 * Keeps a fresh public token for an Item. The token comes from the app's backend (`POST
 * {gateway}/item/public_token/create`), is shared by all components with this Item, and is renewed before its 30 minutes
 * are over.
 *
 * Plaid deprecated `/item/public_token/create` in July 2020, and has launched no Link with a public key since 2025. New
 * apps use {@link useLinkTokenForItem}.
 *
 * @param itemId null or undefined while the Item is not known: nothing is fetched then
 * @example
 * const { token, status } = usePublicTokenForItem(item.id, { inUse: isLinkOpen });
 */
export function usePublicTokenForItem(
  itemId: string | null | undefined,
  options?: TokenForItemOptions,
): TokenForItem {
  return useTokenForItem(useClient(), browserEnvironment, 'public_token', itemId, options);
}

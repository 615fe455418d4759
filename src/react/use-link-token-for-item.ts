import { useTokenForItem, type TokenForItem, type TokenForItemOptions } from './use-token-for-item';

/**
 * Keeps a fresh link token for an Item: what opens Link in update mode today. Fetched from the app's backend
 * (`/link/token/create` with the Item's access), shared between components, renewed before its 30 minutes are over.
 *
 * @param itemId null or undefined while the Item is not known: nothing is fetched then
 * @example
 * const { token, status } = useLinkTokenForItem(item.id, { inUse: isLinkOpen });
 */
export function useLinkTokenForItem(
  itemId: string | null | undefined,
  options?: TokenForItemOptions,
): TokenForItem {
  return useTokenForItem('link_token', itemId, options);
}

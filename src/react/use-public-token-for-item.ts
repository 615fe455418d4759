import { useTokenForItem, type TokenForItem, type TokenForItemOptions } from './use-token-for-item';

/**
 * Keeps a fresh public token for an Item: fetched from the app's backend, shared between components, renewed before
 * its 30 minutes are over.
 *
 * Plaid deprecated `/item/public_token/create` in July 2020 and stopped launching public-key Link in 2025; new apps
 * use {@link useLinkTokenForItem}.
 *
 * @param itemId null or undefined while the Item is not known: nothing is fetched then
 * @example
 * const { token, status } = usePublicTokenForItem(item.id, { inUse: isLinkOpen });
 */
export function usePublicTokenForItem(
  itemId: string | null | undefined,
  options?: TokenForItemOptions,
): TokenForItem {
  return useTokenForItem('public_token', itemId, options);
}

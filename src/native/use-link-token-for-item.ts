import {
  useTokenForItem,
  type TokenForItem,
  type TokenForItemOptions,
} from '../react/use-token-for-item';
import { nativeEnvironment } from './environment';
import { useClient } from './use-client';

/**
 * Keeps a fresh link token for an Item, as in the browser, for the platform that the app runs on.
 *
 * @param itemId null or undefined while the Item is not known: nothing is fetched then
 * @throws RelinkError `missing_provider`
 * @example
 * const { token, status } = useLinkTokenForItem(item.id, { inUse: isLinkOpen });
 */
export function useLinkTokenForItem(
  itemId: string | null | undefined,
  options?: TokenForItemOptions,
): TokenForItem {
  return useTokenForItem(useClient(), nativeEnvironment, 'link_token', itemId, options);
}

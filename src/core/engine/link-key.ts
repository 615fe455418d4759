import type { RelinkConfig } from '../client/config';
import { purposeOf } from '../client/purpose';
import type { RelinkOptions } from '../client/session-types';
import type { TokenKey } from '../tokens/token';
import type { ItemRemedy } from '../types';

/**
 * What the token of a Link is minted for.
 *
 * @param remedy what helps the Item, as far as the session knows
 */
export function linkKeyOf(
  itemId: string,
  options: RelinkOptions,
  config: RelinkConfig,
  remedy: ItemRemedy | null,
): TokenKey {
  const purpose = purposeOf(options);
  const { accountSelection = remedy === 'relink_with_accounts' } = options;
  const usual = config.publicKeyOptions ? 'public_token' : 'link_token';
  return {
    itemId,
    kind: options.tokenKind ?? config.tokenKind ?? usual,
    accountSelection: accountSelection || purpose === 'accounts',
    purpose,
  };
}

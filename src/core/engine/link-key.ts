import type { RelinkConfig } from '../client/config';
import type { RelinkOptions } from '../client/session-types';
import { REPAIR, type TokenKey } from '../tokens/token';
import type { ItemRemedy } from '../types';

/** What a relink with these options is for. */
export function purposeOf({ purpose, accountSelection }: RelinkOptions): string {
  return purpose ?? (accountSelection ? 'accounts' : REPAIR);
}

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

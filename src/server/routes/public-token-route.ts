import type { PublicTokenBody } from '../../core/gateway/wire';
import { noSuchRoute } from '../http/http-error';
import { parseItemFields } from '../http/parse-body';
import { readToken } from '../plaid/read-token';
import { findOwnedItem } from '../service/find-owned-item';
import { mintToken } from '../service/mint-token';
import { ONE_ITEM_BYTES, type Route } from './route';

/**
 * For apps that still have a public key. Deprecated by Plaid since July 2020
 * (plaid.com/docs/link/link-token-migration-guide).
 */
export const publicTokenRoute: Route<PublicTokenBody> = {
  path: '/item/public_token/create',
  maxBytes: ONE_ITEM_BYTES,
  async run(call, fields) {
    const { plaid, publicTokens } = call.context.options;
    const { itemCreatePublicToken } = plaid;
    if (!publicTokens || !itemCreatePublicToken) throw noSuchRoute();
    const { itemId } = parseItemFields(fields, []);
    const owned = await findOwnedItem(call, itemId);
    const request = { access_token: owned.item.accessToken };
    const data = await mintToken(owned, (options) =>
      itemCreatePublicToken.call(plaid, request, options),
    );
    const { token, life } = readToken(data, 'public_token', 'public-');
    return { public_token: token, ...life };
  },
};

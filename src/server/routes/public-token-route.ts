import { callPlaid } from '../plaid/call-plaid';
import { tokenBody } from '../plaid/token-body';
import type { Route } from './route';

/**
 * For apps that still have a public key. Deprecated by Plaid since July 2020
 * (plaid.com/docs/link/link-token-migration-guide).
 */
export const publicTokenRoute: Route = {
  path: '/item/public_token/create',
  fields: [],
  async run({ options, item, deadline }) {
    const data = await callPlaid(
      (call) => options.plaid.itemCreatePublicToken({ access_token: item.accessToken }, call),
      deadline,
    );
    return tokenBody(data, 'public_token', 'public-');
  },
};

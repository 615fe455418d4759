import { callPlaid } from '../plaid/plaid-call';
import type { Route } from './route';
import { tokenBody } from '../plaid/token-body';

/** Deprecated by Plaid since July 2020, for apps that still have a public key (plaid.com/docs/link/link-token-migration-guide). */
export const publicTokenRoute: Route = {
  path: '/item/public_token/create',
  flags: [],
  async run({ options, item, scope }) {
    const data = await callPlaid(
      (call) => options.plaid.itemCreatePublicToken({ access_token: item.accessToken }, call),
      scope,
    );
    return tokenBody(data, 'public_token', 'public-');
  },
};

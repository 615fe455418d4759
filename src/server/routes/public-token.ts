import { askPlaid, type Route } from '../route';
import { tokenBody } from '../token-body';

/** Deprecated by Plaid since July 2020, for apps that still have a public key (plaid.com/docs/link/link-token-migration-guide). */
export const publicTokenRoute: Route = {
  path: '/item/public_token/create',
  takesFlag: false,
  async run(context) {
    const { options, item } = context;
    const data = await askPlaid(context, (call) =>
      options.plaid.itemCreatePublicToken({ access_token: item.accessToken }, call),
    );
    return tokenBody(data, 'public_token', 'public-');
  },
};

import { isRecord, nonEmptyString } from '../../../core/unknown';
import { addHostedLinkPage } from '../sessions/hosted-link-page';
import { NEW_ITEM_LINK_TOKEN_LIFETIME_MS } from '../state/tokens';
import { checkLinkTokenRequest, hasAccountSelection } from './check-link-token-request';
import { iso, type Endpoints } from './endpoint';

/** The endpoints about link tokens (plaid.com/docs/api/link). */
export const LINK_TOKEN_ENDPOINTS: Endpoints = {
  '/link/token/create': ({ state }, body) => {
    checkLinkTokenRequest(body, state.environment);
    const item =
      body.access_token === undefined || body.access_token === null
        ? null
        : state.itemToRelink(body.access_token);
    const token = state.mint('link', item, {
      accountSelection: hasAccountSelection(body),
      redirectUri: nonEmptyString(body.redirect_uri),
      ...(item ? {} : { lifetimeMs: NEW_ITEM_LINK_TOKEN_LIFETIME_MS }),
    });
    return {
      link_token: token.value,
      expiration: iso(token.expiresAtMs),
      ...(isRecord(body.hosted_link) && {
        hosted_link_url: addHostedLinkPage(state, token, body.hosted_link),
      }),
    };
  },
};

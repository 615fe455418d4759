import { isRecord, nonEmptyString } from '../../../core/unknown';
import { addHostedLinkPage } from '../sessions/hosted-link-page';
import { NEW_ITEM_LINK_TOKEN_LIFETIME_MS, type LinkTokenRequest } from '../state/tokens';
import { checkLinkTokenRequest, hasAccountSelection } from './check-link-token-request';
import { iso, type Body, type Endpoints } from './endpoint';

/** The endpoints about link tokens (plaid.com/docs/api/link). */
export const LINK_TOKEN_ENDPOINTS: Endpoints = {
  '/link/token/create': ({ state }, body) => {
    checkLinkTokenRequest(body, state.environment);
    const item =
      body.access_token === undefined || body.access_token === null
        ? null
        : state.itemToRelink(body.access_token);
    const hostedLink = isRecord(body.hosted_link) ? body.hosted_link : null;
    const seconds = hostedLink?.url_lifetime_seconds;
    const token = state.mint('link', item, {
      accountSelection: hasAccountSelection(body),
      redirectUri: nonEmptyString(body.redirect_uri),
      request: requestOf(body, state.now()),
      ...(item ? {} : { lifetimeMs: NEW_ITEM_LINK_TOKEN_LIFETIME_MS }),
      ...(typeof seconds === 'number' && { lifetimeMs: seconds * 1000 }),
    });
    return {
      link_token: token.value,
      expiration: iso(token.expiresAtMs),
      ...(hostedLink && { hosted_link_url: addHostedLinkPage(state, token, hostedLink) }),
    };
  },

  '/link/token/get': ({ state, sessions }, body) => {
    const token = state.linkToken(body.link_token);
    const { createdAtMs, metadata, userId } = token.request;
    return {
      link_token: token.value,
      created_at: iso(createdAtMs),
      expiration: iso(token.expiresAtMs),
      link_sessions: sessions.bodiesOf(token),
      metadata,
      ...(userId !== null && { user_id: userId }),
    };
  },
};

function requestOf(body: Body, now: number): LinkTokenRequest {
  const webhook = nonEmptyString(body.webhook);
  return {
    createdAtMs: now,
    isHosted: isRecord(body.hosted_link),
    webhook,
    userId: nonEmptyString(body.user_id),
    metadata: {
      initial_products: body.products ?? [],
      webhook,
      country_codes: body.country_codes,
      language: nonEmptyString(body.language),
      redirect_uri: nonEmptyString(body.redirect_uri),
      client_name: nonEmptyString(body.client_name),
      ...(isRecord(body.account_filters) && { account_filters: body.account_filters }),
    },
  };
}

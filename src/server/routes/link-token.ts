import { nonEmptyString } from '../../core/unknown';
import { badRequest } from '../http/failure';
import { checkLinkToken, type LinkTokenSettings } from '../options/link-token-settings';
import type { OwnedItem } from '../options/options';
import type { WireFlag } from '../http/parse-request';
import { callPlaid } from '../plaid/plaid-call';
import type { LinkTokenRequest } from '../plaid/plaid-port';
import type { Route } from './route';
import { tokenBody } from '../plaid/token-body';

export const linkTokenRoute: Route = {
  path: '/link/token/create',
  flags: ['account_selection_enabled', 'hosted_link'],
  async run({ options, item, user, request, body, scope }) {
    const { linkToken, plaid } = options;
    let settings = linkToken;
    if (typeof settings === 'function') {
      const settingsOf = settings;
      settings = await scope.within('linkToken', () => settingsOf(item, user, request));
      // Those that do not change were checked at start-up.
      checkLinkToken(settings);
    }
    if (body.flags.has('hosted_link') && !settings.hostedLink) {
      throw badRequest(400, 'INVALID_FIELD', 'hosted_link is not set up on this server.');
    }
    const data = await callPlaid(
      (call) => plaid.linkTokenCreate(updateMode(item, settings, body.flags), call),
      scope,
    );
    const url = body.flags.has('hosted_link') && nonEmptyString(data.hosted_link_url);
    return { ...tokenBody(data, 'link_token', 'link-'), ...(url && { hosted_link_url: url }) };
  },
};

/** The access token is what makes it update mode (plaid.com/docs/link/update-mode). */
function updateMode(
  item: OwnedItem,
  settings: LinkTokenSettings,
  flags: ReadonlySet<WireFlag>,
): LinkTokenRequest {
  const { redirectUri, linkCustomizationName, additionalConsentedProducts, products } = settings;
  const { productOptions, accountFilters, hostedLink } = settings;
  const completionRedirectUri = typeof hostedLink === 'object' && hostedLink.completionRedirectUri;
  return {
    access_token: item.accessToken,
    user: { client_user_id: item.clientUserId },
    client_name: settings.clientName,
    country_codes: [...settings.countryCodes],
    language: settings.language,
    ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
    ...(linkCustomizationName !== undefined && { link_customization_name: linkCustomizationName }),
    ...(additionalConsentedProducts && {
      additional_consented_products: [...additionalConsentedProducts],
    }),
    ...(products && products.length > 0 && { products: [...products], ...productOptions }),
    ...(flags.has('account_selection_enabled') && {
      update: { account_selection_enabled: true },
      // Plaid refuses filters in update mode without account selection.
      ...(accountFilters && { account_filters: filtersOf(accountFilters) }),
    }),
    ...(flags.has('hosted_link') && {
      hosted_link: completionRedirectUri ? { completion_redirect_uri: completionRedirectUri } : {},
    }),
  };
}

function filtersOf(
  filters: NonNullable<LinkTokenSettings['accountFilters']>,
): NonNullable<LinkTokenRequest['account_filters']> {
  return Object.fromEntries(
    Object.entries(filters).map(([type, subtypes]) => [type, { account_subtypes: [...subtypes] }]),
  );
}

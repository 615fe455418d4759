import { nonEmptyString } from '../../core/unknown';
import { invalidRequest } from '../http/http-error';
import { assertLinkTokenSettings } from '../options/assert-link-token-settings';
import type { LinkTokenSettings } from '../options/link-token-settings';
import type { OwnedItem } from '../options/owned-item';
import { toRequestedLink, type RequestedLink } from '../options/requested-link';
import { callPlaid } from '../plaid/call-plaid';
import type { LinkTokenRequest } from '../plaid/plaid-client';
import { tokenBody } from '../plaid/token-body';
import type { Route } from './route';

export const linkTokenRoute: Route = {
  path: '/link/token/create',
  fields: ['account_selection_enabled', 'hosted_link', 'purpose'],
  async run({ options, item, user, request, body, deadline }) {
    const { linkToken, plaid } = options;
    const requested = toRequestedLink(body);
    let settings = linkToken;
    if (typeof settings === 'function') {
      const createSettings = settings;
      settings = await deadline.run('linkToken', () =>
        createSettings(item, user, request, requested),
      );
      // Settings that are no function were checked when the handler was created.
      assertLinkTokenSettings(settings);
    }
    if (requested.hostedLink && !settings.hostedLink) {
      throw invalidRequest(400, 'INVALID_FIELD', 'hosted_link is not set up on this server.');
    }
    const data = await callPlaid(
      (call) => plaid.linkTokenCreate(updateModeRequest(item, settings, requested), call),
      deadline,
    );
    const url = requested.hostedLink && nonEmptyString(data.hosted_link_url);
    return { ...tokenBody(data, 'link_token', 'link-'), ...(url && { hosted_link_url: url }) };
  },
};

/** The access token makes it update mode (plaid.com/docs/link/update-mode). */
function updateModeRequest(
  item: OwnedItem,
  settings: LinkTokenSettings,
  { accountSelection, hostedLink: isHosted }: RequestedLink,
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
    ...(accountSelection && {
      update: { account_selection_enabled: true },
      // Plaid refuses filters in update mode without account selection.
      ...(accountFilters && { account_filters: toPlaidFilters(accountFilters) }),
    }),
    ...(isHosted && {
      hosted_link: completionRedirectUri ? { completion_redirect_uri: completionRedirectUri } : {},
    }),
  };
}

function toPlaidFilters(
  filters: NonNullable<LinkTokenSettings['accountFilters']>,
): NonNullable<LinkTokenRequest['account_filters']> {
  return Object.fromEntries(
    Object.entries(filters).map(([type, subtypes]) => [type, { account_subtypes: [...subtypes] }]),
  );
}

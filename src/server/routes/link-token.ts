import { checkLinkToken, type LinkTokenSettings, type OwnedItem } from '../options';
import type { LinkTokenRequest } from '../plaid-port';
import { askPlaid, type Route } from '../route';
import { tokenBody } from '../token-body';

export const linkTokenRoute: Route = {
  path: '/link/token/create',
  takesFlag: true,
  async run(context) {
    const { options, item, user, request, body } = context;
    const settings =
      typeof options.linkToken === 'function'
        ? await options.linkToken(item, user, request)
        : options.linkToken;
    checkLinkToken(settings);
    const data = await askPlaid(context, (call) =>
      options.plaid.linkTokenCreate(updateMode(item, settings, body.accountSelection), call),
    );
    return tokenBody(data, 'link_token', 'link-');
  },
};

/**
 * The access token is what makes it update mode. `products` is for new Items, and `webhook` has no effect here
 * (plaid.com/docs/link/update-mode).
 */
function updateMode(
  item: OwnedItem,
  settings: LinkTokenSettings,
  accountSelection: boolean,
): LinkTokenRequest {
  const { redirectUri, linkCustomizationName, additionalConsentedProducts } = settings;
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
    ...(accountSelection && { update: { account_selection_enabled: true } }),
  };
}

import { HttpError, internalError, invalidRequest } from '../http/http-error';
import type { LinkTokenRequest } from '../plaid/plaid-client';
import { needPlaidUser } from '../options/link-token/assert-products';
import { isNonEmptyString } from '../options/assert/assert-option';
import type {
  HostedLinkSettings,
  LinkTokenSettings,
} from '../options/link-token/link-token-settings';
import type { OwnedItem } from '../options/owned-item';
import type { RequestedLink } from '../options/link-token/requested-link';

/**
 * The body of `/link/token/create`. The access token makes it update mode (plaid.com/docs/link/update-mode).
 *
 * @throws HttpError 500 where a product needs a user of Plaid's and `findItem` gave none, 400 where an Android app asks and
 * the settings name no package
 */
export function updateModeRequest(
  item: OwnedItem,
  settings: LinkTokenSettings,
  { accountSelection, hostedLink: isHosted, platform }: RequestedLink,
): LinkTokenRequest {
  const { linkCustomizationName, appearanceMode } = settings;
  const { additionalConsentedProducts, products = [], productOptions, webhook } = settings;
  const { accountFilters, hostedLink, user, transfer } = settings;
  return {
    access_token: item.accessToken,
    user: {
      client_user_id: item.clientUserId,
      ...(user?.phoneNumber !== undefined && { phone_number: user.phoneNumber }),
      ...(user?.emailAddress !== undefined && { email_address: user.emailAddress }),
    },
    ...toPlaidUser(item, products),
    client_name: settings.clientName,
    country_codes: [...settings.countryCodes],
    language: settings.language,
    ...toReturn(settings, platform),
    ...(linkCustomizationName !== undefined && { link_customization_name: linkCustomizationName }),
    ...(appearanceMode !== undefined && { appearance_mode: appearanceMode }),
    ...(webhook !== undefined && { webhook }),
    ...(additionalConsentedProducts && {
      additional_consented_products: [...additionalConsentedProducts],
    }),
    ...(products.length > 0 && { products: [...products], ...productOptions }),
    ...(accountSelection && {
      update: { account_selection_enabled: true },
      // Plaid refuses filters in update mode without account selection.
      ...(accountFilters && { account_filters: toPlaidFilters(accountFilters) }),
    }),
    ...(transfer && { transfer: { authorization_id: transfer.authorizationId } }),
    ...(isHosted && { hosted_link: toPlaidPage(hostedLink) }),
  };
}

/**
 * How a bank gets the user back into the app. Plaid requires the package's name on Android, and allows `redirect_uri`
 * elsewhere alone (plaid@47, LinkTokenCreateRequest).
 */
function toReturn(
  { redirectUri, androidPackageName }: LinkTokenSettings,
  platform: RequestedLink['platform'],
): Pick<LinkTokenRequest, 'redirect_uri' | 'android_package_name'> {
  if (platform !== 'android') return redirectUri === undefined ? {} : { redirect_uri: redirectUri };
  if (androidPackageName !== undefined) return { android_package_name: androidPackageName };
  throw noAndroidPackage();
}

/** Told, because the app may have forgotten it, and once a minute, because every user can ask. */
function noAndroidPackage(): HttpError {
  const { init } = invalidRequest(
    400,
    'INVALID_FIELD',
    'Android apps are not set up on this server.',
  );
  const message =
    'An Android app asks for a link token, and linkToken.androidPackageName is missing. Set it to the package of the app, and allow it in the dashboard.';
  return new HttpError({
    ...init,
    log: { errorCode: 'APP_ERROR', message, countedAs: 'android package' },
  });
}

/**
 * An app's row may have a `userId` of its own, so that neither is sent where no product needs it. `user_token` is what
 * integrations from before December 10, 2025 use in place of `user_id` (plaid.com/docs/api/users/user-apis).
 */
function toPlaidUser(
  { userId, userToken }: OwnedItem,
  products: readonly string[],
): Pick<LinkTokenRequest, 'user_id' | 'user_token'> {
  const need = needPlaidUser(products);
  if (need === 'never') return {};
  if (isNonEmptyString(userToken)) return { user_token: userToken };
  if (isNonEmptyString(userId)) return { user_id: userId };
  // Items whose Income began without a user exist: Plaid decides.
  if (need === 'maybe') return {};
  throw internalError({
    errorCode: 'APP_ERROR',
    message: `linkToken.products has ${products.join(', ')}, and Plaid Check needs the user that /user/create gave. Return userId (or userToken, for integrations from before December 10, 2025) from findItem, or request these products only for users who have one.`,
  });
}

function toPlaidPage(
  hostedLink: boolean | HostedLinkSettings | undefined,
): NonNullable<LinkTokenRequest['hosted_link']> {
  if (typeof hostedLink !== 'object') return {};
  const { completionRedirectUri, urlLifetimeSeconds, isMobileApp, deliveryMethod } = hostedLink;
  return {
    ...(completionRedirectUri !== undefined && { completion_redirect_uri: completionRedirectUri }),
    ...(urlLifetimeSeconds !== undefined && { url_lifetime_seconds: urlLifetimeSeconds }),
    ...(isMobileApp !== undefined && { is_mobile_app: isMobileApp }),
    ...(deliveryMethod !== undefined && { delivery_method: deliveryMethod }),
  };
}

function toPlaidFilters(
  filters: NonNullable<LinkTokenSettings['accountFilters']>,
): NonNullable<LinkTokenRequest['account_filters']> {
  return Object.fromEntries(
    Object.entries(filters).flatMap(([type, subtypes]: [string, readonly string[] | undefined]) =>
      subtypes ? [[type, { account_subtypes: [...subtypes] }]] : [],
    ),
  );
}

import { assertHostedLink } from './assert-hosted-link';
import { assertKnownKeys } from '../assert/assert-known-keys';
import { assertAccountFilters } from './assert-account-filters';
import { assertLanguage } from './assert-language';
import { assertOption, isFields, isNonEmptyString } from '../assert/assert-option';
import { assertProducts } from './assert-products';
import { assertRedirectUri, assertWebhookUrl } from './assert-uri';
import { assertTransfer, assertUser } from './assert-user';
import { assertValues } from '../assert/assert-values';
import { COUNTRIES } from './plaid-values';
import type { AppearanceMode, LinkTokenSettings } from './link-token-settings';

const MAX_CLIENT_NAME = 30;

const FIELDS: Readonly<Record<keyof LinkTokenSettings, true>> = {
  clientName: true,
  countryCodes: true,
  language: true,
  redirectUri: true,
  androidPackageName: true,
  linkCustomizationName: true,
  appearanceMode: true,
  additionalConsentedProducts: true,
  products: true,
  productOptions: true,
  accountFilters: true,
  hostedLink: true,
  webhook: true,
  user: true,
  transfer: true,
};

/** For fields that are copied from the request for a new Item's token. */
const ADVICE = new Map(
  Object.entries({
    user_id: 'It comes from findItem, as userId.',
    user_token: 'It comes from findItem, as userToken.',
    access_token: 'It comes from findItem.',
    accessToken: 'It comes from findItem.',
    update: 'Account selection is an option of the button: accountSelection.',
  }),
);

const APPEARANCE_MODES: readonly unknown[] = ['LIGHT', 'DARK', 'SYSTEM'] satisfies AppearanceMode[];

/**
 * @throws RelinkError `invalid_options` for a field that Plaid would refuse, ignore or show wrongly in update mode
 */
export function assertLinkTokenSettings(settings: unknown): asserts settings is LinkTokenSettings {
  assertOption(
    isFields(settings),
    'linkToken',
    'is missing',
    'Pass { clientName, countryCodes, language }.',
  );
  assertKnownKeys(settings, Object.keys(FIELDS), 'linkToken', ADVICE);
  assertRequired(settings);
  assertLanguage(settings.language);
  assertProducts(settings);
  assertAccountFilters(settings.accountFilters);
  assertAppearance(settings);
  assertRedirectUri(settings.redirectUri);
  assertAndroidPackage(settings.androidPackageName);
  assertUser(settings.user);
  assertHostedLink(settings.hostedLink, settings.user);
  assertTransfer(settings.transfer);
  assertWebhookUrl(settings.webhook);
}

/** @throws RelinkError `invalid_options` also for a setting that is about one user and would be sent for all */
export function assertSettingsForAll(settings: unknown): void {
  for (const name of ['user', 'transfer']) {
    assertOption(
      !isFields(settings) || settings[name] === undefined,
      `linkToken.${name}`,
      'is about one user, and these settings are sent for all',
      name === 'user'
        ? 'Return it from a linkToken function. The client_user_id comes from findItem, as clientUserId.'
        : 'Return it from a linkToken function.',
    );
  }
  assertLinkTokenSettings(settings);
}

function assertRequired({ clientName, countryCodes }: Record<string, unknown>): void {
  assertOption(
    isNonEmptyString(clientName) && clientName.length <= MAX_CLIENT_NAME,
    'linkToken.clientName',
    `must have 1 to ${MAX_CLIENT_NAME} characters: Link shows "This Application" for a longer one`,
    'Shorten it.',
  );
  assertValues(
    countryCodes,
    COUNTRIES,
    'linkToken.countryCodes',
    'must be countries in which Plaid works, by their two-letter codes, at least one (the United Kingdom is GB)',
  );
}

function assertAppearance({
  linkCustomizationName,
  appearanceMode,
}: Record<string, unknown>): void {
  assertOption(
    linkCustomizationName === undefined || isNonEmptyString(linkCustomizationName),
    'linkToken.linkCustomizationName',
    'must be the name of a customization',
    'Leave it out for the default one.',
  );
  assertOption(
    appearanceMode === undefined || APPEARANCE_MODES.includes(appearanceMode),
    'linkToken.appearanceMode',
    `must be ${APPEARANCE_MODES.join(', ')}, in capitals`,
    'Leave it out for the look of the customization.',
  );
}

function assertAndroidPackage(name: unknown): void {
  assertOption(
    name === undefined || (isNonEmptyString(name) && /^[a-z]\w*(?:\.[a-z]\w*)+$/i.test(name)),
    'linkToken.androidPackageName',
    'must be the name of a package',
    "Such as 'com.example.app', registered in the dashboard.",
  );
}

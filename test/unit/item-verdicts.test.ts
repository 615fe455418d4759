import { describe, expect, it } from 'vitest';
import { classifyItem } from '../../src/core/item/classify-item';
import type { ItemFlag } from '../../src/core/item/item-flag';
import type { ItemRecord } from '../../src/core/item/item-record';
import { nextRecord } from '../../src/core/item/next-record';
import { healthOfRecord } from '../../src/core/item/record-health';
import { FLAG_KINDS, type ItemFlagKind, type ItemHealth } from '../../src/core/types';

/** Each code of plaid.com/docs/errors, by its type. */
const CODES: Record<string, string> = {
  API_ERROR: 'INTERNAL_SERVER_ERROR PLANNED_MAINTENANCE',
  ASSET_REPORT_ERROR:
    'PRODUCT_NOT_ENABLED DATA_UNAVAILABLE PRODUCT_NOT_READY ASSET_REPORT_GENERATION_FAILED INVALID_PARENT INSIGHTS_NOT_ENABLED INSIGHTS_PREVIOUSLY_NOT_ENABLED',
  BANK_TRANSFER_ERROR: 'BANK_TRANSFER_ACCOUNT_BLOCKED',
  INCOME_VERIFICATION_ERROR:
    'INCOME_VERIFICATION_DOCUMENT_NOT_FOUND INCOME_VERIFICATION_FAILED INCOME_VERIFICATION_NOT_FOUND INCOME_VERIFICATION_UPLOAD_ERROR PRODUCT_NOT_ENABLED PRODUCT_NOT_READY VERIFICATION_STATUS_PENDING_APPROVAL EMPLOYMENT_NOT_FOUND',
  INSTITUTION_ERROR:
    'INSTITUTION_DOWN INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT INSTITUTION_NOT_RESPONDING INSTITUTION_NOT_AVAILABLE INSTITUTION_NO_LONGER_SUPPORTED UNAUTHORIZED_INSTITUTION INSTITUTION_REGISTRATION_REQUIRED UNSUPPORTED_RESPONSE',
  INVALID_INPUT:
    'DIRECT_INTEGRATION_NOT_ENABLED INCORRECT_DEPOSIT_VERIFICATION INVALID_ACCESS_TOKEN INVALID_ACCOUNT_ID INVALID_API_KEYS INVALID_AUDIT_COPY_TOKEN INVALID_INSTITUTION INVALID_LINK_CUSTOMIZATION INVALID_LINK_TOKEN INVALID_PROCESSOR_TOKEN INVALID_PRODUCT INVALID_PRODUCTS ADDITIONAL_CONSENT_REQUIRED INVALID_PUBLIC_TOKEN INVALID_STRIPE_ACCOUNT INVALID_USER_TOKEN INVALID_WEBHOOK_VERIFICATION_KEY_ID PRODUCT_UNAVAILABLE TOO_MANY_VERIFICATION_ATTEMPTS UNAUTHORIZED_ENVIRONMENT UNAUTHORIZED_ROUTE_ACCESS USER_PERMISSION_REVOKED',
  INVALID_REQUEST:
    'INCOMPATIBLE_API_VERSION INVALID_ACCOUNT_NUMBER INVALID_BODY INVALID_CONFIGURATION INVALID_FIELD INVALID_HEADERS MISSING_FIELDS NO_LONGER_AVAILABLE NOT_FOUND SANDBOX_ONLY UNKNOWN_FIELDS',
  INVALID_RESULT:
    'LAST_UPDATED_DATETIME_OUT_OF_RANGE PLAID_DIRECT_ITEM_IMPORT_RETURNED_INVALID_MFA',
  ITEM_ERROR:
    'ACCESS_NOT_GRANTED INSTANT_MATCH_FAILED INSUFFICIENT_CREDENTIALS INVALID_CREDENTIALS INVALID_MFA INVALID_SEND_METHOD INVALID_PHONE_NUMBER INVALID_OTP INVALID_UPDATED_USERNAME ITEM_CONCURRENTLY_DELETED ITEM_LOCKED ITEM_LOGIN_REQUIRED ITEM_NOT_FOUND ITEM_NOT_SUPPORTED MFA_NOT_SUPPORTED NO_ACCOUNTS NO_AUTH_ACCOUNTS NO_INVESTMENT_ACCOUNTS NO_INVESTMENT_AUTH_ACCOUNTS NO_LIABILITY_ACCOUNTS PASSWORD_RESET_REQUIRED PRODUCT_NOT_ENABLED PRODUCT_NOT_READY PRODUCTS_NOT_SUPPORTED USER_SETUP_REQUIRED USER_INPUT_TIMEOUT MANUAL_VERIFICATION_REQUIRED USER_ACCOUNT_REVOKED',
  OAUTH_ERROR:
    'INCORRECT_OAUTH_NONCE INCORRECT_LINK_TOKEN OAUTH_STATE_ID_ALREADY_PROCESSED OAUTH_STATE_ID_NOT_FOUND',
  PARTNER_ERROR:
    'CUSTOMER_NOT_FOUND FLOWDOWN_NOT_COMPLETE QUESTIONNAIRE_NOT_COMPLETE CUSTOMER_NOT_READY_FOR_ENABLEMENT CUSTOMER_ALREADY_ENABLED CUSTOMER_ALREADY_CREATED LOGO_REQUIRED INVALID_LOGO CONTACT_REQUIRED ASSETS_UNDER_MANAGEMENT_REQUIRED CUSTOMER_REMOVAL_NOT_ALLOWED',
  PAYMENT_ERROR:
    'PAYMENT_BLOCKED PAYMENT_CANCELLED PAYMENT_INSUFFICIENT_FUNDS PAYMENT_INVALID_RECIPIENT PAYMENT_INVALID_REFERENCE PAYMENT_INVALID_SCHEDULE PAYMENT_REJECTED PAYMENT_SCHEME_NOT_SUPPORTED PAYMENT_CONSENT_INVALID_CONSTRAINTS PAYMENT_CONSENT_CANCELLED',
  RATE_LIMIT_EXCEEDED:
    'ACCOUNTS_LIMIT ACCOUNTS_BALANCE_GET_LIMIT AUTH_LIMIT BALANCE_LIMIT CREDITS_EXHAUSTED IDENTITY_LIMIT INSTITUTIONS_GET_LIMIT INSTITUTIONS_GET_BY_ID_LIMIT INVESTMENT_HOLDINGS_GET_LIMIT INVESTMENT_TRANSACTIONS_LIMIT ITEM_GET_LIMIT RATE_LIMIT TRANSACTIONS_LIMIT TRANSACTIONS_SYNC_LIMIT',
  RECAPTCHA_ERROR: 'RECAPTCHA_REQUIRED RECAPTCHA_BAD',
  SANDBOX_ERROR:
    'SANDBOX_PRODUCT_NOT_ENABLED SANDBOX_WEBHOOK_INVALID SANDBOX_TRANSFER_EVENT_TRANSITION_INVALID',
  TRANSACTIONS_ERROR: 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
  TRANSACTION_ERROR:
    'TRANSACTION_INSUFFICIENT_FUNDS TRANSACTION_AMOUNT_EXCEEDED TRANSACTION_ON_SAME_ACCOUNT TRANSACTION_CURRENCY_MISMATCH TRANSACTION_IBAN_INVALID TRANSACTION_BACS_INVALID TRANSACTION_FAST_PAY_DISABLED TRANSACTION_EXECUTION_FAILED NONIDENTICAL_REQUEST REQUEST_CONFLICT',
  TRANSFER_ERROR:
    'TRANSFER_LIMIT_REACHED TRANSFER_ACCOUNT_BLOCKED TRANSFER_NOT_CANCELLABLE TRANSFER_UNSUPPORTED_ACCOUNT_TYPE TRANSFER_FORBIDDEN_ACH_CLASS TRANSFER_UI_UNAUTHORIZED TRANSFER_ORIGINATOR_NOT_FOUND INCOMPLETE_CUSTOMER_ONBOARDING UNAUTHORIZED_ACCESS',
};

const START = Date.UTC(2026, 2, 1);
const DAY = 24 * 60 * 60_000;
const ACCOUNTS = [{ account_id: 'account-1' }];
const at = (day: number): string => new Date(START + day * DAY).toISOString();

interface Trouble {
  error: { error_type: string; error_code: string } | null;
  flags: readonly ItemFlagKind[];
}

const codes = Object.entries(CODES).flatMap(([error_type, list]) =>
  list.split(' ').map((error_code) => ({ error_type, error_code })),
);
const flagSets: ItemFlagKind[][] = [
  [],
  ...FLAG_KINDS.map((kind) => [kind]),
  ['disconnect', 'account_revoked'],
  [...FLAG_KINDS],
];
const troubles: Trouble[] = [null, ...codes].flatMap((error) =>
  flagSets.map((flags) => ({ error, flags })),
);

function recordOf({ error, flags }: Trouble, untilDay: number): ItemRecord {
  const flagged = flags.reduce<ItemRecord | null>((record, kind) => {
    const flag: ItemFlag = {
      kind,
      since: at(0),
      ...(kind === 'disconnect' && { until: at(untilDay) }),
    };
    return nextRecord('item-1', record, { type: 'webhook', at: at(0), flag });
  }, null);
  const accounts = error ? undefined : ACCOUNTS;
  return nextRecord('item-1', flagged, { type: 'answer', at: at(1), item: { error }, accounts });
}

function healthAt(record: ItemRecord, day: number): ItemHealth {
  const health = healthOfRecord(record, START + day * DAY);
  if (!health) throw new Error('The record has no health.');
  return health;
}

const isRelink = ({ remedy }: ItemHealth): boolean => remedy.startsWith('relink');

/** The user goes through Link as the remedy says, and Plaid asks the bank again. */
function afterRelink(
  record: ItemRecord,
  remedy: ItemHealth['remedy'],
  trouble: Trouble,
): ItemRecord {
  const purpose = remedy === 'relink_with_accounts' ? 'accounts' : 'repair';
  const relinked = nextRecord('item-1', record, { type: 'relink', at: at(2), purpose });
  const needsAccounts =
    trouble.error !== null && classifyItem(trouble, START).remedy === 'relink_with_accounts';
  const isCured = !needsAccounts || purpose === 'accounts';
  const item = { error: isCured ? null : trouble.error };
  const accounts = isCured ? ACCOUNTS : undefined;
  return nextRecord('item-1', relinked, { type: 'answer', at: at(2.5), item, accounts });
}

describe.each([
  ['ahead', 7],
  ['over', 1],
])('verdicts while an announced disconnect is %s', (_, untilDay) => {
  it('every code of Plaid with every flag leads in one relink to a healthy Item, or offers no relink', () => {
    for (const trouble of troubles) {
      const record = recordOf(trouble, untilDay);
      const health = healthAt(record, 2);
      if (!isRelink(health)) {
        const ends = ['none', 'new_link', 'visit_bank', 'wait'];
        expect(ends, JSON.stringify(trouble)).toContain(health.remedy);
        continue;
      }
      const after = healthAt(afterRelink(record, health.remedy, trouble), 3);
      expect({ trouble, state: after.state }).toEqual({ trouble, state: 'healthy' });
    }
  });

  it('an Item for which Plaid mints no token is never offered a relink again', () => {
    for (const trouble of troubles) {
      const record = recordOf(trouble, untilDay);
      if (!isRelink(healthAt(record, 2))) continue;
      const refused = nextRecord('item-1', record, { type: 'refusal', at: at(2) });
      expect({ trouble, remedy: healthAt(refused, 3).remedy }).toEqual({
        trouble,
        remedy: 'new_link',
      });
    }
  });
});

it('errors of a product offer no relink, unless update mode is what cures them', () => {
  const types = [
    'ASSET_REPORT_ERROR',
    'PAYMENT_ERROR',
    'TRANSFER_ERROR',
    'PARTNER_ERROR',
    'INVALID_RESULT',
  ];
  for (const error of codes.filter(({ error_type }) => types.includes(error_type)))
    expect(classifyItem({ error }, START)).toMatchObject({ state: 'unavailable', remedy: 'wait' });
});

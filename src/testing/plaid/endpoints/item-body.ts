import { sharedAccounts, type FakeItemState, type FakeUpdateTimes } from '../state/item';
import { errorBody } from '../state/plaid-error';
import type { Body } from './endpoint';

/** The `item` of an answer. */
export function itemBody(item: FakeItemState, requestId: string): Body {
  const { errorCode, errorCodeReason } = item;
  return {
    item_id: item.itemId,
    institution_id: item.institutionId,
    institution_name: item.institutionName,
    webhook: item.webhook,
    error: errorCode ? errorBody(errorCode, requestId, undefined, errorCodeReason) : null,
    available_products: [],
    billed_products: ['transactions'],
    products: ['transactions'],
    consent_expiration_time: item.consentExpirationTime,
    update_type: item.updateType ?? (errorCode ? 'user_present_required' : 'background'),
  };
}

/** The `status` of `/item/get`. */
export function statusBody({ status, lastWebhook }: FakeItemState): Body {
  return {
    transactions: updateTimes(status.transactions),
    investments: updateTimes(status.investments),
    last_webhook: lastWebhook && { sent_at: lastWebhook.sentAt, code_sent: lastWebhook.code },
  };
}

function updateTimes(times: FakeUpdateTimes | undefined): Body | null {
  if (!times) return null;
  return {
    last_successful_update: times.lastSuccessfulUpdate ?? null,
    last_failed_update: times.lastFailedUpdate ?? null,
  };
}

/** Banks whose accounts have ids that are the same in each Item: Sandbox's (plaid@47, AccountBase). */
const PERSISTENT_IDS: readonly string[] = ['ins_56', 'ins_13', 'ins_127990', 'ins_127287'];

/** The `accounts` of an answer. */
export function accountBodies(item: FakeItemState): Body[] {
  return sharedAccounts(item).map(({ id, name, mask, type, subtype }) => ({
    account_id: id,
    name,
    mask,
    type,
    subtype,
    official_name: null,
    ...(PERSISTENT_IDS.includes(item.institutionId) && {
      persistent_account_id: `${item.loginId}-${id}`,
    }),
    balances: {
      available: 100,
      current: 110,
      limit: null,
      iso_currency_code: 'USD',
      unofficial_currency_code: null,
    },
  }));
}

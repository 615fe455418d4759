import { timeOf } from '../../../core/item/item-flag';
import { isRecord, nonEmptyString } from '../../../core/unknown';
import type { HttpError } from '../../http/http-error';
import type { AccessTokenRequest, PlaidCallOptions, PlaidResponse } from '../../plaid/plaid-client';
import { toPlaidError } from '../../plaid/plaid-error';
import { Stopped, Unanswered, type PlaidCaller } from '../sweep/plaid-caller';
import type { DuplicateCandidate, DuplicatesPlaidClient } from './duplicate-options';
import type { AccountFacts } from './match-accounts';

/** What Plaid, or else the app, says of an Item. */
export interface ReadItem<Item extends DuplicateCandidate> {
  item: Item;
  /** Null where neither says it. */
  institutionId: string | null;
  /** Whether Plaid reports no error. */
  isHealthy: boolean;
  /** ISO 8601, or null where Plaid did not say. */
  createdAt: string | null;
  plaidItemId: string | null;
  /**
   * The Item of Plaid Check that belongs to this one, or the other way round: both come from one login on purpose
   * (plaid.com/docs/changelog, October 27, 2026).
   */
  pairedItemId: string | null;
  /** Why Plaid did not answer; null where it did. */
  errorCode: string | null;
}

/** @throws Stopped */
export async function readItem<Item extends DuplicateCandidate>(
  plaid: DuplicatesPlaidClient,
  item: Item,
  caller: PlaidCaller,
): Promise<ReadItem<Item>> {
  const answer = await ask(item, caller, (request, options) => plaid.itemGet(request, options));
  const asked = 'body' in answer && isRecord(answer.body.item) ? answer.body.item : {};
  return {
    item,
    institutionId: nonEmptyString(asked.institution_id) ?? nonEmptyString(item.institutionId),
    isHealthy: asked.error === null,
    createdAt: timeOf(asked.created_at),
    plaidItemId: nonEmptyString(asked.item_id),
    pairedItemId: nonEmptyString(asked.paired_item_id),
    errorCode: 'errorCode' in answer ? answer.errorCode : null,
  };
}

/**
 * The accounts by Plaid's answer, else those that the app stored.
 *
 * @throws Stopped
 */
export async function readAccounts(
  plaid: DuplicatesPlaidClient,
  { item, errorCode }: ReadItem<DuplicateCandidate>,
  caller: PlaidCaller,
): Promise<readonly AccountFacts[] | { errorCode: string }> {
  // Plaid has just refused to answer about this Item.
  const answer =
    errorCode === null
      ? await ask(item, caller, (request, options) => plaid.accountsGet(request, options))
      : { errorCode };
  const accounts = parseAccounts('body' in answer ? answer.body.accounts : item.accounts);
  if (accounts) return accounts;
  return { errorCode: 'errorCode' in answer ? answer.errorCode : 'INVALID_ANSWER' };
}

function parseAccounts(value: unknown): AccountFacts[] | null {
  if (!Array.isArray(value)) return null;
  return value.flatMap((account: unknown) => {
    const id = isRecord(account) && nonEmptyString(account.account_id);
    if (!id) return [];
    return [
      {
        account_id: id,
        persistent_account_id: nonEmptyString(account.persistent_account_id),
        name: nonEmptyString(account.name),
        mask: nonEmptyString(account.mask),
        subtype: nonEmptyString(account.subtype),
      },
    ];
  });
}

type Answer = { body: Record<string, unknown> } | { errorCode: string };

async function ask(
  { accessToken }: DuplicateCandidate,
  caller: PlaidCaller,
  call: (request: AccessTokenRequest, options: PlaidCallOptions) => PlaidResponse,
): Promise<Answer> {
  try {
    const request = { access_token: accessToken };
    const { data } = await caller.call((options) => call(request, options), false);
    return isRecord(data) ? { body: data } : { errorCode: 'NO_ANSWER' };
  } catch (thrown) {
    if (thrown instanceof Stopped) throw thrown;
    return { errorCode: codeOf(thrown instanceof Unanswered ? thrown.last : toPlaidError(thrown)) };
  }
}

function codeOf({ init }: HttpError): string {
  return init.log?.errorCode ?? init.errorCode;
}

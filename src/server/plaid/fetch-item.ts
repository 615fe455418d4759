import { isRecord } from '../../core/unknown';
import { HttpError } from '../http/http-error';
import type { RequestDeadline } from '../http/request-deadline';
import { callPlaidOnce } from './call-plaid';
import type { PlaidClient } from './plaid-client';
import { describesItem } from './plaid-error';

/** Plaid's `/item/get` body; with the `accounts` of `/accounts/get` where that was called. */
export type FetchedItem = Record<string, unknown>;

/**
 * Asks Plaid for an Item. Also resolves when Plaid refuses to answer about the Item: the refusal tells its state. No call is
 * repeated: each counts towards the 15 a minute that Plaid allows for an Item.
 */
export async function fetchItem(
  plaid: Pick<PlaidClient, 'itemGet' | 'accountsGet'>,
  accessToken: string,
  deadline: RequestDeadline,
): Promise<FetchedItem> {
  const request = { access_token: accessToken };
  const fetched = await callPlaidOnce((options) => plaid.itemGet(request, options), deadline).catch(
    itemFromRefusal,
  );
  const hasNoError = isRecord(fetched.item) && fetched.item.error === null;
  const { accountsGet } = plaid;
  if (!hasNoError || !accountsGet) return fetched;
  const accounts = await callPlaidOnce(
    (options) => accountsGet.call(plaid, request, options),
    deadline,
  )
    .then((body) => body.accounts)
    // Some products do not have this endpoint, so any other refusal says nothing about the Item.
    .catch((error: unknown) => (errorCodeOf(error) === 'NO_ACCOUNTS' ? [] : undefined));
  return { ...fetched, accounts };
}

function errorCodeOf(error: unknown): string | null {
  return error instanceof HttpError ? error.init.errorCode : null;
}

/** Plaid refuses to answer about an Item that was removed or revoked. Such a refusal is the Item's health. */
function itemFromRefusal(error: unknown): FetchedItem {
  if (!(error instanceof HttpError) || !describesItem(error.init)) throw error;
  const { errorType, errorCode, requestId } = error.init;
  return {
    item: { error: { error_type: errorType, error_code: errorCode } },
    request_id: requestId,
  };
}

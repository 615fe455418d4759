import { isRecord, nonEmptyString } from '../../core/unknown';
import type { RequestDeadline } from '../http/request-deadline';
import type { OwnedItem } from '../options/owned-item';
import { fetchItem } from '../plaid/fetch-item';
import { plaidUnreachable } from '../plaid/plaid-error';
import type { ItemAnswer } from './item-answer';
import type { OwnedCall } from './service-call';

/** Codes about what the app asks for. The user can do nothing about them (plaid.com/docs/errors/item). */
const CODES_OF_THE_APP: ReadonlySet<unknown> = new Set([
  'PRODUCTS_NOT_SUPPORTED',
  'PRODUCT_NOT_ENABLED',
  'INSTANT_MATCH_FAILED',
]);

/**
 * Asks Plaid how an Item is, and writes the answer to its record.
 *
 * @throws HttpError
 */
export async function askPlaid<User, Item extends OwnedItem>(
  call: OwnedCall<User, Item>,
  deadline: RequestDeadline,
): Promise<ItemAnswer> {
  const { keeper, options } = call.context;
  const at = new Date().toISOString();
  const fetched = await fetchItem(options.plaid, call.item.accessToken, deadline);
  const { item, status, accounts } = fetched;
  if (!isRecord(item)) throw plaidUnreachable('Plaid’s answer to /item/get has no item.');
  const change: ItemAnswer['change'] = { type: 'answer', at, item, status, accounts };
  const requestId = nonEmptyString(fetched.request_id);
  const plaidItemId = nonEmptyString(item.item_id) ?? call.plaidItemId;
  reportCodeOfTheApp(call, item.error, requestId);
  if (!keeper) return { plaidItemId, change, record: null, requestId };
  if (plaidItemId !== call.plaidItemId) reportOtherId(call);
  const kept = await keeper.apply(plaidItemId, change);
  return { plaidItemId, change, record: kept?.after ?? null, requestId };
}

function reportCodeOfTheApp<User, Item extends OwnedItem>(
  { context, route }: OwnedCall<User, Item>,
  error: unknown,
  requestId: string | null,
): void {
  const errorCode = isRecord(error) ? error.error_code : null;
  if (typeof errorCode !== 'string' || !CODES_OF_THE_APP.has(errorCode)) return;
  const message = `Plaid reports ${errorCode} for an Item. It is about the products that your app asks for, and the user can do nothing about it: see plaid.com/docs/errors/item.`;
  context.quietLog.report(errorCode, { route, status: 200, errorCode, requestId, message });
}

/** Webhooks come under Plaid's id, so a record under another one would miss them. */
function reportOtherId<User, Item extends OwnedItem>({
  context,
  route,
}: OwnedCall<User, Item>): void {
  context.quietLog.reportFirst('plaidItemId', {
    route,
    status: 200,
    errorCode: 'APP_ERROR',
    requestId: null,
    message:
      'Plaid calls an Item by another item_id than findItem does. Records are kept under Plaid’s, since webhooks bring that one, so no health of this Item comes from records: Plaid is asked each time. Return Plaid’s item_id from findItem, as plaidItemId.',
  });
}

import { parseRecord, type ItemRecord } from '../../../core/item/item-record';
import { healthOfRecord } from '../../../core/item/record-health';
import type { ItemHealth } from '../../../core/types';
import { isRecord, nonEmptyString } from '../../../core/unknown';
import { internalError } from '../../http/http-error';
import { isNonEmptyString } from '../../options/assert/assert-option';
import { updateRecord, type ItemRecords } from '../../records/item-records';
import { askItem, type AskedItem } from './ask-item';
import { pendingDisconnectOf } from './pending-disconnect';
import type { PlaidCaller } from './plaid-caller';
import type { SweepItem, SweepPlaidClient } from './sweep-options';

export interface VisitOptions {
  plaid: SweepPlaidClient;
  records: ItemRecords;
  caller: PlaidCaller;
  olderThanMs: number;
  expiringDays: number | undefined;
  now(): number;
}

/** What is known of an Item after its visit. */
export type VisitedItem =
  | { outcome: 'skipped' }
  | {
      outcome: 'checked';
      /** Null where a webhook has come while Plaid was asked, so that the answer is not believed. */
      health: ItemHealth | null;
      askedAt: string;
      /** Where its webhooks go; undefined where Plaid did not say. */
      webhook: string | null | undefined;
    };

/**
 * Asks Plaid for an Item that is due, and stores the answer.
 *
 * @throws Stopped, Unanswered, an HttpError, or what the app's store throws
 */
export async function visitItem(item: SweepItem, options: VisitOptions): Promise<VisitedItem> {
  const { plaid, records, caller, olderThanMs, expiringDays, now } = options;
  const itemId = plaidItemIdOf(item);
  const known = parseRecord(itemId, await records.read(itemId));
  if (known && isYoung(known, now(), olderThanMs)) return { outcome: 'skipped' };
  const asked = await askItem(plaid, item, caller, now);
  assertIsItem(asked, itemId);
  const record = await store(records, itemId, asked, known);
  const { item: answered } = asked.fetched;
  return {
    outcome: 'checked',
    health: healthOfRecord(record, now(), { expiringDays }),
    askedAt: asked.askedAt,
    webhook:
      isRecord(answered) && 'webhook' in answered ? nonEmptyString(answered.webhook) : undefined,
  };
}

/** @throws HttpError for a row that is no Item */
export function plaidItemIdOf({ itemId, plaidItemId, accessToken }: SweepItem): string {
  const id = plaidItemId ?? itemId;
  if (isNonEmptyString(id) && isNonEmptyString(accessToken)) return id;
  throw internalError({
    errorCode: 'APP_ERROR',
    message:
      'An entry of `items` has no { itemId, accessToken }, both texts. Leave it out, or return both.',
  });
}

/** An answer that is older than a webhook is not believed, however young it is. */
function isYoung(record: ItemRecord, nowMs: number, olderThanMs: number): boolean {
  const { checkedAt } = record;
  return (
    checkedAt !== null &&
    nowMs - Date.parse(checkedAt) < olderThanMs &&
    healthOfRecord(record, nowMs) !== null
  );
}

/** A record under another key would never be found again. */
function assertIsItem({ fetched: { item } }: AskedItem, itemId: string): void {
  const answered = isRecord(item) ? nonEmptyString(item.item_id) : null;
  if (answered === null || answered === itemId) return;
  throw internalError({
    errorCode: 'APP_ERROR',
    message:
      'Plaid’s item_id differs from the one of `items`. Give each entry `plaidItemId` where your own ids are others.',
  });
}

async function store(
  records: ItemRecords,
  itemId: string,
  { fetched, askedAt }: AskedItem,
  known: ItemRecord | null,
): Promise<ItemRecord> {
  const { item, status, accounts } = fetched;
  const answer = { type: 'answer', at: askedAt, item, status, accounts } as const;
  const { after } = await updateRecord(records, itemId, answer);
  const flag = pendingDisconnectOf(fetched, known);
  if (!flag) return after;
  return (await updateRecord(records, itemId, { type: 'flag', flag })).after;
}

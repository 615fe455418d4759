import { consentEndOf } from '../../../core/item/consent-end';
import { endOfFlag, timeOf, type ItemFlag } from '../../../core/item/item-flag';
import type { ItemRecord } from '../../../core/item/item-record';
import { isRecord } from '../../../core/unknown';
import type { FetchedItem } from '../../plaid/fetch-item';

const DAY_MS = 24 * 60 * 60_000;

/**
 * A disconnect that Plaid announced before the app kept records, read from `status.last_webhook` of `/item/get`
 * (`ItemStatusLastWebhook` in the official client's types). No other field of `/item/get` has it.
 *
 * It is a hint. Not established is whether Plaid records ITEM webhooks there; if it does, any later webhook hides this one.
 * And a relink that was never reported leaves it as it was: such an Item counts as expiring until the announced end, and
 * 48 hours more. That is the safe side: an update mode too many, as against a bank that is lost.
 *
 * @param record what is known so far: a flag of the webhook itself has its reason and its end, and stays
 */
export function pendingDisconnectOf(
  { item, status }: FetchedItem,
  record: ItemRecord | null,
): ItemFlag | null {
  const lastWebhook = isRecord(status) && isRecord(status.last_webhook) ? status.last_webhook : {};
  const since = timeOf(lastWebhook.sent_at);
  if (lastWebhook.code_sent !== 'PENDING_DISCONNECT' || !since) return null;
  const isKnown = record?.flags.some(
    (flag) => flag.kind === 'disconnect' && Date.parse(since) - Date.parse(flag.since) < DAY_MS,
  );
  if (isKnown) return null;
  const flag: ItemFlag = { kind: 'disconnect', since };
  // A consent that outlives the announced end was given after the announcement (plaid.com/docs/link/oauth).
  const consentEnd = consentEndOf(isRecord(item) ? item.consent_expiration_time : null);
  return consentEnd > endOfFlag(flag) + DAY_MS ? null : flag;
}

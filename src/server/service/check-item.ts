import { classifyItem } from '../../core/item/classify-item';
import { parseFlags } from '../../core/item/item-flag';
import type { ItemRecord } from '../../core/item/item-record';
import { isOvertaken, nextRecord } from '../../core/item/next-record';
import { healthOfRecord, mayBeInLink, withRecord } from '../../core/item/record-health';
import type { ItemHealth } from '../../core/types';
import type { RequestDeadline } from '../http/request-deadline';
import { keptItemId, type OwnedItem } from '../options/owned-item';
import { FRESH, RECENT, URGENT, type Freshness } from '../plaid/item-cache';
import { askPlaid } from './ask-plaid';
import type { ItemAnswer } from './item-answer';
import type { OwnedCall } from './service-call';

export interface CheckedItem {
  health: ItemHealth;
  requestId: string | null;
}

/** An outage may be over soon. */
const UNAVAILABLE_MAX_AGE_MS = 60_000;
/**
 * A webhook's time has whole seconds, and its record the second's end: an answer from within that second counts. The time
 * of a relink is exact.
 */
const SIGNATURE_STEP_MS = 1_000;
/** How long after its app's `invalidateHealth` an Item is asked for without the usual pause. */
const NEWS_MS = 4_000;

/** How an Item is: from its record while that is young, else from Plaid. */
export async function checkItem<User, Item extends OwnedItem>(
  call: OwnedCall<User, Item>,
): Promise<CheckedItem> {
  if (call.isFresh) return checkAtPlaid(call, isNews(call) ? URGENT : FRESH, null);
  const { keeper } = call.context;
  const record =
    keeper && (await call.deadline.run('records', () => keeper.read(call.plaidItemId)));
  const health = record && youngHealthOf(call, record);
  if (health) return { health, requestId: null };
  return checkAtPlaid(call, record ? freshnessAfter(record) : RECENT, record);
}

/** All open pages ask at once when the app tells them of a webhook, and none of them should wait for the pause. */
function isNews<User, Item extends OwnedItem>({
  context,
  itemId,
  plaidItemId,
}: OwnedCall<User, Item>): boolean {
  return context.invalidations.isOutdated(Date.now() - NEWS_MS, itemId, plaidItemId);
}

/** @param record as it was before the question; null where it was not read */
async function checkAtPlaid<User, Item extends OwnedItem>(
  call: OwnedCall<User, Item>,
  freshness: Freshness,
  record: ItemRecord | null,
): Promise<CheckedItem> {
  const shared = await askOnce(call, freshness);
  const health = healthOfAnswer(call, shared.answer, record);
  tellHealth(call, shared, health);
  return { health, requestId: shared.answer.requestId };
}

/** An answer, and whether this call is the first to get it of those that share the question. */
export interface SharedAnswer {
  answer: ItemAnswer;
  isFirst: boolean;
}

/** Asks Plaid, or shares a question that is new enough. */
export async function askOnce<User, Item extends OwnedItem>(
  call: OwnedCall<User, Item>,
  freshness: Freshness,
): Promise<SharedAnswer> {
  const { context, deadline, itemId, itemKey, plaidItemId, afterwards } = call;
  const begun: Promise<ItemAnswer>[] = [];
  const ask = (ownDeadline: RequestDeadline): Promise<ItemAnswer> => {
    const answer = askPlaid(call, ownDeadline);
    begun.push(answer);
    return answer;
  };
  try {
    return await context.itemCache.get(
      { itemId, plaidItemId, key: itemKey },
      { deadline, freshness, ask },
    );
  } finally {
    // The client has left. The question goes on, and other requests may wait for its answer.
    if (deadline.error() && begun.length > 0)
      afterwards.add('/item/get', () => tellWhenAnswered(call, begun));
  }
}

/** The record holds the answer, so that the app would not hear of it by a later request either. */
async function tellWhenAnswered<User, Item extends OwnedItem>(
  call: OwnedCall<User, Item>,
  begun: readonly Promise<ItemAnswer>[],
): Promise<void> {
  for (const result of await Promise.allSettled(begun)) {
    if (result.status === 'rejected') continue;
    const { value: answer } = result;
    tellHealth(call, { answer, isFirst: true }, healthOfAnswer(call, answer, null));
  }
}

/** A report of a session that was told before: the question that followed the first report is new enough. */
export function freshnessOfRepetition({ relinkedAt }: ItemRecord): Freshness {
  const agoMs = Date.now() - Date.parse(relinkedAt ?? '');
  return agoMs >= 0 ? { maxAgeMs: agoMs + 1, isUrgent: true } : URGENT;
}

/** The answers of which the app has heard. */
const told = new WeakSet<ItemAnswer>();

/**
 * The app hears of each answer of Plaid's once. It does not hear of one that a newer answer or a relink has overtaken: an
 * app that writes it into its row would be wrong until the next answer.
 */
export function tellHealth<User, Item extends OwnedItem>(
  { context, afterwards, user, item, itemId }: OwnedCall<User, Item>,
  { answer, isFirst }: SharedAnswer,
  health: ItemHealth,
): void {
  const { onHealth } = context.options;
  if (!onHealth || !isFirst || told.has(answer)) return;
  told.add(answer);
  const { change, record } = answer;
  if ([record?.checkedAt, record?.relinkedAt].some((time) => isOvertaken(change.at, time))) return;
  const at = new Date(change.at);
  afterwards.add('onHealth', () => onHealth({ itemId, item, user, health, at }));
}

/** Plaid's answer, with what the record and the app's own flags say beside it. */
export function healthOfAnswer<User, Item extends OwnedItem>(
  call: OwnedCall<User, Item>,
  { plaidItemId, change, record }: ItemAnswer,
  earlier: ItemRecord | null,
): ItemHealth {
  // A record that was read later than a shared answer was written holds that answer, and may hold more.
  const isNewer = earlier?.checkedAt != null && earlier.checkedAt >= change.at;
  const known = record && !isNewer ? record : nextRecord(plaidItemId, earlier, change);
  const nowMs = Date.now();
  const { accounts, status } = change;
  const { expiringDays } = call.context.options;
  const health = classifyItem(change.item, nowMs, { accounts, status, expiringDays });
  const checkedAt = new Date(change.at);
  const merged = withRecord(health, withOwnFlags(known, call.item), nowMs);
  return { ...merged, ...duplicateOf(call), checkedAt };
}

function duplicateOf<User, Item extends OwnedItem>({
  item,
  itemId,
}: OwnedCall<User, Item>): Pick<ItemHealth, 'duplicateOf'> {
  const kept = keptItemId(item, itemId);
  return kept === null ? {} : { duplicateOf: kept };
}

/** The app's flags count as its record's would: a relink ends them, and of two of a kind the newest counts. */
function withOwnFlags(record: ItemRecord, { flags }: OwnedItem): ItemRecord {
  return parseFlags(flags).reduce(
    (next, flag) => nextRecord(record.itemId, next, { type: 'flag', flag }),
    record,
  );
}

/** @returns null where Plaid must be asked */
function youngHealthOf<User, Item extends OwnedItem>(
  call: OwnedCall<User, Item>,
  record: ItemRecord,
): ItemHealth | null {
  const { context, item, itemId, plaidItemId } = call;
  const nowMs = Date.now();
  const { healthMaxAgeMs, expiringDays } = context.options;
  const health = healthOfRecord(withOwnFlags(record, item), nowMs, { expiringDays });
  if (!health?.checkedAt) return null;
  const checkedMs = health.checkedAt.getTime();
  const maxAgeMs =
    health.state === 'unavailable'
      ? Math.min(healthMaxAgeMs, UNAVAILABLE_MAX_AGE_MS)
      : healthMaxAgeMs;
  // Of a machine whose clock is ahead: such an answer is believed no longer than others.
  if (Math.abs(nowMs - checkedMs) >= maxAgeMs) return null;
  if (context.invalidations.isOutdated(checkedMs, itemId, plaidItemId)) return null;
  // The page may die before it can report a relink, so that only a question shows it.
  if (health.state !== 'healthy' && mayBeInLink(record, nowMs)) return null;
  // Plaid refused a token since: the Item may be gone. Only a question shows it.
  const isRefusedSince = record.refusedAt !== null && Date.parse(record.refusedAt) >= checkedMs;
  if (isRefusedSince && health.remedy !== 'new_link') return null;
  return { ...health, ...duplicateOf(call) };
}

/** A shared answer from before the newest webhook or relink will not do. */
function freshnessAfter({ changedAt, checkedAt, relinkedAt }: ItemRecord): Freshness {
  if (changedAt === null || (checkedAt !== null && checkedAt >= changedAt)) return RECENT;
  // A relink's time is exact, also where a webhook of the same second is counted as later.
  const relinkedMs = relinkedAt === null ? 0 : Date.parse(relinkedAt);
  const agoMs = Date.now() - Math.max(Date.parse(changedAt) - SIGNATURE_STEP_MS, relinkedMs);
  return { maxAgeMs: Math.max(agoMs, 0), isUrgent: true };
}

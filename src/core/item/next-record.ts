import { isRecord, nonEmptyString } from '../unknown';
import { classifyItem } from './classify-item';
import { consentEndOf } from './consent-end';
import { parseFlags, timeOf, type ItemFlag } from './item-flag';
import { FLAG_KINDS, type ItemFlagKind } from '../types';
import { addRelink, endFlags, MAX_SESSIONS, newer } from './flag-ends';
import { emptyRecord, type ItemRecord, type RecordedItem } from './item-record';

/** Something that a server learns of an Item. `at` is when it happened, as ISO 8601. */
export type ItemChange =
  /** A webhook about the Item's health, at the time when Plaid signed it. `flag` is null where `/item/get` says it too. */
  | { type: 'webhook'; at: string; flag: ItemFlag | null }
  /** The app flags the Item, or takes a flag back. */
  | { type: 'flag'; flag: ItemFlag }
  | { type: 'unflag'; at: string; kind: ItemFlagKind }
  /** Plaid answered: `item` and `status` of `/item/get`, and `accounts` of `/accounts/get` where that was asked. `at` is when. */
  | { type: 'answer'; at: string; item: unknown; status?: unknown; accounts?: unknown }
  /**
   * The user went through Link with success. `accountSelection` is true where the user also chose accounts, as with the
   * purpose `'accounts'`. `linkSessionId` is that of the Link session, where it is known.
   */
  | {
      type: 'relink';
      at: string;
      purpose: string | null;
      accountSelection?: boolean;
      linkSessionId?: string | null;
    }
  /** The report of a Link session was answered, so that another report of it is a repetition. */
  | { type: 'report'; linkSessionId: string }
  /** A token was minted, so the user may go through Link from here on, and the page may die before it can report it. */
  | { type: 'mint'; at: string }
  /** Plaid refused to mint a token for the Item, because the Item is gone or revoked. */
  | { type: 'refusal'; at: string };

/** A signature's time (`iat`) has whole seconds, so the webhook may be younger by one. */
const SIGNATURE_STEP_MS = 1_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * The record after a change. Pure: the times are in the change. Webhooks, flags and relinks may come in any order and any
 * number of times: each keeps the newest of its kind, so the end is the same.
 *
 * @returns the same object where the change says nothing new
 */
export function nextRecord(
  itemId: string,
  record: ItemRecord | null,
  change: ItemChange,
): ItemRecord {
  const before = record ?? emptyRecord(itemId);
  const after = apply(before, change);
  return record && isSame(record, after) ? record : after;
}

/** Most changes leave most fields as they are, the same objects: only the others are written out. */
function isSame(before: ItemRecord, after: ItemRecord): boolean {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).every(
    ([field, value]) =>
      value === was.get(field) || JSON.stringify(value) === JSON.stringify(was.get(field)),
  );
}

function apply(record: ItemRecord, change: ItemChange): ItemRecord {
  switch (change.type) {
    case 'webhook': {
      const flagged = change.flag ? addFlag(record, change.flag) : record;
      const at = timeOf(change.at);
      const changedAt = at && new Date(Date.parse(at) + SIGNATURE_STEP_MS).toISOString();
      return { ...flagged, changedAt: newer(record.changedAt, changedAt) };
    }
    case 'flag':
      return addFlag(record, change.flag);
    case 'unflag':
      return endFlags(record, [change.kind], change.at);
    case 'answer':
      return addAnswer(record, change);
    case 'relink':
      return addRelink(record, change);
    case 'report': {
      const { linkSessionId: id } = change;
      const sessions = record.reportedSessions;
      if (sessions.includes(id)) return record;
      return { ...record, reportedSessions: [...sessions, id].slice(-MAX_SESSIONS) };
    }
    case 'mint': {
      const at = timeOf(change.at);
      const mintedAt = newer(record.mintedAt, at);
      const changed = { ...record, mintedAt, changedAt: newer(record.changedAt, at) };
      return mintedAt === record.mintedAt
        ? changed
        : { ...changed, accountIdsAtMint: record.accountIds };
    }
    case 'refusal':
      return { ...record, refusedAt: newer(record.refusedAt, timeOf(change.at)) };
  }
}

function addFlag(record: ItemRecord, flag: ItemFlag): ItemRecord {
  const [added] = parseFlags([flag]);
  if (!added) return record;
  const known = record.flags.find(({ kind }) => kind === added.kind);
  if (known && sortKey(known) >= sortKey(added)) return record;
  const others = record.flags.filter((other) => other !== known);
  return { ...record, flags: inOrder([...others, added]) };
}

/** Of two flags of one time the same one must win in either order. */
function sortKey({ since, until, reason }: ItemFlag): string {
  return JSON.stringify([since, until ?? '', reason ?? '']);
}

function inOrder(flags: ItemFlag[]): ItemFlag[] {
  return FLAG_KINDS.flatMap((kind) => flags.filter((flag) => flag.kind === kind));
}

function addAnswer(
  record: ItemRecord,
  { at, item, status, accounts }: Extract<ItemChange, { type: 'answer' }>,
): ItemRecord {
  const checkedAt = timeOf(at);
  const answer = parseAnswer(item, status, accounts);
  // An answer that was overtaken says nothing about the Item as it is now.
  if (!answer || !checkedAt || isOvertaken(checkedAt, record.checkedAt)) return record;
  const isRenewed = record.item !== null && renews(record.item, answer);
  return {
    ...record,
    item: answer,
    checkedAt,
    renewedAfter: isRenewed ? record.checkedAt : record.renewedAfter,
    accountIds: accountIdsOf(accounts) ?? record.accountIds,
  };
}

/** A question takes seconds. A time that is further ahead comes from a clock that was wrong, and must not last. */
const LONGEST_QUESTION_MS = 5 * 60_000;

/** Whether something newer than an answer of Plaid's is known. @param at when Plaid was asked */
export function isOvertaken(at: string, newest: string | null | undefined): boolean {
  return (
    newest != null && at < newest && Date.parse(newest) - Date.parse(at) <= LONGEST_QUESTION_MS
  );
}

/** After a relink at a bank that moved its users the consent ends later, or for the first time (plaid.com/docs/link/oauth). */
function renews(before: RecordedItem, after: RecordedItem): boolean {
  if (after.error) return false;
  const end = consentEndOf(after.consent_expiration_time);
  const earlier = consentEndOf(before.consent_expiration_time);
  const hasLaterEnd = end - (Number.isNaN(earlier) ? 0 : earlier) > DAY_MS;
  const hasMoved =
    before.institution_id !== null &&
    after.institution_id !== null &&
    before.institution_id !== after.institution_id;
  return hasLaterEnd || hasMoved;
}

/** @returns null where Plaid did not say whether the Item has an error: such a body is no answer */
function parseAnswer(item: unknown, status: unknown, accounts: unknown): RecordedItem | null {
  if (!isRecord(item) || (item.error !== null && !isRecord(item.error))) return null;
  const { error } = item;
  const { institutionId, institutionName, lastUpdated } = classifyItem(item, 0, { status });
  return {
    error: error && {
      error_type: nonEmptyString(error.error_type),
      error_code: nonEmptyString(error.error_code),
      error_code_reason: nonEmptyString(error.error_code_reason),
    },
    consent_expiration_time: timeOf(item.consent_expiration_time),
    institution_id: institutionId ?? null,
    institution_name: institutionName,
    last_updated: lastUpdated?.toISOString() ?? null,
    has_no_accounts: Array.isArray(accounts) && accounts.length === 0,
  };
}

/** The ids in the `accounts` of `/accounts/get`; null where it was not asked. */
export function accountIdsOf(accounts: unknown): string[] | null {
  if (!Array.isArray(accounts)) return null;
  return accounts.flatMap((account: unknown) => {
    const id = isRecord(account) && nonEmptyString(account.account_id);
    return id ? [id] : [];
  });
}

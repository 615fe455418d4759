import { isRecord, nonEmptyString } from '../unknown';
import { parseFlags, timeOf, type ItemFlag } from './item-flag';
import { FLAG_KINDS, type ItemFlagKind } from '../types';

/** The version of {@link ItemRecord}. A record of another version is treated as none. */
const VERSION = 1;

/**
 * What the app's server knows of one Item. Plain JSON: keep it in one column, or in any key-value store, under Plaid's
 * `item_id`. All times are ISO 8601 in UTC.
 *
 * Only {@link nextRecord} makes records. Webhooks lead to the same record in whatever order they come, and however often.
 */
export interface ItemRecord {
  version: typeof VERSION;
  /** Plaid's `item_id`. */
  itemId: string;
  /** The newest flag of each kind, also of those that are over: see `ends`. */
  flags: ItemFlag[];
  /** By kind of flag: a flag that is known since this time or longer is over. `relinks` end flags too. */
  ends: Partial<Record<ItemFlagKind, string>>;
  /** The newest relinks whose Link session is known, oldest first. */
  relinks: RecordedRelink[];
  /** The newest answer of Plaid's `/item/get`, without what webhooks say. */
  item: RecordedItem | null;
  /** When Plaid was asked for `item`. */
  checkedAt: string | null;
  /** The newest event that may have changed the Item. An answer that was asked for before that is not believed. */
  changedAt: string | null;
  /** When the Item was last relinked. */
  relinkedAt: string | null;
  /** Plaid's answers show that the Item was relinked at some time after this: its consent or its institution is new. */
  renewedAfter: string | null;
  /** When a token was last minted for the Item, so that the user may be in Link. */
  mintedAt: string | null;
  /** What `accountIds` was then. */
  accountIdsAtMint: string[] | null;
  /** When Plaid last refused to mint a token for the Item, so that update mode cannot open. */
  refusedAt: string | null;
  /** The ids of the accounts that the Item shared when they were last asked for. */
  accountIds: string[] | null;
  /** The newest Link sessions whose success was reported and answered, oldest first. A repeated report is no relink. */
  reportedSessions: string[];
}

/** A Link session that succeeded. Its page and Plaid's webhook both tell of it, in any order. */
export interface RecordedRelink {
  linkSessionId: string;
  /** When the first of them told of it. */
  at: string;
  /** Whether the user also chose which accounts to share. */
  accountSelection: boolean;
}

/** The fields of Plaid's `/item/get` from which an Item's health is read. */
export interface RecordedItem {
  error: {
    error_type: string | null;
    error_code: string | null;
    error_code_reason: string | null;
  } | null;
  consent_expiration_time: string | null;
  institution_id: string | null;
  institution_name: string | null;
  last_updated: string | null;
  /** `/accounts/get` was asked too, and no account is shared. */
  has_no_accounts: boolean;
}

export function emptyRecord(itemId: string): ItemRecord {
  return {
    version: VERSION,
    itemId,
    flags: [],
    ends: {},
    relinks: [],
    item: null,
    checkedAt: null,
    changedAt: null,
    relinkedAt: null,
    renewedAfter: null,
    mintedAt: null,
    accountIdsAtMint: null,
    refusedAt: null,
    accountIds: null,
    reportedSessions: [],
  };
}

/**
 * Reads a record that a store returned. Each field is copied in a fixed order, since a store may change the order of keys.
 *
 * @returns null where the value is not a record of this version about this Item
 */
export function parseRecord(itemId: string, value: unknown): ItemRecord | null {
  if (!isRecord(value) || value.version !== VERSION || value.itemId !== itemId) return null;
  const item = parseRecordedItem(value.item);
  const ends = parseEnds(value.ends);
  const accountIds = value.accountIds === null ? null : parseTexts(value.accountIds);
  if (!Array.isArray(value.flags) || item === undefined || !ends || accountIds === undefined)
    return null;
  return {
    version: VERSION,
    itemId,
    flags: parseFlags(value.flags),
    ends,
    relinks: parseRelinks(value.relinks),
    item,
    checkedAt: timeOf(value.checkedAt),
    changedAt: timeOf(value.changedAt),
    relinkedAt: timeOf(value.relinkedAt),
    renewedAfter: timeOf(value.renewedAfter),
    mintedAt: timeOf(value.mintedAt),
    accountIdsAtMint: parseTexts(value.accountIdsAtMint) ?? null,
    refusedAt: timeOf(value.refusedAt),
    accountIds,
    reportedSessions: parseTexts(value.reportedSessions) ?? [],
  };
}

function parseEnds(value: unknown): ItemRecord['ends'] | null {
  if (!isRecord(value)) return null;
  const ends: ItemRecord['ends'] = {};
  for (const kind of FLAG_KINDS) {
    const time = timeOf(value[kind]);
    if (time !== null) ends[kind] = time;
  }
  return ends;
}

function parseRelinks(value: unknown): RecordedRelink[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((relink: unknown) => {
    if (!isRecord(relink)) return [];
    const linkSessionId = nonEmptyString(relink.linkSessionId);
    const at = timeOf(relink.at);
    if (!linkSessionId || !at) return [];
    return [{ linkSessionId, at, accountSelection: relink.accountSelection === true }];
  });
}

function parseTexts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((entry) => typeof entry === 'string');
}

/** @returns undefined where the value is neither an answer nor null */
function parseRecordedItem(value: unknown): RecordedItem | null | undefined {
  if (value === null) return null;
  if (!isRecord(value) || (value.error !== null && !isRecord(value.error))) return undefined;
  const { error } = value;
  return {
    error: error && {
      error_type: nonEmptyString(error.error_type),
      error_code: nonEmptyString(error.error_code),
      error_code_reason: nonEmptyString(error.error_code_reason),
    },
    consent_expiration_time: timeOf(value.consent_expiration_time),
    institution_id: nonEmptyString(value.institution_id),
    institution_name: nonEmptyString(value.institution_name),
    last_updated: timeOf(value.last_updated),
    has_no_accounts: value.has_no_accounts === true,
  };
}

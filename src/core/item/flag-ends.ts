import { FLAG_KINDS, type ItemFlagKind } from '../types';
import { timeOf } from './item-flag';
import type { ItemRecord, RecordedRelink } from './item-record';

/** A client repeats a report within seconds, and a user goes through Link a few times a day at most. */
export const MAX_SESSIONS = 10;

/** `new_accounts` ends with a relink that lets the user choose accounts, and with no other. */
const NEEDS_ACCOUNT_SELECTION: ItemFlagKind = 'new_accounts';

/** The user went through Link with success. `at` is when a server heard of it. */
interface Relink {
  at: string;
  purpose: string | null;
  accountSelection?: boolean;
  linkSessionId?: string | null;
}

/**
 * A relink ends what was known of the Item before it. A session counts from the first time that it is told: a repeated
 * report, or its webhook, comes later and must not end what became known in between.
 */
export function addRelink(
  record: ItemRecord,
  { at: told, purpose, accountSelection, linkSessionId: id }: Relink,
): ItemRecord {
  const at = timeOf(told);
  if (!at) return record;
  const hasSelection = accountSelection === true || purpose === 'accounts';
  const next = {
    ...record,
    relinkedAt: newer(record.relinkedAt, at),
    changedAt: newer(record.changedAt, at),
  };
  if (!id) return endFlags(next, kindsEndedBy(hasSelection), at);
  const known = record.relinks.find(({ linkSessionId }) => linkSessionId === id);
  const relink: RecordedRelink = {
    linkSessionId: id,
    at: known && known.at < at ? known.at : at,
    accountSelection: hasSelection || known?.accountSelection === true,
  };
  const relinks = [...record.relinks.filter((other) => other !== known), relink].sort((a, b) =>
    relinkSortKey(a) < relinkSortKey(b) ? -1 : 1,
  );
  const [oldest, ...newest] = relinks;
  if (!oldest || relinks.length <= MAX_SESSIONS) return { ...next, relinks };
  const kinds = kindsEndedBy(oldest.accountSelection);
  return endFlags({ ...next, relinks: newest }, kinds, oldest.at);
}

function relinkSortKey({ at, linkSessionId }: RecordedRelink): string {
  return `${at} ${linkSessionId}`;
}

function kindsEndedBy(hasSelection: boolean): readonly ItemFlagKind[] {
  return FLAG_KINDS.filter((kind) => hasSelection || kind !== NEEDS_ACCOUNT_SELECTION);
}

/** Until when flags of a kind are over; null where none is. */
export function endOfKind({ ends, relinks }: ItemRecord, kind: ItemFlagKind): string | null {
  return relinks
    .filter(({ accountSelection }) => kindsEndedBy(accountSelection).includes(kind))
    .reduce((end, { at }) => newer(end, at), ends[kind] ?? null);
}

/** Flags of these kinds are over that were known at the time. */
export function endFlags(
  record: ItemRecord,
  kinds: readonly ItemFlagKind[],
  at: string,
): ItemRecord {
  const end = timeOf(at);
  const ends = FLAG_KINDS.map((kind): [ItemFlagKind, string | null] => {
    const known = record.ends[kind] ?? null;
    return [kind, kinds.includes(kind) ? newer(known, end) : known];
  });
  return { ...record, ends: Object.fromEntries(ends.filter(([, time]) => time !== null)) };
}

/** Of two times, the later one. */
export function newer(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

import { classifyItem, type ClassifyOptions } from './classify-item';
import { consentEndOf } from './consent-end';
import { endOfKind } from './flag-ends';
import { endOfFlag, isVoid, type ItemFlag } from './item-flag';
import type { ItemRecord } from './item-record';
import { mergeHealth } from './merge-health';
import type { ItemFlagKind, ItemHealth } from '../types';

const DAY_MS = 24 * 60 * 60_000;

/** A consent or an institution that is new ends these. The others ask for more than a renewal. */
const ENDED_BY_RENEWAL: readonly ItemFlagKind[] = [
  'disconnect',
  'expiration',
  'permission_revoked',
];

/** The flags of a record that are not over. */
export function activeFlags(record: ItemRecord): ItemFlag[] {
  return record.flags.filter((flag) => {
    const end = endOfKind(record, flag.kind);
    return !(end && flag.since <= end) && !isRenewed(flag, record) && !isCalledOff(flag, record);
  });
}

function isCalledOff(flag: ItemFlag, { item, checkedAt }: ItemRecord): boolean {
  return item !== null && isVoid(flag, Date.parse(checkedAt ?? ''), item.error !== null);
}

/** Plaid's answers show that the Item was relinked after the flag, though the relink was never reported. */
function isRenewed(flag: ItemFlag, { item, renewedAfter }: ItemRecord): boolean {
  if (!ENDED_BY_RENEWAL.includes(flag.kind) || !renewedAfter || renewedAfter < flag.since)
    return false;
  const consentEnd = consentEndOf(item?.consent_expiration_time);
  const end = endOfFlag(flag);
  // A consent that ends with the flag's own date is the one that was announced.
  return Number.isNaN(consentEnd) || Number.isNaN(end) || consentEnd > end + DAY_MS;
}

/**
 * An Item's health as a record has it: Plaid's last answer, and the flags.
 *
 * @returns null where Plaid has not been asked since the Item changed
 */
export function healthOfRecord(
  record: ItemRecord,
  nowMs: number,
  options?: ClassifyOptions,
): ItemHealth | null {
  const { item, checkedAt, changedAt } = record;
  if (!item || !checkedAt || (changedAt && checkedAt < changedAt)) return null;
  const health = classifyItem(item, nowMs, {
    ...options,
    status: { transactions: { last_successful_update: item.last_updated } },
    ...(item.has_no_accounts && { accounts: [] }),
  });
  return { ...withRecord(health, record, nowMs), checkedAt: new Date(checkedAt) };
}

/** An answer of Plaid's, with what a record knows beside it. */
export function withRecord(health: ItemHealth, record: ItemRecord, nowMs: number): ItemHealth {
  const { refusedAt, relinkedAt } = record;
  const isRefused = refusedAt !== null && !(relinkedAt && relinkedAt >= refusedAt);
  return mergeHealth(health, activeFlags(record), nowMs, { isRefused });
}

/** A token opens Link within 30 minutes, and a user takes some more (plaid.com/docs/api/link, expiration). */
const LINK_MS = 60 * 60_000;

/** Whether the user may be in Link: a token was minted within the last hour, and no relink was told since. */
export function mayBeInLink({ mintedAt, relinkedAt }: ItemRecord, nowMs: number): boolean {
  if (mintedAt === null || (relinkedAt && relinkedAt >= mintedAt)) return false;
  return Math.abs(nowMs - Date.parse(mintedAt)) < LINK_MS;
}

/**
 * The accounts that the Item shared before a relink that is reported now. A question between Link's success and the report
 * has those of after it, so the list from when the token was minted comes first.
 */
export function accountIdsBefore(record: ItemRecord, nowMs: number): string[] | null {
  const wasMinted = Math.abs(nowMs - Date.parse(record.mintedAt ?? '')) < LINK_MS;
  return (wasMinted ? record.accountIdsAtMint : null) ?? record.accountIds;
}

/** Which accounts a relink has added and removed; null where the accounts before or after it are not known. */
export function accountChanges(
  before: readonly string[] | null,
  after: readonly string[] | null,
): { added: string[]; removed: string[] } | null {
  if (!before || !after) return null;
  return {
    added: after.filter((id) => !before.includes(id)),
    removed: before.filter((id) => !after.includes(id)),
  };
}

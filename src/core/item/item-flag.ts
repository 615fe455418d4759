import { FLAG_KINDS, type ItemFlagKind } from '../types';
import { isRecord, nonEmptyString } from '../unknown';

/** One thing that is known of an Item and that `/item/get` does not say. Plain JSON. */
export interface ItemFlag {
  kind: ItemFlagKind;
  /** Since when it is known, as ISO 8601: when Plaid signed the webhook, or when the app learned of it. */
  since: string;
  /** When the Item stops working, as ISO 8601. @default 7 days after `since` for `disconnect`, else none */
  until?: string | null | undefined;
  /** Plaid's `reason`, such as `INSTITUTION_MIGRATION`, or the app's own word. */
  reason?: string | null | undefined;
}

const DAY_MS = 24 * 60 * 60_000;

/** `PENDING_DISCONNECT` comes 7 days ahead (plaid.com/docs/api/items). Its `disconnect_time` is optional. */
const DISCONNECT_NOTICE_MS = 7 * DAY_MS;

/** An announced end that passed 48 hours ago without an error did not happen: Plaid has called it off. */
const VOID_AFTER_MS = 2 * DAY_MS;

/** When a flag says that the Item stops working, in milliseconds since the epoch; NaN if it does not say. */
export function endOfFlag({ kind, since, until }: ItemFlag): number {
  const end = Date.parse(until ?? '');
  return Number.isNaN(end) && kind === 'disconnect'
    ? Date.parse(since) + DISCONNECT_NOTICE_MS
    : end;
}

/**
 * Whether Plaid's answer shows that an announced end did not happen.
 *
 * @param checkedMs when Plaid was asked, in milliseconds since the epoch
 * @param hasError whether Plaid reported an error
 */
export function isVoid(flag: ItemFlag, checkedMs: number, hasError: boolean): boolean {
  return !hasError && checkedMs - endOfFlag(flag) >= VOID_AFTER_MS;
}

/** Reads flags from outside, such as an app's own table. What is no flag, or of a kind that is not known, is left out. */
export function parseFlags(value: unknown): ItemFlag[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((flag: unknown) => {
    if (!isRecord(flag)) return [];
    const kind = FLAG_KINDS.find((known) => known === flag.kind);
    const since = timeOf(flag.since);
    if (!kind || since === null) return [];
    return [{ kind, since, until: timeOf(flag.until), reason: nonEmptyString(flag.reason) }];
  });
}

/** An ISO 8601 time in UTC, so that two times compare as texts; null for any other text. */
export function timeOf(value: unknown): string | null {
  const text = nonEmptyString(value);
  // A record has many empty times, and no date is parsed as slowly as an empty text.
  if (text === null) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

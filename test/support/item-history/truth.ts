import type { ItemFlagKind } from 'react-plaid-relink/server';
import type { FakePlaid } from 'react-plaid-relink/testing';

import { sinceOf, type Knowledge, type SentWebhook } from './webhooks';

const DAY = 24 * 60 * 60_000;

/** A Link session that has succeeded. */
export interface Session {
  id: string;
  itemId: string;
  purpose: string;
  at: number;
  /** The Item's consent was new after it, so that Plaid's answers show the relink. */
  isConsentNew: boolean;
  reports: { at: number; endedAt: number; known: Knowledge; isAnswered: boolean }[];
}

/** What is true of one Item, whatever the app's server believes. */
export interface ItemTruth {
  itemId: string;
  accessToken: string;
  /** Since when Plaid reports an error without a break; null while it reports none. */
  brokenSince: number | null;
  /** Since when Plaid reports no error without a break; null while it reports one. */
  healthySince: number | null;
  /** When a question to Plaid was answered and surely written to the records. */
  answers: { startedAt: number; endedAt: number }[];
}

export function createItemTruth(plaid: FakePlaid): ItemTruth {
  const item = plaid.createItem({ webhook: 'https://app.test/webhook' });
  return { ...item, brokenSince: null, healthySince: Date.now(), answers: [] };
}

/** An announced end may have passed since the last look. Call it before anything is judged. */
export function look(truth: ItemTruth, plaid: FakePlaid, pendingAt: string | undefined): void {
  const { errorCode } = plaid.itemState(truth.itemId);
  const now = Date.now();
  if (errorCode === null) {
    truth.healthySince ??= now;
    truth.brokenSince = null;
    return;
  }
  const dueAt = Date.parse(pendingAt ?? '');
  truth.brokenSince ??= dueAt <= now ? dueAt : now;
  truth.healthySince = null;
}

const ENDED_BY_RENEWAL: readonly (ItemFlagKind | null)[] = [
  'disconnect',
  'expiration',
  'permission_revoked',
];

export const ends = ({ purpose }: Session, kind: ItemFlagKind): boolean =>
  kind !== 'new_accounts' || purpose === 'accounts';

/**
 * When flags may end, and when they surely have by `at`. The report of a session that was reported before ends nothing.
 */
export function endsOf({ reports }: Session, at: number): { possible: number; certain: number } {
  const [first] = reports;
  const possible = reports.filter(
    (report, index) =>
      !reports
        .slice(0, index)
        .some(
          ({ known, isAnswered, endedAt }) => known === 'yes' && isAnswered && endedAt <= report.at,
        ),
  );
  const isKnown = reports.some(({ known, endedAt }) => known === 'yes' && endedAt <= at);
  return {
    possible: Math.max(...possible.map((report) => report.at), 0),
    certain: first && isKnown ? first.at : 0,
  };
}

/** Whether an end without an error may have made the announcement void by this time. */
export const isVoidAt = ({ until }: SentWebhook, at: number): boolean =>
  until !== null && at >= until + 2 * DAY;

/** Whether Plaid's answers may show, or surely show, that the Item was relinked after the announcement. */
export function isRenewed(
  webhook: SentWebhook,
  sessions: readonly Session[],
  { answers }: ItemTruth,
  certainty: 'maybe' | 'surely',
): boolean {
  if (!ENDED_BY_RENEWAL.includes(webhook.kind)) return false;
  const relinks = sessions.filter(({ at, isConsentNew }) => isConsentNew && at >= sinceOf(webhook));
  if (certainty === 'maybe') return relinks.length > 0;
  return relinks.some((relink) =>
    answers.some(({ startedAt, endedAt }) => startedAt >= webhook.signedAt && endedAt <= relink.at),
  );
}

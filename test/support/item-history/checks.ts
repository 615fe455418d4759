import type { ItemFlagKind } from 'react-plaid-relink/server';
import { ends, endsOf, isRenewed, isVoidAt, type ItemTruth } from './truth';
import { sinceOf, type SentWebhook } from './webhooks';
import { MAX_AGE_MS, type ItemWorld } from './world';

/** What one page was told of one Item. */
export interface View {
  truth: ItemTruth;
  isFresh: boolean;
  /** Everything is quiet, and the answer is no older than the last look at Plaid. */
  isLast: boolean;
  startedAt: number;
  endedAt: number;
  body: Record<string, unknown>;
}

const KINDS: readonly ItemFlagKind[] = [
  'disconnect',
  'new_accounts',
  'account_revoked',
  'permission_revoked',
  'product_permissions',
];

export function checkView(view: View, world: ItemWorld): void {
  const { isFresh, startedAt, endedAt, body } = view;
  const flags = body.flags as ItemFlagKind[];
  const fail = (what: string): void => {
    world.problems.push(
      `${what}: ${isFresh ? 'fresh, ' : ''}from ${startedAt} to ${endedAt}, ${JSON.stringify(body)}`,
    );
  };
  world.seen.views += 1;
  const shown = KINDS.filter((kind) => announcedFor(kind, view, world) === 'shown');
  for (const kind of KINDS) {
    const verdict = announcedFor(kind, view, world);
    if (verdict === 'shown') {
      world.seen.flags += 1;
      if (!flags.includes(kind)) fail(`${kind} was announced and is not shown`);
    }
    if (verdict === 'over') {
      world.seen.over += 1;
      if (flags.includes(kind)) fail(`${kind} is over and still shown`);
    }
  }
  const state = String(body.health);
  const isTrouble = shown.some((kind) => kind !== 'new_accounts');
  if (isTrouble && state === 'healthy') fail('An Item with trouble is called healthy');
  if (isSurelyBroken(view, world) && state !== 'needs_update') fail('A broken Item is not shown');
  if (isSurelyHealthy(view, world) && body.error_code !== null) fail('A repaired Item is broken');
  if (isSurelyHealthy(view, world) && flags.every((kind) => kind === 'new_accounts')) {
    if (state !== 'healthy' || body.remedy !== 'none') fail('A healthy Item is not shown as such');
  }
}

/** Whether the newest announcement of a kind must be shown, must not, or may be either. */
function announcedFor(
  kind: ItemFlagKind,
  { truth, isLast, startedAt, endedAt }: View,
  { webhooks, sessions }: ItemWorld,
): 'shown' | 'over' | 'either' {
  const { itemId } = truth;
  const ofItem = webhooks.filter((webhook) => webhook.itemId === itemId && webhook.kind === kind);
  const heard = ofItem.filter(({ known }) => known !== 'no');
  const relinks = sessions.filter((session) => session.itemId === itemId);
  const over = relinks
    .filter((session) => ends(session, kind))
    .map((session) => endsOf(session, startedAt));
  const possibleEnd = Math.max(...over.map(({ possible }) => possible), 0);
  const certainEnd = Math.max(...over.map(({ certain }) => certain), 0);

  const mayBeOver = (webhook: SentWebhook): boolean =>
    sinceOf(webhook) <= possibleEnd ||
    isVoidAt(webhook, endedAt) ||
    isRenewed(webhook, relinks, truth, 'maybe');
  const isSurelyOver = (webhook: SentWebhook): boolean =>
    webhook.signedAt <= certainEnd ||
    (isLast &&
      ((truth.healthySince !== null && isVoidAt(webhook, startedAt)) ||
        isRenewed(webhook, relinks, truth, 'surely')));

  const isShown = heard.some(
    (webhook) =>
      webhook.known === 'yes' &&
      webhook.knownAt <= startedAt &&
      // A newer announcement takes its place, with an end of its own.
      heard.every((other) => sinceOf(other) < sinceOf(webhook) || !mayBeOver(other)),
  );
  if (isShown) return 'shown';
  return heard.every(isSurelyOver) ? 'over' : 'either';
}

/** Plaid has reported an error for so long that each answer in use has it. */
function isSurelyBroken(
  { truth: { itemId, brokenSince }, isFresh, startedAt }: View,
  { webhooks }: ItemWorld,
): boolean {
  if (brokenSince === null) return false;
  // A signature has whole seconds: an answer from within that second counts, and is shared for 4 seconds.
  const isTold = webhooks.some(
    (webhook) =>
      webhook.itemId === itemId &&
      webhook.code === 'ERROR' &&
      webhook.signedAt >= brokenSince &&
      webhook.knownAt <= startedAt &&
      sinceOf(webhook) + 5_000 <= startedAt,
  );
  return isTold || startedAt - (isFresh ? 0 : MAX_AGE_MS) >= brokenSince;
}

function isSurelyHealthy(
  { truth: { itemId, healthySince }, isFresh, startedAt }: View,
  { sessions }: ItemWorld,
): boolean {
  if (healthySince === null) return false;
  const isReported = sessions.some(
    (session) =>
      session.itemId === itemId &&
      session.reports.some(
        ({ at, endedAt, known }) => known === 'yes' && at >= healthySince && endedAt <= startedAt,
      ),
  );
  return isReported || startedAt - (isFresh ? 0 : MAX_AGE_MS) >= healthySince;
}

/** The app's own functions heard of everything. */
export function checkCallbacks(world: ItemWorld): void {
  const { sessions, relinkedEvents, healthEvents, plaid, problems, records } = world;
  for (const { id, itemId, reports } of sessions) {
    const told = relinkedEvents.filter(({ linkSessionId }) => linkSessionId === id).length;
    const isAnswered = reports.some((report) => report.isAnswered);
    if (isAnswered !== told > 0) problems.push(`onRelinked was told ${told} times of ${id}.`);
    if (told > 1 && records.failuresOf(itemId) === 0)
      problems.push(`onRelinked was told ${told} times of one Link session.`);
  }
  const answers = plaid.requests.filter(
    ({ path, errorCode }) => path === '/item/get' && errorCode === null,
  );
  if (healthEvents.length !== answers.length)
    problems.push(`onHealth was told ${healthEvents.length} of ${answers.length} answers.`);
}

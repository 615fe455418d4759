import type { ListDraft } from './list-draft';
import type { ListEntry, ListState } from './list-entry';
import type { BrokenRow, RowUpdate, UncheckedRow } from './row-update';

/** What a row reports about its Item changes the state of its list. */
export function applyUpdate(draft: ListDraft, itemId: string, update: RowUpdate): void {
  const last = draft.state.entries.get(itemId);
  if (update.topic === 'unchecked') {
    draft.setEntry(itemId, uncheckedEntry(last, update));
    return;
  }
  const { institutionId } = update;
  if (institutionId) draft.setInstitution(itemId, institutionId);
  // An Item that could not be checked had no problem that a repair could end.
  const entry = last?.problem === 'unchecked' ? undefined : last;
  switch (update.topic) {
    case 'healthy':
      // The offer of new accounts is over, or was dismissed.
      if (entry?.topic === 'new_accounts') draft.setHealthy(itemId);
      // A row that mounts again does not know of the past problem, and reports a repaired Item as healthy.
      else repair(draft, itemId, entry);
      break;
    case 'repaired':
      repair(draft, itemId, entry);
      break;
    case 'new_accounts':
      if (entry && entry.problem !== 'new_accounts') repair(draft, itemId, entry);
      else draft.setEntry(itemId, { ...NEW_ACCOUNTS, bank: update.bank ?? null });
      break;
    default:
      draft.setEntry(itemId, brokenEntry(draft.state, itemId, update));
  }
}

const NEW_ACCOUNTS: ListEntry = {
  topic: 'new_accounts',
  problem: 'new_accounts',
  untilMs: null,
  bank: null,
  isActionable: false,
  isCounted: false,
  isSkipped: false,
  sharesLogin: false,
  failure: null,
  isPending: false,
};

/** A row that mounts again may not know of a past problem: the Item keeps its place, and still counts. */
function uncheckedEntry(
  before: ListEntry | undefined,
  { code, canCheckAgain }: UncheckedRow,
): ListEntry {
  const hadProblem = before !== undefined && before.problem !== 'new_accounts';
  return {
    ...(hadProblem ? before : { ...NEW_ACCOUNTS, problem: 'unchecked' }),
    topic: 'unchecked',
    isActionable: false,
    failure: code,
    isPending: canCheckAgain,
  };
}

function brokenEntry(state: ListState, itemId: string, update: BrokenRow): ListEntry {
  const before = state.entries.get(itemId);
  const isNewlyShared = update.topic === 'relink' && isBrokenByRelink(state, itemId, update);
  const sharesLogin =
    isNewlyShared ||
    (before?.sharesLogin === true && (update.topic === 'relink' || update.topic === 'duplicate'));
  const topic = sharesLogin ? 'duplicate' : update.topic;
  // The row renders with its new topic before it knows whether that has a button.
  const isActionable = update.isActionable && update.topic === topic;
  return {
    topic,
    problem: topic,
    untilMs: update.untilMs,
    bank: update.bank ?? null,
    isActionable,
    isCounted: isActionable || before?.isCounted === true,
    isSkipped: before?.isSkipped === true,
    sharesLogin,
    failure: null,
    isPending: false,
  };
}

/**
 * Some banks keep one connection for each login: a relink of one Item breaks the other one, whose relink would break the
 * first, without end (plaid.com/docs/link/duplicate-items). Plaid does not say so outright. What the list has seen is the
 * evidence: this Item worked, another one of the same bank was relinked, and now this one is broken. Its reason, where Plaid
 * gives one, must be that of an invalidated connection. Without a reason the Item must have been repaired here before, since
 * a user may have two logins at one bank.
 */
function isBrokenByRelink(
  { entries, healthy, institutions }: ListState,
  itemId: string,
  { reason }: BrokenRow,
): boolean {
  const wasRepaired = entries.get(itemId)?.topic === 'repaired';
  const isSuspect = reason
    ? reason === 'OAUTH_INVALID_TOKEN' && (wasRepaired || healthy.has(itemId))
    : wasRepaired;
  const bank = institutions.get(itemId);
  if (!isSuspect || bank === undefined) return false;
  for (const [otherId, other] of entries) {
    const wasRelinked = otherId !== itemId && other.topic === 'repaired' && other.isCounted;
    if (wasRelinked && institutions.get(otherId) === bank) return true;
  }
  return false;
}

function repair(draft: ListDraft, itemId: string, before: ListEntry | undefined): void {
  if (!before) draft.setHealthy(itemId);
  // A repair ends a skip: if the Item breaks again, it is the user's next step again.
  else
    draft.setEntry(itemId, {
      ...before,
      topic: 'repaired',
      isActionable: false,
      isSkipped: false,
      sharesLogin: false,
      failure: null,
      isPending: false,
    });
}

import type { ListDraft } from './list-draft';
import type { ListEntry, ListState, Pair } from './list-entry';
import type { BrokenRow, RowUpdate, UncheckedRow } from './row-update';

/** What a row reports about its Item changes the state of its list. */
export function applyUpdate(draft: ListDraft, itemId: string, update: RowUpdate): void {
  const last = draft.state.entries.get(itemId);
  if (update.topic === 'unchecked') {
    draft.setEntry(itemId, uncheckedEntry(last, update));
    return;
  }
  const { institutionId, duplicateOf } = update;
  if (institutionId) draft.setInstitution(itemId, institutionId);
  const pair = duplicateOf
    ? { keptId: duplicateOf, isDeclared: true }
    : evidentPair(draft.state, itemId, update);
  draft.setPair(itemId, pair);
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
      draft.setEntry(itemId, brokenEntry(last, update, pair));
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

function brokenEntry(
  before: ListEntry | undefined,
  update: BrokenRow,
  pair: Pair | null,
): ListEntry {
  // The row of an Item whose health says it knows by itself.
  const isEvident = pair !== null && !pair.isDeclared;
  const topic = isEvident ? 'duplicate' : update.topic;
  const isActionable = isEvident ? update.canRemoveDuplicate === true : update.isActionable;
  return {
    topic,
    problem: topic,
    untilMs: update.untilMs,
    bank: update.bank ?? null,
    isActionable,
    isCounted: isActionable || before?.isCounted === true,
    isSkipped: before?.isSkipped === true,
    failure: null,
    isPending: false,
  };
}

/** What the list has seen by itself, now or before: it counts for as long as the Item needs a login. */
function evidentPair(
  state: ListState,
  itemId: string,
  update: Exclude<RowUpdate, { topic: 'unchecked' }>,
): Pair | null {
  if (update.topic !== 'relink' && update.topic !== 'duplicate') return null;
  const known = state.pairs.get(itemId);
  if (known && !known.isDeclared) return known;
  const keptId = update.topic === 'relink' ? relinkThatBroke(state, itemId, update) : null;
  return keptId === null ? null : { keptId, isDeclared: false };
}

/**
 * Some banks keep one connection for each login: a relink of one Item breaks the other one, whose relink would break the
 * first, without end (plaid.com/docs/link/duplicate-items). Plaid does not say so outright. What the list has seen is the
 * evidence: this Item worked, another one of the same bank was relinked, and now this one is broken. Its reason, where Plaid
 * gives one, must be that of an invalidated connection. Without a reason the Item must have been repaired here before, since
 * a user may have two logins at one bank.
 *
 * @returns the Item whose relink it was
 */
function relinkThatBroke(
  { entries, healthy, institutions }: ListState,
  itemId: string,
  { reason }: BrokenRow,
): string | null {
  const wasRepaired = entries.get(itemId)?.topic === 'repaired';
  const isSuspect = reason
    ? reason === 'OAUTH_INVALID_TOKEN' && (wasRepaired || healthy.has(itemId))
    : wasRepaired;
  const bank = institutions.get(itemId);
  if (!isSuspect || bank === undefined) return null;
  for (const [otherId, other] of entries) {
    const wasRelinked = otherId !== itemId && other.topic === 'repaired' && other.isCounted;
    if (wasRelinked && institutions.get(otherId) === bank) return otherId;
  }
  return null;
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
      failure: null,
      isPending: false,
    });
}

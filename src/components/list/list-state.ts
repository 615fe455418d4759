import type { ListEntry, ListState } from './list-entry';
import { orderOfKnown } from './list-order';
import type { BrokenRow, RowUpdate, UncheckedRow } from './row-update';

export const EMPTY_LIST: ListState = {
  entries: new Map(),
  healthy: new Set(),
  institutions: new Map(),
  pinnedOrder: null,
};

/**
 * The state of a list whose rows have health from the start, so that the first render has them in order.
 *
 * @param updateOf what the row of an Item will report, or null where its health is not known yet
 */
export function initialList(
  itemIds: readonly string[],
  updateOf: (itemId: string) => RowUpdate | null,
): ListState {
  return itemIds.reduce((state, itemId) => {
    const update = updateOf(itemId);
    return update ? nextList(state, { type: 'updated', itemId, update }) : state;
  }, EMPTY_LIST);
}

export type ListEvent =
  | { type: 'updated'; itemId: string; update: RowUpdate } // from its row, or from its session, which may be earlier
  | { type: 'skipped'; itemId: string }
  | { type: 'touched'; itemIds: readonly string[] };

export function nextList(state: ListState, event: ListEvent): ListState {
  switch (event.type) {
    case 'touched':
      return state.pinnedOrder
        ? state
        : { ...state, pinnedOrder: orderOfKnown(state, event.itemIds) };
    case 'skipped': {
      const entry = state.entries.get(event.itemId);
      return entry ? withEntry(state, event.itemId, { ...entry, isSkipped: true }) : state;
    }
    case 'updated':
      return applyUpdate(state, event.itemId, event.update);
  }
}

function applyUpdate(before: ListState, itemId: string, update: RowUpdate): ListState {
  const last = before.entries.get(itemId);
  if (update.topic === 'unchecked') return withEntry(before, itemId, uncheckedEntry(last, update));
  const state = withInstitution(before, itemId, update.institutionId);
  // An Item that could not be checked had no problem that a repair could end.
  const entry = last?.problem === 'unchecked' ? undefined : last;
  switch (update.topic) {
    case 'healthy':
      // The offer of new accounts is over, or was dismissed.
      if (entry?.topic === 'new_accounts') return withoutEntry(state, itemId);
      // A row that mounts again does not know of the past problem, and reports a repaired Item as healthy.
      return repair(state, itemId, entry);
    case 'repaired':
      return repair(state, itemId, entry);
    case 'new_accounts':
      if (entry && entry.problem !== 'new_accounts') return repair(state, itemId, entry);
      return withEntry(state, itemId, NEW_ACCOUNTS);
    default:
      return withEntry(state, itemId, brokenEntry(state, itemId, update));
  }
}

const NEW_ACCOUNTS: ListEntry = {
  topic: 'new_accounts',
  problem: 'new_accounts',
  untilMs: null,
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
  return [...entries].some(
    ([otherId, other]) =>
      otherId !== itemId &&
      other.topic === 'repaired' &&
      other.isCounted &&
      institutions.get(otherId) === bank,
  );
}

/** The Items of the same bank that work, as far as the list knows. */
export function workingSiblings(state: ListState, itemId: string): string[] {
  const { entries, institutions } = state;
  const bank = institutions.get(itemId);
  if (bank === undefined) return [];
  return [...institutions].flatMap(([otherId, otherBank]) => {
    const isWorking = [undefined, 'repaired', 'new_accounts'].includes(entries.get(otherId)?.topic);
    return otherId !== itemId && otherBank === bank && isWorking ? [otherId] : [];
  });
}

function repair(state: ListState, itemId: string, before: ListEntry | undefined): ListState {
  if (!before) return withoutEntry(state, itemId);
  // A repair ends a skip: if the Item breaks again, it is the user's next step again.
  return withEntry(state, itemId, {
    ...before,
    topic: 'repaired',
    isActionable: false,
    isSkipped: false,
    sharesLogin: false,
    failure: null,
    isPending: false,
  });
}

function withInstitution(
  state: ListState,
  itemId: string,
  institutionId: string | null | undefined,
): ListState {
  if (!institutionId || state.institutions.get(itemId) === institutionId) return state;
  return { ...state, institutions: new Map(state.institutions).set(itemId, institutionId) };
}

function withoutEntry(state: ListState, itemId: string): ListState {
  if (state.healthy.has(itemId) && !state.entries.has(itemId)) return state;
  const entries = new Map(state.entries);
  entries.delete(itemId);
  return { ...state, entries, healthy: new Set(state.healthy).add(itemId) };
}

function withEntry(state: ListState, itemId: string, entry: ListEntry): ListState {
  const { pinnedOrder } = state;
  if (isSameEntry(state.entries.get(itemId), entry)) return state;
  const healthy = new Set(state.healthy);
  healthy.delete(itemId);
  return {
    ...state,
    entries: new Map(state.entries).set(itemId, entry),
    healthy,
    pinnedOrder:
      pinnedOrder && (pinnedOrder.includes(itemId) ? pinnedOrder : [...pinnedOrder, itemId]),
  };
}

function isSameEntry(a: ListEntry | undefined, b: ListEntry): boolean {
  return (
    a !== undefined &&
    (Object.keys(b) as (keyof ListEntry)[]).every((field) => a[field] === b[field])
  );
}

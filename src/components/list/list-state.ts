import type { NoticeProblem, NoticeTopic } from '../notice/notice-topic';
import type { BrokenRow, RowUpdate } from './row-update';

/** An Item that has, or had, a problem, or has new accounts. */
export interface ListEntry {
  topic: NoticeTopic;
  /** The last problem, also once it is repaired: the row keeps its place. */
  problem: NoticeProblem | 'new_accounts';
  untilMs: number | null;
  isActionable: boolean;
  /** Whether the row ever had a button that solves a problem: "2 of 5" counts those rows. */
  isCounted: boolean;
  isSkipped: boolean;
  /** Whether a relink of another Item on this page has broken this one. */
  sharesLogin: boolean;
}

/** The state of a list. */
export interface ListState {
  /** The Items that had a problem. Those that the app removes are kept: it may add them again. */
  readonly entries: ReadonlyMap<string, ListEntry>;
  /** The Items without a problem so far, or whose health cannot be known. */
  readonly healthy: ReadonlySet<string>;
  /** Plaid's id of each Item's bank, where it is known. */
  readonly institutions: ReadonlyMap<string, string>;
  /**
   * The order since the user first touched the list, so that no button moves away under a finger; null before. Items
   * that break later come last.
   */
  readonly pinnedOrder: readonly string[] | null;
}

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

/**
 * What is broken before what will break, what a login repairs before what takes more, then outages, and new accounts last.
 * Of those with one rank, the one that ends first.
 */
const RANKS: Readonly<Record<NoticeProblem | 'new_accounts', number>> = {
  relink: 0,
  accounts: 1,
  new_link: 2,
  duplicate: 3,
  visit_bank: 4,
  expiring: 5,
  migrating: 5,
  wait: 6,
  new_accounts: 7,
};

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
  const state = withInstitution(before, itemId, update.institutionId);
  const entry = state.entries.get(itemId);
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
};

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

function orderOfKnown(state: ListState, itemIds: readonly string[]): string[] {
  return inOrder(state, itemIds).filter((itemId) => state.entries.has(itemId));
}

/** The app's Items, worst first until the user touches the list. */
export function inOrder({ entries, pinnedOrder }: ListState, itemIds: readonly string[]): string[] {
  // An Item that the app lists twice would be the same React key twice.
  const ids = [...new Set(itemIds)];
  if (pinnedOrder) {
    const isPinned = new Set(pinnedOrder);
    return [
      ...pinnedOrder.filter((itemId) => ids.includes(itemId)),
      ...ids.filter((itemId) => !isPinned.has(itemId)),
    ];
  }
  const rankOf = (itemId: string): number => {
    const entry = entries.get(itemId);
    return entry ? RANKS[entry.problem] : Number.MAX_VALUE;
  };
  const endOf = (itemId: string): number => entries.get(itemId)?.untilMs ?? Number.MAX_VALUE;
  return ids.sort((a, b) => rankOf(a) - rankOf(b) || endOf(a) - endOf(b));
}

import type { ItemHealth } from '../../core/types';
import type { NoticeProblem, NoticeTopic } from '../notice/notice-topic';

/** What a row reports about its Item. */
export type RowUpdate = { topic: 'healthy' } | { topic: 'repaired' } | BrokenRow;

export interface BrokenRow {
  topic: NoticeProblem;
  /** When the user's consent ends, in milliseconds since the epoch, or null where it does not end. */
  untilMs: number | null;
  /** Whether the row has a button that helps the user. */
  isActionable: boolean;
}

/** What a row reports when it shows this topic. */
export function rowUpdate(
  topic: NoticeTopic | 'healthy',
  health: ItemHealth | null,
  { canConnectAgain }: { canConnectAgain: boolean },
): RowUpdate {
  if (topic === 'healthy' || topic === 'repaired') return { topic };
  return {
    topic,
    untilMs: health?.consentExpiresAt?.getTime() ?? null,
    isActionable: topic !== 'wait' && (topic !== 'new_link' || canConnectAgain),
  };
}

/** An Item that has, or had, a problem. */
interface ListEntry extends Omit<BrokenRow, 'topic'> {
  topic: NoticeProblem | 'repaired';
  /** The last problem, also once it is repaired: the row keeps its place. */
  problem: NoticeProblem;
  /** Whether the row ever had a button: "2 of 5" counts those rows. */
  isCounted: boolean;
  isSkipped: boolean;
}

/** The state of a list. */
export interface ListState {
  /** The Items that had a problem. Those that the app removes are kept: it may add them again. */
  readonly entries: ReadonlyMap<string, ListEntry>;
  /** The Items that never had a problem, or whose health cannot be known. */
  readonly healthy: ReadonlySet<string>;
  /**
   * The order since the user first touched the list, so that no button moves away under a finger; null before. Items
   * that break later come last.
   */
  readonly pinnedOrder: readonly string[] | null;
}

export const EMPTY_LIST: ListState = { entries: new Map(), healthy: new Set(), pinnedOrder: null };

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

/** What a list renders, derived from its state and the app's Items. */
export interface DerivedList {
  /** The app's Items, worst first, those without a problem last. */
  order: readonly string[];
  /** The Item that is the user's next step, or null where there is none. */
  currentId: string | null;
  /** The Items that needed the user, in this order; then those that the app has removed since their repair. */
  counted: readonly string[];
  /** Those of `counted` that are repaired. */
  repaired: readonly string[];
  skipped: readonly string[];
  /** All Items that had a problem, whether or not the user could help. */
  troubled: readonly string[];
  /** Those of `troubled` that are not repaired. */
  broken: readonly string[];
  /** The health of each Item is known, or cannot be known. */
  isComplete: boolean;
  /** Each Item that needed the user is repaired, skipped, or no longer for the user to repair. */
  isDone: boolean;
}

/** What is broken before what will break, what a login repairs before what takes more, outages last. */
const WORST_FIRST: readonly NoticeProblem[] = [
  'relink',
  'accounts',
  'new_link',
  'visit_bank',
  'expiring',
  'wait',
];

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

function applyUpdate(state: ListState, itemId: string, update: RowUpdate): ListState {
  // A row that mounts again does not know of the past problem, and reports a repaired Item as healthy.
  if (update.topic === 'healthy' || update.topic === 'repaired') return repair(state, itemId);
  const before = state.entries.get(itemId);
  return withEntry(state, itemId, {
    ...update,
    problem: update.topic,
    isCounted: update.isActionable || before?.isCounted === true,
    isSkipped: before?.isSkipped === true,
  });
}

function repair(state: ListState, itemId: string): ListState {
  const before = state.entries.get(itemId);
  if (!before) {
    if (state.healthy.has(itemId)) return state;
    return { ...state, healthy: new Set(state.healthy).add(itemId) };
  }
  // A repair ends a skip: if the Item breaks again, it is the user's next step again.
  const repaired = { ...before, topic: 'repaired', isActionable: false, isSkipped: false } as const;
  return withEntry(state, itemId, repaired);
}

function withEntry(state: ListState, itemId: string, entry: ListEntry): ListState {
  const { pinnedOrder } = state;
  return {
    ...state,
    entries: new Map(state.entries).set(itemId, entry),
    pinnedOrder:
      pinnedOrder && (pinnedOrder.includes(itemId) ? pinnedOrder : [...pinnedOrder, itemId]),
  };
}

export function deriveList(state: ListState, itemIds: readonly string[]): DerivedList {
  const { entries, healthy } = state;
  const order = inOrder(state, itemIds);
  const which = (test: (entry: ListEntry) => boolean, among: Iterable<string> = order): string[] =>
    [...among].filter((itemId) => {
      const entry = entries.get(itemId);
      return entry !== undefined && test(entry);
    });
  const isShown = new Set(order);
  const removed = [...entries.keys()].filter((itemId) => !isShown.has(itemId));
  const withRepaired = [...order, ...which((entry) => entry.topic === 'repaired', removed)];
  const counted = which((entry) => entry.isCounted, withRepaired);
  const repaired = which((entry) => entry.topic === 'repaired', counted);
  const currentId = which((entry) => entry.isActionable && !entry.isSkipped)[0] ?? null;
  const isComplete = order.every((itemId) => entries.has(itemId) || healthy.has(itemId));
  // Without Items the app may still be loading them, unless each Item that needed the user was repaired.
  const isEnd =
    order.length > 0 || which((entry) => entry.isCounted, removed).length === repaired.length;
  return {
    order,
    currentId,
    counted,
    repaired,
    skipped: which((entry) => entry.isSkipped),
    troubled: which(() => true),
    broken: which((entry) => entry.topic !== 'repaired'),
    isComplete,
    isDone: counted.length > 0 && currentId === null && isComplete && isEnd,
  };
}

function orderOfKnown(state: ListState, itemIds: readonly string[]): string[] {
  return inOrder(state, itemIds).filter((itemId) => state.entries.has(itemId));
}

function inOrder({ entries, pinnedOrder }: ListState, itemIds: readonly string[]): string[] {
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
    return entry ? WORST_FIRST.indexOf(entry.problem) : WORST_FIRST.length;
  };
  const endOf = (itemId: string): number => entries.get(itemId)?.untilMs ?? Number.MAX_VALUE;
  return ids.sort((a, b) => rankOf(a) - rankOf(b) || endOf(a) - endOf(b));
}

import { inOrder, type ListEntry, type ListState } from './list-state';

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
  /** All Items that have a row: those with a problem, now or before, and those with new accounts. */
  shown: readonly string[];
  /** All Items that had a problem, whether or not the user could help. */
  troubled: readonly string[];
  /** Those of `troubled` that are not repaired. */
  broken: readonly string[];
  /** Those that a relink of another Item with the same login has broken. */
  sharingLogin: readonly string[];
  /** The health of each Item is known, or cannot be known. */
  isComplete: boolean;
  /** Each Item that needed the user is repaired, skipped, or no longer for the user to repair. */
  isDone: boolean;
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
    shown: which(() => true),
    troubled: which((entry) => entry.problem !== 'new_accounts'),
    broken: which((entry) => entry.topic !== 'repaired' && entry.topic !== 'new_accounts'),
    sharingLogin: which((entry) => entry.sharesLogin),
    isComplete,
    isDone: counted.length > 0 && currentId === null && isComplete && isEnd,
  };
}

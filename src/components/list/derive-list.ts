import type { NoticeTopic } from '../notice/notice-topic';
import { inOrder } from './list-order';
import type { ListEntry, ListState } from './list-entry';

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
  /** All Items that have a row: those with a problem, now or before, with new accounts, or that could not be checked. */
  shown: readonly string[];
  /** Those that could not be checked: neither to repair nor repaired. */
  unchecked: readonly string[];
  /** The same, with the Items whose checks failed alike together, by the first of them. */
  failedAlike: ReadonlyMap<string, readonly string[]>;
  /** All Items that had a problem, whether or not the user could help. */
  troubled: readonly string[];
  /** Those of `troubled` that are not repaired. */
  broken: readonly string[];
  /** Those that a relink of another Item with the same login has broken. */
  sharingLogin: readonly string[];
  /** The health of each Item is known, or no later check can tell. */
  isComplete: boolean;
  /** Each Item that needed the user is repaired, skipped, or no longer for the user to repair. */
  isDone: boolean;
}

const UNBROKEN: readonly NoticeTopic[] = ['repaired', 'new_accounts', 'unchecked'];

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
  const isComplete = order.every(
    (itemId) => healthy.has(itemId) || entries.get(itemId)?.isPending === false,
  );
  const unchecked = which((entry) => entry.topic === 'unchecked');
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
    unchecked,
    failedAlike: groupFailures(unchecked, entries),
    troubled: which(({ problem }) => problem !== 'new_accounts' && problem !== 'unchecked'),
    broken: which(({ topic }) => !UNBROKEN.includes(topic)),
    sharingLogin: which((entry) => entry.sharesLogin),
    isComplete,
    isDone: counted.length > 0 && currentId === null && isComplete && isEnd,
  };
}

function groupFailures(
  unchecked: readonly string[],
  entries: ListState['entries'],
): ReadonlyMap<string, readonly string[]> {
  const failureOf = (itemId: string) => entries.get(itemId)?.failure;
  const groups = new Map<string, string[]>();
  for (const itemId of unchecked) {
    const first = [...groups.keys()].find((one) => failureOf(one) === failureOf(itemId)) ?? itemId;
    groups.set(first, [...(groups.get(first) ?? []), itemId]);
  }
  return groups;
}

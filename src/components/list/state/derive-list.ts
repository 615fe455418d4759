import type { NoticeTopic } from '../../../core/types';
import type { ListSubject } from '../../../messages/types';
import { inOrder } from './list-order';
import { inGroups, loginGroups, type LoginGroup } from './login-groups';
import type { RelinkListSummary } from '../relink-list-props';
import type { ListEntry, ListState } from './list-entry';

/** Where a row stands: for the user to do, in the hands of the bank or of us, or left for later. */
export type ListGroup = (typeof LIST_GROUPS)[number];
export const LIST_GROUPS = ['todo', 'nothing', 'later'] as const;

/** What a list renders, derived from its state and the app's Items. */
export interface DerivedList {
  /** The app's Items by group; in each the worst first. Those without a problem are in the first, and last. */
  groups: Readonly<Record<ListGroup, readonly string[]>>;
  /** The Item that is the user's next step, or null where there is none. */
  currentId: string | null;
  /** The Items that needed the user, in this order; then those that the app has removed since their repair. */
  counted: readonly string[];
  /** Those of `counted` that are repaired. */
  repaired: readonly string[];
  /** What the others of them ask of the user; `wait` where there is none, and each broken Item's bank is down. */
  task: ListSubject['task'];
  skipped: readonly string[];
  /** The Items of one login, where there are several: one row stands for them. */
  logins: readonly LoginGroup[];
  /** The Items for which the row of another one stands. */
  behind: ReadonlySet<string>;
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
  /** How it stands with each Item, whether or not its row is shown. */
  summary: Readonly<Record<keyof RelinkListSummary, readonly string[]>>;
  /** The health of each Item is known, or no later check can tell. */
  isComplete: boolean;
  /** Each Item that needed the user is repaired, skipped, or no longer for the user to repair. */
  isDone: boolean;
}

/** The topics whose button leads to a sign-in and to nothing else. */
const SIGN_IN: readonly NoticeTopic[] = ['relink', 'expiring', 'migrating'];

const UNBROKEN: readonly NoticeTopic[] = ['repaired', 'new_accounts', 'unchecked'];

export function deriveList(state: ListState, itemIds: readonly string[]): DerivedList {
  const { healthy, rechecked } = state;
  const entries = listedEntries(state, itemIds);
  const listOrder = inOrder(state, itemIds);
  const logins = loginGroups(state, listOrder);
  const order = logins.length > 0 ? inGroups(listOrder, logins) : listOrder;
  const behind = new Set(
    logins.flatMap(({ keptId, otherIds, standingId }) =>
      [keptId, ...otherIds].filter((itemId) => itemId !== standingId),
    ),
  );
  // Most Items of a long list have no row.
  const shown = order.filter((itemId) => entries.has(itemId) && !behind.has(itemId));
  const which = (test: (entry: ListEntry) => boolean, among: readonly string[] = shown): string[] =>
    among.filter((itemId) => {
      const entry = entries.get(itemId);
      return entry !== undefined && test(entry);
    });
  const isListed = new Set(order);
  const removed = [...entries.keys()].filter((itemId) => !isListed.has(itemId));
  const withRepaired = [...shown, ...which((entry) => entry.topic === 'repaired', removed)];
  const counted = which((entry) => entry.isCounted, withRepaired);
  const repaired = which((entry) => entry.topic === 'repaired', counted);
  const broken = which(({ topic }) => !UNBROKEN.includes(topic));
  const toDo = which(({ topic }) => !UNBROKEN.includes(topic), counted);
  const currentId = which((entry) => entry.isActionable && !entry.isSkipped)[0] ?? null;
  const isKnown = (itemId: string): boolean =>
    behind.has(itemId) || healthy.has(itemId) || entries.get(itemId)?.isPending === false;
  // What is being asked for may turn out to need the user.
  const isComplete = order.every((itemId) => isKnown(itemId) && !rechecked.has(itemId));
  const unchecked = which((entry) => entry.topic === 'unchecked');
  // Without Items the app may still be loading them, unless each Item that needed the user was repaired.
  const duplicates = logins.flatMap((login) => (login.isConnected ? login.otherIds : []));
  const wasRepaired = (entry: ListEntry): boolean => entry.isCounted && entry.topic === 'repaired';
  const isEnd =
    order.length > 0 || which((entry) => entry.isCounted, removed).length === repaired.length;
  return {
    groups: groupRows(order, entries),
    logins,
    behind,
    currentId,
    counted,
    repaired,
    task: taskOf(toDo.length > 0 ? toDo : broken, entries),
    skipped: which((entry) => entry.isSkipped),
    shown,
    unchecked,
    failedAlike: groupFailures(unchecked, entries),
    troubled: which(({ problem }) => problem !== 'new_accounts' && problem !== 'unchecked'),
    broken,
    summary: {
      repaired: which(wasRepaired, [...order, ...removed]),
      left: broken.filter((itemId) => !duplicates.includes(itemId)),
      unchecked,
      duplicates,
    },
    isComplete,
    isDone: counted.length > 0 && currentId === null && isComplete && isEnd,
  };
}

/** Once the app lists the partner of a duplicate no more, a login helps the Item as it helps any other: its row says so. */
function listedEntries(
  { entries, pairs }: ListState,
  itemIds: readonly string[],
): ListState['entries'] {
  const alone = [...pairs].flatMap(([itemId, { keptId, isDeclared }]) => {
    const entry = entries.get(itemId);
    const isAlone = !isDeclared && entry?.topic === 'duplicate' && !itemIds.includes(keptId);
    return isAlone ? [[itemId, { ...entry, ...LOGIN }] as const] : [];
  });
  return alone.length > 0 ? new Map([...entries, ...alone]) : entries;
}

const LOGIN = { topic: 'relink', problem: 'relink', isActionable: true, isCounted: true } as const;

function taskOf(itemIds: readonly string[], entries: ListState['entries']): ListSubject['task'] {
  const isEach = (topics: readonly NoticeTopic[]): boolean =>
    itemIds.every((itemId) => topics.includes(entries.get(itemId)?.topic ?? 'repaired'));
  if (isEach(['wait'])) return 'wait';
  return isEach(SIGN_IN) ? 'sign_in' : 'mixed';
}

function groupFailures(
  unchecked: readonly string[],
  entries: ListState['entries'],
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<ListEntry['failure'] | undefined, [string, ...string[]]>();
  for (const itemId of unchecked) {
    const failure = entries.get(itemId)?.failure;
    const alike = groups.get(failure);
    if (alike) alike.push(itemId);
    else groups.set(failure, [itemId]);
  }
  return new Map([...groups.values()].map((alike) => [alike[0], alike]));
}

function groupRows(
  order: readonly string[],
  entries: ListState['entries'],
): Readonly<Record<ListGroup, readonly string[]>> {
  const groups: Record<ListGroup, string[]> = { todo: [], nothing: [], later: [] };
  for (const itemId of order) groups[groupOf(entries.get(itemId))].push(itemId);
  return groups;
}

/** A repaired row stays where its problem was. */
function groupOf(entry: ListEntry | undefined): ListGroup {
  if (entry?.isSkipped) return 'later';
  if (entry?.problem === 'wait') return 'nothing';
  const isOurs = entry?.problem === 'unchecked' && entry.failure !== 'unauthorized';
  return isOurs ? 'nothing' : 'todo';
}

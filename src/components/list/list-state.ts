import type { ItemHealth } from '../../core/types';
import type { NoticeProblem, NoticeTopic } from '../notice/notice-topic';

/** What a row reports about its Item. */
export type RowUpdate = HealthyRow | BrokenRow;

interface HealthyRow {
  topic: 'healthy' | 'repaired' | 'new_accounts';
  /** Plaid's id of the bank, where it is known. */
  institutionId?: string | null | undefined;
}

export interface BrokenRow {
  topic: NoticeProblem;
  /** When the connection ends, in milliseconds since the epoch, or null where no end is known. */
  untilMs: number | null;
  /** Whether the row has a button that helps the user. */
  isActionable: boolean;
  institutionId?: string | null | undefined;
  /** Why, as in the Item's health. */
  reason?: string | null | undefined;
}

/** What the app can do about a problem that Link does not solve. */
interface AppActions {
  canConnectAgain: boolean;
  canRemoveDuplicate: boolean;
}

/** What a row reports when it shows this topic. */
export function rowUpdate(
  topic: NoticeTopic | 'healthy',
  health: ItemHealth | null,
  { canConnectAgain, canRemoveDuplicate }: AppActions,
): RowUpdate {
  const institutionId = health?.institutionId ?? null;
  if (topic === 'healthy' || topic === 'repaired' || topic === 'new_accounts')
    return { topic, institutionId };
  return {
    topic,
    institutionId,
    untilMs: health?.consentExpiresAt?.getTime() ?? null,
    isActionable:
      topic !== 'wait' &&
      (topic !== 'new_link' || canConnectAgain) &&
      (topic !== 'duplicate' || canRemoveDuplicate),
    reason: health?.reason ?? null,
  };
}

/** An Item that has, or had, a problem, or has new accounts. */
interface ListEntry {
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
    return entry ? RANKS[entry.problem] : Number.MAX_VALUE;
  };
  const endOf = (itemId: string): number => entries.get(itemId)?.untilMs ?? Number.MAX_VALUE;
  return ids.sort((a, b) => rankOf(a) - rankOf(b) || endOf(a) - endOf(b));
}

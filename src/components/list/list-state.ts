import type { NoticeTopic } from '../../messages/notice';

type Problem = Exclude<NoticeTopic, 'repaired'>;

/** What a row tells its list about its Item. */
export interface RowUpdate {
  topic: NoticeTopic;
  /** When the consent ends, in milliseconds since the epoch, or null. */
  untilMs: number | null;
  /** Whether the row has a button with which the user gets on. */
  isActionable: boolean;
}

interface ListEntry extends RowUpdate {
  /** What was wrong, also once it is repaired: a row keeps its place. */
  problem: Problem;
  /** Whether there was something to do here for the user, ever: what counts in "2 of 5". */
  isCounted: boolean;
  isSkipped: boolean;
}

/** What a list of Items knows. */
export interface ListState {
  /** The Items that had any trouble. Those that the app takes out, and maybe puts in again, are kept. */
  readonly entries: ReadonlyMap<string, ListEntry>;
  /** The others of which the server has said how they are, or never will. */
  readonly healthy: ReadonlySet<string>;
  /**
   * The order from the first touch on, so that no button moves away under a finger; null before. What breaks later
   * comes last.
   */
  readonly kept: readonly string[] | null;
}

export const EMPTY_LIST: ListState = { entries: new Map(), healthy: new Set(), kept: null };

export type ListEvent =
  | { type: 'news'; itemId: string; news: RowUpdate | 'healthy' }
  | { type: 'repaired'; itemId: string } // its session says so, maybe before its row, which may be gone by then
  | { type: 'skipped'; itemId: string }
  | { type: 'touched'; itemIds: readonly string[] };

/** What a list shows. */
export interface ListView {
  /** The app's Items, worst first; those without a problem are at the end. */
  order: readonly string[];
  /** The Item that is the user's next step, or null where there is none. */
  currentId: string | null;
  /** The Items that needed the user, in this order, and those that the app has taken out since they are repaired. */
  counted: readonly string[];
  /** Those of them that are repaired. */
  repaired: readonly string[];
  skipped: readonly string[];
  /** The Items that had any trouble, the user's or not, and those of them that have it still. */
  troubled: readonly string[];
  broken: readonly string[];
  /** The server has said of each Item how it is, or never will. */
  isComplete: boolean;
  /** Every Item that needed the user is repaired, skipped, or has become somebody else's to repair. */
  isDone: boolean;
}

/** What is broken before what will be, what the user can help here before what takes more, outages last. */
const WORST_FIRST: readonly Problem[] = [
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
      return state.kept ? state : { ...state, kept: orderOfKnown(state, event.itemIds) };
    case 'skipped': {
      const entry = state.entries.get(event.itemId);
      return entry ? withEntry(state, event.itemId, { ...entry, isSkipped: true }) : state;
    }
    case 'repaired':
      return repair(state, event.itemId);
    case 'news':
      // A row that mounts anew knows nothing of what was, and calls a repaired Item healthy.
      return event.news === 'healthy' || event.news.topic === 'repaired'
        ? repair(state, event.itemId)
        : applyUpdate(state, event.itemId, event.news.topic, event.news);
  }
}

function applyUpdate(
  state: ListState,
  itemId: string,
  problem: Problem,
  news: RowUpdate,
): ListState {
  const before = state.entries.get(itemId);
  return withEntry(state, itemId, {
    ...news,
    problem,
    isCounted: news.isActionable || before?.isCounted === true,
    isSkipped: before?.isSkipped === true,
  });
}

function repair(state: ListState, itemId: string): ListState {
  const before = state.entries.get(itemId);
  if (!before) {
    if (state.healthy.has(itemId)) return state;
    return { ...state, healthy: new Set(state.healthy).add(itemId) };
  }
  // Left for later is over: where it breaks again, that is another matter.
  const repaired = { ...before, topic: 'repaired', isActionable: false, isSkipped: false } as const;
  return withEntry(state, itemId, repaired);
}

function withEntry(state: ListState, itemId: string, entry: ListEntry): ListState {
  const { kept } = state;
  return {
    ...state,
    entries: new Map(state.entries).set(itemId, entry),
    kept: kept && (kept.includes(itemId) ? kept : [...kept, itemId]),
  };
}

export function viewOfList(state: ListState, itemIds: readonly string[]): ListView {
  const { entries, healthy } = state;
  const order = inOrder(state, itemIds);
  const which = (test: (entry: ListEntry) => boolean, among: Iterable<string> = order): string[] =>
    [...among].filter((itemId) => {
      const entry = entries.get(itemId);
      return entry !== undefined && test(entry);
    });
  const isShown = new Set(order);
  const gone = [...entries.keys()].filter((itemId) => !isShown.has(itemId));
  const withRepaired = [...order, ...which((entry) => entry.topic === 'repaired', gone)];
  const counted = which((entry) => entry.isCounted, withRepaired);
  const repaired = which((entry) => entry.topic === 'repaired', counted);
  const currentId = which((entry) => entry.isActionable && !entry.isSkipped)[0] ?? null;
  const isComplete = order.every((itemId) => entries.has(itemId) || healthy.has(itemId));
  // No Items at all may be a moment in which the app is loading them; after the last repair it is the end.
  const isEnd =
    order.length > 0 || which((entry) => entry.isCounted, gone).length === repaired.length;
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

function inOrder({ entries, kept }: ListState, itemIds: readonly string[]): string[] {
  // Twice the same Item would be twice the same key.
  const ids = [...new Set(itemIds)];
  if (kept) {
    const isKept = new Set(kept);
    return [
      ...kept.filter((itemId) => ids.includes(itemId)),
      ...ids.filter((itemId) => !isKept.has(itemId)),
    ];
  }
  const rankOf = (itemId: string): number => {
    const entry = entries.get(itemId);
    return entry ? WORST_FIRST.indexOf(entry.problem) : WORST_FIRST.length;
  };
  const endOf = (itemId: string): number => entries.get(itemId)?.untilMs ?? Number.MAX_VALUE;
  return ids.sort((a, b) => rankOf(a) - rankOf(b) || endOf(a) - endOf(b));
}

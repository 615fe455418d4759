import type { NoticeTopic } from './notice';

type Problem = Exclude<NoticeTopic, 'repaired'>;

/** What a row tells its list about its Item. */
export interface ListNews {
  topic: NoticeTopic;
  /** When the consent ends, in milliseconds since the epoch, or null. */
  untilMs: number | null;
  /** Whether the row has a button with which the user gets on. */
  isActionable: boolean;
}

interface ListEntry extends ListNews {
  /** What was wrong, also once it is repaired: a row keeps its place. */
  problem: Problem;
  /** Whether there was something to do here for the user, ever: what counts in "2 of 5". */
  isCounted: boolean;
  isSkipped: boolean;
}

/** What a list of Items knows. */
export interface ListState {
  readonly entries: ReadonlyMap<string, ListEntry>;
  /**
   * The order from the first touch on, so that no button moves away under a finger; null before. What breaks later
   * comes last.
   */
  readonly kept: readonly string[] | null;
}

export const EMPTY_LIST: ListState = { entries: new Map(), kept: null };

export type ListEvent =
  | { type: 'news'; itemId: string; news: ListNews | null } // null: nothing is, or was, wrong with it
  | { type: 'skipped'; itemId: string }
  | { type: 'touched'; itemIds: readonly string[] };

/** What a list shows. */
export interface ListView {
  /** The app's Items, worst first; those without a problem are at the end. */
  order: readonly string[];
  /** The Item that is the user's next step, or null where there is none. */
  currentId: string | null;
  /** The Items that needed the user, in this order. */
  counted: readonly string[];
  /** Those of them that are repaired. */
  repaired: readonly string[];
  skipped: readonly string[];
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
    case 'news':
      return hear(state, event.itemId, event.news);
  }
}

function hear(state: ListState, itemId: string, news: ListNews | null): ListState {
  const before = state.entries.get(itemId);
  if (!news) return before ? withEntry(state, itemId, null) : state;
  const problem = news.topic === 'repaired' ? before?.problem : news.topic;
  // A repair of what was never seen broken is no news.
  if (!problem) return state;
  const isCounted = news.isActionable || before?.isCounted === true;
  return withEntry(state, itemId, {
    ...news,
    problem,
    isCounted,
    isSkipped: before?.isSkipped === true,
  });
}

function withEntry(state: ListState, itemId: string, entry: ListEntry | null): ListState {
  const entries = new Map(state.entries);
  if (entry) entries.set(itemId, entry);
  else entries.delete(itemId);
  const { kept } = state;
  return { entries, kept: kept && (kept.includes(itemId) ? kept : [...kept, itemId]) };
}

export function viewOfList(state: ListState, itemIds: readonly string[]): ListView {
  const order = inOrder(state, itemIds);
  const which = (test: (entry: ListEntry) => boolean): string[] =>
    order.filter((itemId) => {
      const entry = state.entries.get(itemId);
      return entry !== undefined && test(entry);
    });
  return {
    order,
    currentId: which((entry) => entry.isActionable && !entry.isSkipped)[0] ?? null,
    counted: which((entry) => entry.isCounted),
    repaired: which((entry) => entry.isCounted && entry.topic === 'repaired'),
    skipped: which((entry) => entry.isSkipped && entry.topic !== 'repaired'),
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

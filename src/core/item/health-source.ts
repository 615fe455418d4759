import type { Environment } from '../clock';
import type { ItemHealth } from '../types';
import { MAX_ITEMS, type FetchItemsHealth } from './fetch-item-health';
import { createAnswerTimes, type AnswerTimes } from './answer-times';
import { createInvalidations } from './invalidations';
import { createItemListeners } from './item-listeners';
import { createItemPoll, type ItemPoll } from './item-poll';

/** Where the health of Items comes from: one request for all hooks that ask at the same moment. */
export interface HealthSource {
  /**
   * Asks the backend, or joins the request under way: Plaid allows 15 `/item/get` calls a minute per Item. The first call
   * for an Item is answered by its initial health while that is young.
   */
  fetch(itemId: string): Promise<ItemHealth>;
  /** The Item may have changed, or every Item: the next `fetch` sends a request of its own, past the backend's cache. */
  invalidate(itemId?: string): void;
  /** A session has ended: the next `fetch` of the Item joins no request from before that. */
  outdate(itemId: string): void;
  /** Invalidates, and tells the listeners of the Item, or all of them. */
  reload(itemId?: string): void;
  /** Calls `listener` when the Item is to be asked for again. */
  listen(itemId: string, listener: () => void): () => void;
  /** Calls `ask` about once a minute while the page is visible and online, for an Item that only time helps. */
  poll: ItemPoll['start'];
  /** When the backend last answered about each Item, to a session too. */
  readonly answerTimes: AnswerTimes;
  /** Whether a mounted component shows the Item. */
  isListened(itemId: string): boolean;
  /**
   * The health that came with the page, or null where none did, or where the backend has answered about this Item since.
   *
   * @param isHydrated where it is false, the page must be as the server rendered it, whatever has been answered
   */
  initial(itemId: string, isHydrated: boolean): ItemHealth | null;
  /** Whether this very object is an answer of this source about this Item. */
  isAnswer(health: ItemHealth | undefined, itemId: string): health is ItemHealth;
  /**
   * Whether two values are equal answers about one Item, but for the time when Plaid was asked. A value that this source
   * did not fetch, such as that of a persisted cache, never equals an answer: SWR would keep the untrusted value in its
   * place.
   */
  isSameAnswer(a: ItemHealth | undefined, b: ItemHealth | undefined): boolean;
  /** In [0, 1), one for the page: hooks that failed together, or wait together, ask again together, with one request. */
  jitter(): number;
}

interface HealthSourceDeps {
  env: Pick<Environment, 'setTimer' | 'wallNow' | 'random' | 'isVisible' | 'isOnline'>;
  fetchItems: FetchItemsHealth;
  /** The health of the Item that came with the page. Called until it returns one. */
  readInitial(itemId: string): ItemHealth | null;
  /** Whether the backend has answered about the Item, to a session too. */
  hasAnswer(itemId: string): boolean;
}

/** Initial health is not asked for again while it is at most this old. */
const YOUNG_MS = 60_000;

interface Waiting {
  promise: Promise<ItemHealth>;
  settle: (answer: Promise<ItemHealth>) => void;
}

export function createHealthSource({
  env,
  fetchItems,
  readInitial,
  hasAnswer,
}: HealthSourceDeps): HealthSource {
  /** The Items that the next request asks for. */
  const waiting = new Map<string, Waiting>();
  /** The newest request of each Item that is under way. */
  const requests = new Map<string, Promise<ItemHealth>>();
  /** The fresh ones among them. */
  const freshRequests = new Map<string, Promise<ItemHealth>>();
  let isScheduled = false;
  /** Drawn when it is first needed: Next.js refuses to prerender a page that draws a random number while it renders. */
  let drawn: number | null = null;
  /** Which Item each answer is about. */
  const answers = new WeakMap<ItemHealth, string>();
  /** The Items for which `fetch` has answered. */
  const answered = new Set<string>();
  const initials = new Map<string, ItemHealth>();
  const listeners = createItemListeners();
  const invalidations = createInvalidations();

  function initialOf(itemId: string): ItemHealth | null {
    const known = initials.get(itemId) ?? readInitial(itemId);
    if (!known) return null;
    initials.set(itemId, known);
    answers.set(known, itemId);
    return known;
  }

  function isAnswered(itemId: string): boolean {
    return answered.has(itemId) || hasAnswer(itemId);
  }

  function youngInitial(itemId: string): ItemHealth | null {
    const health = isAnswered(itemId) || invalidations.has(itemId) ? null : initialOf(itemId);
    if (!health?.checkedAt) return null;
    // A time that is ahead shows that one of the clocks is wrong.
    const ageMs = Math.abs(env.wallNow() - health.checkedAt.getTime());
    return ageMs <= YOUNG_MS ? health : null;
  }

  /** A task later: hooks that mount in one commit, and those that wake in one frame, ask together. */
  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    env.setTimer(flush, 0);
  }

  function enqueue(itemId: string): Promise<ItemHealth> {
    schedule();
    let settle: Waiting['settle'] = () => {};
    const promise = new Promise<ItemHealth>((resolve) => (settle = resolve));
    waiting.set(itemId, { promise, settle });
    return promise;
  }

  /**
   * An Item has one fresh request at a time, and news that come meanwhile share the next: a burst of news would otherwise
   * take all connections of the page.
   */
  function flush(): void {
    isScheduled = false;
    const batch = [...waiting].filter(
      ([itemId]) => !(freshRequests.has(itemId) && invalidations.has(itemId)),
    );
    for (const [itemId] of batch) waiting.delete(itemId);
    const usual: typeof batch = [];
    const fresh: typeof batch = [];
    for (const entry of batch) (invalidations.take(entry[0]) ? fresh : usual).push(entry);
    for (const chunk of chunksOf(usual)) ask(chunk, false);
    for (const chunk of chunksOf(fresh)) ask(chunk, true);
  }

  function ask(batch: readonly [string, Waiting][], fresh: boolean): void {
    const answerOf = fetchItems(
      batch.map(([itemId]) => itemId),
      fresh,
    );
    for (const [itemId, { promise, settle }] of batch) {
      requests.set(itemId, promise);
      if (fresh) freshRequests.set(itemId, promise);
      settle(track(itemId, promise, answerOf(itemId), fresh));
    }
  }

  async function track(
    itemId: string,
    promise: Promise<ItemHealth>,
    answer: Promise<ItemHealth>,
    fresh: boolean,
  ): Promise<ItemHealth> {
    try {
      const health = await answer;
      answers.set(health, itemId);
      answered.add(itemId);
      return health;
    } catch (error) {
      // An answer that the backend has cached will still not do.
      if (fresh) invalidations.add(itemId);
      throw error;
    } finally {
      // A later request may have taken its place.
      if (requests.get(itemId) === promise) requests.delete(itemId);
      if (freshRequests.get(itemId) === promise) endFreshRequest(itemId);
    }
  }

  function endFreshRequest(itemId: string): void {
    freshRequests.delete(itemId);
    if (waiting.has(itemId)) schedule();
  }

  const jitterOfPage = (): number => (drawn ??= env.random());

  return {
    jitter: jitterOfPage,
    initial: (itemId, isHydrated) => (isHydrated && isAnswered(itemId) ? null : initialOf(itemId)),
    fetch(itemId) {
      const young = youngInitial(itemId);
      if (young) {
        answered.add(itemId);
        return Promise.resolve(young);
      }
      const next = waiting.get(itemId)?.promise;
      const current = invalidations.has(itemId) ? undefined : requests.get(itemId);
      return next ?? current ?? enqueue(itemId);
    },
    invalidate: invalidations.add,
    outdate(itemId) {
      requests.delete(itemId);
      endFreshRequest(itemId);
    },
    reload(itemId) {
      invalidations.add(itemId);
      listeners.tell(itemId);
    },
    listen: listeners.add,
    poll: createItemPoll(env, jitterOfPage).start,
    answerTimes: createAnswerTimes(env),
    isListened: listeners.has,
    isAnswer: (health, itemId): health is ItemHealth =>
      health !== undefined && answers.get(health) === itemId,
    isSameAnswer(a, b) {
      if (a === b) return true;
      const itemId = a && answers.get(a);
      if (!itemId || !b || itemId !== answers.get(b)) return false;
      return toComparable(a) === toComparable(b);
    },
  };
}

function chunksOf<Value>(values: readonly Value[]): (readonly Value[])[] {
  return Array.from({ length: Math.ceil(values.length / MAX_ITEMS) }, (_, index) =>
    values.slice(index * MAX_ITEMS, (index + 1) * MAX_ITEMS),
  );
}

function toComparable(health: ItemHealth): string {
  return JSON.stringify({ ...health, checkedAt: null });
}

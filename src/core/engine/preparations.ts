import type { Environment } from '../clock';
import type { TokenStore } from '../tokens/store';

/**
 * Decides when a session is prepared. A page has one Link, so of many preparations only the newest is of use: it begins
 * at once or waits, and takes the place of one that waits.
 */
export interface Preparations {
  /** The token store as sessions use it: a preparation waits while {@link MAX_REQUESTS} of these requests are under way. */
  readonly tokens: TokenStore;
  /** Counts a request of another kind like those. */
  countRequest<Result>(request: Promise<Result>): Promise<Result>;
  /** Calls `begin` as soon as the page is visible and few tokens are on their way. A click does not wait for it. */
  start(itemId: string, begin: () => void): void;
  /** Whether the Item's preparation waits: it holds the options of the component that asked for it. */
  has(itemId: string): boolean;
  /** The Item is shown no more, or the user has clicked: its preparation need not begin. */
  withdraw(itemId: string): void;
  dispose(): void;
}

/** One, and the next before the answer about a button that the user has left. */
const MAX_REQUESTS = 2;

export function createPreparations(
  env: Pick<Environment, 'isVisible' | 'onWake'>,
  store: TokenStore,
): Preparations {
  let requests = 0;
  let waiting: { itemId: string; begin: () => void } | null = null;
  let stopListening = (): void => {};

  function clear(): void {
    waiting = null;
    stopListening();
    stopListening = () => {};
  }

  function beginIfAllowed(): void {
    // A page that is not seen has no user who is about to click.
    if (!waiting || requests >= MAX_REQUESTS || !env.isVisible()) return;
    const { begin } = waiting;
    clear();
    begin();
  }

  function onRequestEnd(): void {
    requests -= 1;
    beginIfAllowed();
  }

  function countRequest<Result>(request: Promise<Result>): Promise<Result> {
    requests += 1;
    request.then(onRequestEnd, onRequestEnd);
    return request;
  }

  return {
    tokens: { ...store, acquire: (key, options) => countRequest(store.acquire(key, options)) },
    countRequest,
    start(itemId, begin) {
      clear();
      waiting = { itemId, begin };
      stopListening = env.onWake(beginIfAllowed);
      beginIfAllowed();
    },
    has: (itemId) => waiting?.itemId === itemId,
    withdraw(itemId) {
      if (waiting?.itemId === itemId) clear();
    },
    dispose: clear,
  };
}

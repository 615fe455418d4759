import type { Environment } from '../clock';
import type { RelinkConfig } from './config';
import type { OptionsSource, RedirectOrigin, RelinkResult } from './session-types';

/** An OAuth return page, as the engine sees it. */
export interface ReturnPage {
  receivedRedirectUri: string;
  /** Resumes this Item's session only. */
  itemId: string | undefined;
  /** Whether Link sessions of the app's own, such as those for new Items, return to this page too. */
  isShared: boolean;
}

/** How an OAuth return ended, and where the user came from. */
export interface ResumeOutcome {
  result: RelinkResult;
  origin: RedirectOrigin;
}

/** Runs the sessions of one client. Loaded as a chunk of its own at the first sign of a click. */
export interface RelinkEngine {
  prepare(itemId: string, options: OptionsSource): void;
  /** @param click a click that has waited for the engine, `at` in milliseconds since the epoch. @default a click now */
  open(itemId: string, options: OptionsSource, click?: { at: number }): Promise<RelinkResult>;
  /** Continues the session that an OAuth redirect interrupted. Null where a shared page got a return that is not a relink's. */
  resume(page: ReturnPage, options: OptionsSource): Promise<ResumeOutcome | null>;
  /** Whether the Item has a session, which holds the options of the component that touched it last. */
  has(itemId: string): boolean;
  /** No component shows this Item any more. Returns false where the Item has no session. */
  forget(itemId: string): boolean;
  dispose(): void;
}

/** The page that a client runs on. */
export interface ClientDeps {
  env: Pick<Environment, 'setTimer' | 'isOnline'>;
  /** Whether the user may be back from Plaid's own page, which took the place of a page that showed the Item. */
  isReturn?: ((itemId: string) => boolean) | undefined;
  /** Loads the chunk with the engine and react-plaid-link. */
  fetchEngine(): Promise<(client: RelinkClient) => RelinkEngine>;
}

/**
 * The state behind a provider: its current config and its lifetime. Sessions and tokens attach to it from outside
 * (`sessionStoreOf`, `tokenStoreOf`), so that they can be separate chunks.
 */
export interface RelinkClient {
  readonly id: number;
  readonly deps: ClientDeps;
  config(): RelinkConfig;
  configure(config: RelinkConfig): void;
  /** Keeps sessions alive until the returned function has been called once for each call of `retain()`. */
  retain(): () => void;
  isClosed(): boolean;
  onClose(listener: () => void): void;
}

let clients = 0;

export function createRelinkClient(deps: ClientDeps): RelinkClient {
  const closeListeners: (() => void)[] = [];
  let config: RelinkConfig = {};
  let users = 0;
  let isClosed = false;
  let cancelClosing: (() => void) | undefined;

  function release(): void {
    users -= 1;
    if (users > 0) return;
    // A task later: StrictMode, Fast Refresh and a moved subtree unmount and mount again at once.
    cancelClosing = deps.env.setTimer(() => {
      isClosed = true;
      for (const listener of closeListeners) listener();
    }, 0);
  }

  return {
    id: (clients += 1),
    deps,
    config: () => config,
    configure(next) {
      config = next;
    },
    retain() {
      users += 1;
      isClosed = false;
      cancelClosing?.();
      return release;
    },
    isClosed: () => isClosed,
    onClose(listener) {
      closeListeners.push(listener);
    },
  };
}

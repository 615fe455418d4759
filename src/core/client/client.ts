import type { RelinkConfig } from './config';
import type { RelinkEngine } from './engine';
import type { Environment } from '../clock/environment';

/** Where a client runs, and where its chunks come from. */
export interface ClientDeps {
  env: Pick<Environment, 'setTimer' | 'isOnline'>;
  /** Sessions, and react-plaid-link with them. */
  fetchEngine(): Promise<(client: RelinkClient) => RelinkEngine>;
}

/**
 * What a provider is made of: its newest config, and how long it lives. What it can do is added beside it by whoever
 * needs it, since a page loads what it needs and no more: see `sessionStoreOf` and `tokenStoreOf`.
 */
export interface RelinkClient {
  readonly id: string;
  readonly deps: ClientDeps;
  config(): RelinkConfig;
  configure(config: RelinkConfig): void;
  /** Keeps sessions alive until the returned function, always the same, has been called as often as this one. */
  retain(): () => void;
  isClosed(): boolean;
  onClose(listener: () => void): void;
}

let clients = 0;

export function createRelinkClient(host: ClientDeps): RelinkClient {
  const closeListeners: (() => void)[] = [];
  let config: RelinkConfig = {};
  let users = 0;
  let isClosed = false;
  let cancelClosing = (): void => {};

  function release(): void {
    users -= 1;
    if (users > 0) return;
    // Not at once: StrictMode, Fast Refresh and a moved subtree unmount and mount again in one go.
    cancelClosing = host.env.setTimer(() => {
      isClosed = true;
      for (const listener of closeListeners) listener();
    }, 0);
  }

  return {
    id: `${(clients += 1)}`,
    deps: host,
    config: () => config,
    configure(next) {
      config = next;
    },
    retain() {
      users += 1;
      isClosed = false;
      cancelClosing();
      return release;
    },
    isClosed: () => isClosed,
    onClose(listener) {
      closeListeners.push(listener);
    },
  };
}

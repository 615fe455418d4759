import { callUser } from './call-user';
import type { RelinkConfig } from './config';
import type { Environment } from './environment';
import { isRelinkError, RelinkError } from './errors';
import type { RelinkOptions, RelinkResult, RelinkView } from './relink';
import { isBusy } from './session-table';

/** The part that is loaded when a session is first needed. */
export interface RelinkEngine {
  prepare(itemId: string, options: () => RelinkOptions): void;
  open(itemId: string, options: () => RelinkOptions): Promise<RelinkResult>;
  /** Continues the session that an OAuth redirect interrupted. */
  resume(receivedRedirectUri: string, options: () => RelinkOptions): Promise<RelinkResult>;
  dispose(): void;
}

/**
 * What a provider is made of: the newest config, what each Item's buttons show, and a promise of the engine. Small on
 * purpose, since it is all that a page of idle buttons needs.
 */
export interface RelinkClient {
  readonly id: string;
  readonly env: Environment;
  config(): RelinkConfig;
  configure(config: RelinkConfig): void;
  view(itemId: string): RelinkView;
  show(itemId: string, view: RelinkView): void;
  subscribe(itemId: string, listener: () => void): () => void;
  prepare(itemId: string, options: () => RelinkOptions): void;
  open(itemId: string, options: () => RelinkOptions): Promise<RelinkResult>;
  resume(receivedRedirectUri: string, options: () => RelinkOptions): Promise<RelinkResult>;
  /** Keeps sessions alive until the returned function has been called for every call of this one. */
  retain(): () => void;
}

export const IDLE_VIEW: RelinkView = { status: 'idle', error: null };

let clients = 0;

export function createRelinkClient(
  loadEngine: (client: RelinkClient) => Promise<RelinkEngine>,
  env: Environment,
): RelinkClient {
  const views = new Map<string, RelinkView>();
  const listeners = new Map<string, Set<() => void>>();
  let config: RelinkConfig = {};
  let engine: Promise<RelinkEngine> | null = null;
  let users = 0;
  let cancelDisposal = (): void => {};

  function load(): Promise<RelinkEngine> {
    const loading = (engine ??= loadEngine(client));
    // A chunk that could not be loaded (offline, or a new deployment) is asked for again at the next click.
    loading.catch(() => {
      if (engine === loading) engine = null;
    });
    return loading;
  }

  function chunkError(itemId: string, cause: unknown): RelinkError {
    if (isRelinkError(cause)) return cause;
    return new RelinkError(env.isOnline() ? 'network_error' : 'offline', {
      itemId,
      cause,
      message:
        'The part of react-plaid-relink that opens Link could not be loaded (a chunk of your build). See the cause.',
    });
  }

  function failed(itemId: string, options: () => RelinkOptions, cause: unknown): RelinkResult {
    const error = chunkError(itemId, cause);
    client.show(itemId, { status: 'failed', error });
    callUser(options().onError, error);
    callUser(config.onError, error);
    return { status: 'failed', itemId, error };
  }

  const client: RelinkClient = {
    id: `${(clients += 1)}`,
    env,
    config: () => config,
    configure(next) {
      config = next;
    },

    view: (itemId) => views.get(itemId) ?? IDLE_VIEW,
    show(itemId, view) {
      // An idle view is the default and is not kept: a page may see many Items in its life.
      if (view.status === 'idle') views.delete(itemId);
      else views.set(itemId, view);
      for (const listener of [...(listeners.get(itemId) ?? [])]) listener();
    },
    subscribe(itemId, listener) {
      const set = listeners.get(itemId) ?? new Set();
      listeners.set(itemId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(itemId) === set) listeners.delete(itemId);
      };
    },

    prepare(itemId, options) {
      load().then(
        (loaded) => loaded.prepare(itemId, options),
        // Nobody clicked: the click will try again and show what is wrong, and the app hears of it now.
        (cause: unknown) => callUser(config.onError, chunkError(itemId, cause)),
      );
    },

    async open(itemId, options) {
      // Before the engine is here: a click shows at once that it was heard.
      if (!isBusy(client.view(itemId).status))
        client.show(itemId, { status: 'opening', error: null });
      try {
        const loaded = await load();
        return await loaded.open(itemId, options);
      } catch (cause) {
        return failed(itemId, options, cause);
      }
    },

    async resume(receivedRedirectUri, options) {
      try {
        const loaded = await load();
        return await loaded.resume(receivedRedirectUri, options);
      } catch (cause) {
        return failed('', options, cause);
      }
    },

    retain() {
      users += 1;
      cancelDisposal();
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        users -= 1;
        if (users > 0) return;
        // Not at once: StrictMode, Fast Refresh and a moved subtree unmount and mount again in one go.
        cancelDisposal = env.setTimer(() => {
          const disposed = engine;
          engine = null;
          views.clear();
          // Where the engine failed to load, there is nothing to dispose.
          void disposed?.then((loaded) => loaded.dispose()).catch(() => {});
        }, 0);
      };
    },
  };
  return client;
}

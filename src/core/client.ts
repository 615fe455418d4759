import { callUser } from './call-user';
import type { RelinkConfig } from './config';
import type { Environment } from './environment';
import { isRelinkError, RelinkError } from './errors';
import type { RelinkOptions, RelinkResult, RelinkView } from './relink';
import { reportTo } from './report';
import { isBusy } from './session-table';

/** The part that is loaded when a session is first needed. */
export interface RelinkEngine {
  prepare(itemId: string, options: () => RelinkOptions): void;
  open(itemId: string, options: () => RelinkOptions): Promise<RelinkResult>;
  /** Continues the session that an OAuth redirect interrupted; with an `itemId`, only that Item's. */
  resume(
    receivedRedirectUri: string,
    options: () => RelinkOptions,
    itemId?: string,
  ): Promise<RelinkResult>;
  /** Nobody shows this Item any more. Returns false where there is no session of it. */
  forget(itemId: string): boolean;
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
  /** Shows a view to whoever subscribed, and tells the status to the app of `options`. */
  show(itemId: string, view: RelinkView, options?: () => RelinkOptions): void;
  subscribe(itemId: string, listener: () => void): () => void;
  prepare(itemId: string, options: () => RelinkOptions): void;
  open(itemId: string, options: () => RelinkOptions): Promise<RelinkResult>;
  resume: RelinkEngine['resume'];
  /** Keeps sessions alive until the returned function has been called for every call of this one. */
  retain(): () => void;
  /** The same, for a component that shows one Item: what is over is forgotten once nobody shows it. */
  watch(itemId: string): () => void;
}

export const IDLE_VIEW: RelinkView = { status: 'idle', error: null };

let clients = 0;

/** A chunk that neither loads nor fails would hold up every click for ever. */
const ENGINE_TIMEOUT_MS = 20_000;
const TIMED_OUT = new Error('timed out');
/** An outcome that nobody shows is kept this long, for hooks that act on it. */
const OUTCOME_MS = 1_000;

export function createRelinkClient(
  loadEngine: (client: RelinkClient) => Promise<RelinkEngine>,
  env: Environment,
): RelinkClient {
  const views = new Map<string, RelinkView>();
  const listeners = new Map<string, Set<() => void>>();
  const watchers = new Map<string, number>();
  let config: RelinkConfig = {};
  let engine: Promise<RelinkEngine> | null = null;
  /** The engine, once it is here: a call from within a callback of its own must not come a moment later. */
  let ready: RelinkEngine | null = null;
  let users = 0;
  let isClosed = false;
  let cancelDisposal = (): void => {};

  function load(): Promise<RelinkEngine> {
    const loading = (engine ??= loadInTime());
    loading.then(
      (loaded) => {
        if (engine === loading) ready = loaded;
      },
      // A chunk that could not be loaded (offline, or a new deployment) is asked for again at the next click.
      () => {
        if (engine === loading) engine = null;
      },
    );
    return loading;
  }

  async function loadInTime(): Promise<RelinkEngine> {
    let cancelTimer = (): void => {};
    const timeout = new Promise<never>((_resolve, reject) => {
      cancelTimer = env.setTimer(() => reject(TIMED_OUT), ENGINE_TIMEOUT_MS);
    });
    const arriving = loadEngine(client);
    try {
      return await Promise.race([arriving, timeout]);
    } catch (error) {
      // Given up; should it come all the same, nobody uses it.
      void arriving.then((late) => late.dispose()).catch(() => {});
      throw error;
    } finally {
      cancelTimer();
    }
  }

  function errorOf(itemId: string, cause: unknown): RelinkError {
    if (isRelinkError(cause)) return cause;
    const isLate = cause === TIMED_OUT;
    const code = isLate ? 'timeout' : env.isOnline() ? 'network_error' : 'offline';
    return new RelinkError(code, {
      itemId,
      cause,
      message: `The part of react-plaid-relink that opens Link (a chunk of your build) ${
        isLate
          ? `did not load within ${ENGINE_TIMEOUT_MS / 1000} s. Check the network.`
          : 'could not be loaded. See the cause.'
      }`,
    });
  }

  function failed(itemId: string, options: () => RelinkOptions, cause: unknown): RelinkResult {
    const error = errorOf(itemId, cause);
    client.show(itemId, { status: 'failed', error }, options);
    reportTo([options().onError, config.onError], error);
    return { status: 'failed', itemId, error };
  }

  function closed(itemId: string): RelinkError {
    return new RelinkError('session_closed', {
      itemId,
      message:
        'The <RelinkProvider> that this relink belongs to was unmounted. Call open() while it is mounted.',
    });
  }

  function forget(itemId: string): void {
    if (watchers.has(itemId) || isBusy(client.view(itemId).status)) return;
    if (!ready?.forget(itemId)) client.show(itemId, IDLE_VIEW);
  }

  const client: RelinkClient = {
    id: `${(clients += 1)}`,
    env,
    config: () => config,
    configure(next) {
      config = next;
    },

    view: (itemId) => views.get(itemId) ?? IDLE_VIEW,
    show(itemId, view, options) {
      const before = client.view(itemId).status;
      // An idle view is the default and is not kept: a page may see many Items in its life.
      if (view.status === 'idle') views.delete(itemId);
      else views.set(itemId, view);
      for (const listener of [...(listeners.get(itemId) ?? [])]) listener();
      if (before !== view.status) callUser(options?.().onStatusChange, view.status);
      const isOver = view.status !== 'idle' && !isBusy(view.status);
      if (isOver && !watchers.has(itemId)) env.setTimer(() => forget(itemId), OUTCOME_MS);
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
      if (isClosed) return;
      load().then(
        (loaded) => {
          // Whoever pointed at it may be gone by now.
          if (!isClosed && watchers.has(itemId)) loaded.prepare(itemId, options);
        },
        // Nobody clicked: a click tries again, and says what is wrong.
        () => {},
      );
    },

    async open(itemId, options) {
      if (isClosed) return failed(itemId, options, closed(itemId));
      if (ready) return ready.open(itemId, options);
      // Before the engine is here: a click shows at once that it was heard.
      if (!isBusy(client.view(itemId).status))
        client.show(itemId, { status: 'opening', error: null }, options);
      try {
        const loaded = await load();
        return await loaded.open(itemId, options);
      } catch (cause) {
        return failed(itemId, options, cause);
      }
    },

    async resume(receivedRedirectUri, options, itemId) {
      try {
        const loaded = await load();
        return await loaded.resume(receivedRedirectUri, options, itemId);
      } catch (cause) {
        return failed(itemId ?? '', options, cause);
      }
    },

    retain() {
      users += 1;
      isClosed = false;
      cancelDisposal();
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        users -= 1;
        if (users > 0) return;
        // Not at once: StrictMode, Fast Refresh and a moved subtree unmount and mount again in one go.
        cancelDisposal = env.setTimer(() => {
          isClosed = true;
          const disposed = engine;
          engine = null;
          ready = null;
          views.clear();
          // Where the engine failed to load, there is nothing to dispose.
          void disposed?.then((loaded) => loaded.dispose()).catch(() => {});
        }, 0);
      };
    },

    watch(itemId) {
      const release = client.retain();
      watchers.set(itemId, (watchers.get(itemId) ?? 0) + 1);
      return () => {
        const left = (watchers.get(itemId) ?? 1) - 1;
        if (left > 0) watchers.set(itemId, left);
        else {
          watchers.delete(itemId);
          if (client.view(itemId).status !== 'idle') env.setTimer(() => forget(itemId), 0);
        }
        release();
      };
    },
  };
  return client;
}

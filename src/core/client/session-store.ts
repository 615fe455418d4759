import { notLoaded, sessionClosed } from '../errors/early-errors';
import { callSafely, reportTo } from '../errors/report';
import type { RelinkError } from '../errors/relink-error';
import type { RelinkClient, RelinkEngine } from './client';
import {
  isBusy,
  type FailedResult,
  type OptionsSource,
  type RelinkResult,
  type RelinkView,
  type SessionOptions,
} from './session-types';

/**
 * What components see of a client's sessions: a view for each Item, subscriptions, and the engine that is loaded when
 * it is needed. Small on purpose: an idle button loads no more than this.
 */
export interface SessionStore extends Pick<RelinkEngine, 'prepare' | 'open'> {
  /** Ends the Item's session while Link is not there yet. Set by the engine. */
  cancel?: (itemId: string) => void;
  /** The clicks that wait for the engine. One that is taken out opens nothing, and is settled by who took it. */
  readonly clicks: Set<WaitingClick>;
  /**
   * Loads the engine, unless the provider is gone by then. After a failure (offline, or a new deployment) the next call
   * tries again. Rejects with a RelinkError alone.
   */
  load(itemId: string | undefined): Promise<RelinkEngine>;
  /** Shows and reports the failure of a session that the engine did not begin. */
  fail(itemId: string, options: OptionsSource, error: RelinkError): FailedResult;
  view(itemId: string): RelinkView;
  /**
   * Shows a view to the Item's subscribers and calls `onStatusChange` of `options`, which are those of the component
   * that began the session. The view is announced once: by the newest component that shows the Item and announces,
   * else by the one that began the session, which may have unmounted.
   */
  show(itemId: string, view: RelinkView, options?: () => SessionOptions): void;
  /**
   * @param options of a mounted component that shows the Item: it keeps the client alive and the last outcome visible
   * until it unmounts. Left out by a listener that shows nothing.
   */
  subscribe(itemId: string, listener: () => void, options?: () => SessionOptions): () => void;
}

/** A call of `open()` that waits for the engine. */
export interface WaitingClick {
  readonly itemId: string;
  readonly options: OptionsSource;
  readonly settle: (result: RelinkResult | Promise<RelinkResult>) => void;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export const IDLE_VIEW: RelinkView = { status: 'idle', error: null };

/** How long an outcome outlives its last component, so that effects can still react to it. */
const OUTCOME_MS = 1_000;
/** Without a time-out, a chunk that neither loads nor fails would hold up every click for ever. */
const LOAD_TIMEOUT_MS = 20_000;
const TIMED_OUT = new Error('timeout');

const known = new WeakMap<RelinkClient, SessionStore>();

export function sessionStoreOf(client: RelinkClient): SessionStore {
  let sessions = known.get(client);
  if (!sessions) known.set(client, (sessions = createSessionStore(client)));
  return sessions;
}

function createSessionStore(client: RelinkClient): SessionStore {
  const { env, fetchEngine, isReturn } = client.deps;
  const views = new Map<string, RelinkView>();
  // One set for all Items: a set per Item would slow every mount, and a status changes rarely.
  const subscribers = new Set<{
    itemId: string;
    listener: () => void;
    options: (() => SessionOptions) | undefined;
  }>();

  const clicks = new Set<WaitingClick>();
  let engine: RelinkEngine | null = null;
  let loading: Promise<Awaited<ReturnType<typeof fetchEngine>> | null> | null = null;

  client.onClose(() => {
    const disposed = engine;
    engine = null;
    disposed?.dispose();
    for (const itemId of views.keys()) sessions.show(itemId, IDLE_VIEW);
  });

  async function load(itemId: string | undefined): Promise<RelinkEngine> {
    if (!client.isClosed()) {
      const mine = (loading ??= fetchInTime());
      try {
        const create = await mine;
        if (create) return (engine ??= create(client));
      } catch (cause) {
        if (loading === mine) loading = null;
        throw notLoaded(
          itemId,
          cause,
          cause === TIMED_OUT ? 'timeout' : env.isOnline() ? 'network_error' : 'offline',
        );
      }
    }
    throw sessionClosed(itemId);
  }

  /** Null where the client was closed meanwhile: a page that uses it again did not make those clicks. */
  function fetchInTime(): NonNullable<typeof loading> {
    return new Promise((resolve, reject) => {
      client.onClose(() => resolve((loading = null)));
      const cancelTimer = env.setTimer(() => reject(TIMED_OUT), LOAD_TIMEOUT_MS);
      void fetchEngine().then(resolve, reject).finally(cancelTimer);
    });
  }

  function fail(itemId: string, options: OptionsSource, error: RelinkError): FailedResult {
    // Views of a closed client are idle, for the page that uses it next.
    if (!client.isClosed()) sessions.show(itemId, { status: 'failed', error }, options);
    reportTo([options().onError, client.config().onError], error);
    return { status: 'failed', itemId, error };
  }

  function isShown(itemId: string): boolean {
    return [...subscribers].some((one) => one.options && one.itemId === itemId);
  }

  function forget(itemId: string): void {
    if (!isShown(itemId) && !isBusy(sessions.view(itemId).status) && !engine?.forget(itemId))
      sessions.show(itemId, IDLE_VIEW);
  }

  const sessions: SessionStore = {
    view: (itemId) => views.get(itemId) ?? IDLE_VIEW,
    clicks,
    load,
    fail,
    show(itemId, view, options) {
      const before = sessions.view(itemId).status;
      // An idle view is the default and is not kept: a page may see many Items in its life.
      if (view.status === 'idle') views.delete(itemId);
      else views.set(itemId, view);
      let announcing = options;
      for (const subscriber of [...subscribers]) {
        if (subscriber.itemId !== itemId) continue;
        subscriber.listener();
        if (subscriber.options?.().announce) announcing = subscriber.options;
      }
      // After React's commit, which is a microtask too: a dialog may be modal again by then, and screen readers ignore
      // live regions outside a modal. An announcement that throws does not stop the session.
      queueMicrotask(() => callSafely(announcing?.().announce, view));
      if (before !== view.status) callSafely(options?.().onStatusChange, view.status);
      const isOver = view.status !== 'idle' && !isBusy(view.status);
      if (isOver) env.setTimer(() => forget(itemId), OUTCOME_MS);
    },
    prepare(itemId, options) {
      load(itemId).then(
        (loaded) => {
          // The component may have unmounted, or the user has clicked: "opening" does not go back to "preparing".
          if (isShown(itemId) && !isBusy(sessions.view(itemId).status))
            loaded.prepare(itemId, options);
        },
        // A preparation fails silently: the click tries again, and reports.
        () => {},
      );
    },

    async open(itemId, options) {
      // Without a wait: a browser allows Plaid's own page to open within the click only.
      if (engine) return engine.open(itemId, options);
      return new Promise((settle) => {
        // Not by the environment, whose clocks an idle button does not load.
        const click = { settle, itemId, options, at: Date.now() };
        clicks.add(click);
        // The click is acknowledged at once, while the engine loads.
        if (!client.isClosed() && !isBusy(sessions.view(itemId).status))
          sessions.show(itemId, { status: 'opening', error: null }, options);
        load(itemId).then(
          (arrived) => clicks.delete(click) && settle(arrived.open(itemId, options, click)),
          (error: unknown) =>
            clicks.delete(click) && settle(fail(itemId, options, error as RelinkError)),
        );
      });
    },

    subscribe(itemId, listener, options) {
      const subscriber = { itemId, options, listener };
      subscribers.add(subscriber);
      const release = options && client.retain();
      // The session of the page before goes on.
      if (options && isReturn?.(itemId)) sessions.prepare(itemId, options);
      return () => {
        if (!subscribers.delete(subscriber) || !release) return;
        const isKept = views.has(itemId) || engine?.has(itemId);
        if (isKept) env.setTimer(() => forget(itemId), 0);
        release();
      };
    },
  };
  return sessions;
}

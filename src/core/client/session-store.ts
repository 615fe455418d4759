import { callSafely } from '../errors/safe-callback';
import type { RelinkClient } from './client';
import type { RelinkEngine } from './engine';
import type { RelinkError } from '../errors/relink-error';
import { sessionClosed } from '../errors/early-errors';
import { lazy } from './lazy';
import type { RelinkOptions, RelinkResult, RelinkView, SessionOptions } from './session-types';
import { reportTo } from '../errors/report';
import { isBusy } from './session-status';

/**
 * What the buttons of a client see of its sessions, before and after the engine that runs them is here: views,
 * listeners, and a promise of the engine. Small on purpose, since it is all that a page of idle buttons needs.
 */
export interface SessionStore extends Pick<RelinkEngine, 'prepare' | 'open'> {
  /** Does something with the engine as soon as it is here; where it does not come, that is the result. */
  run(
    itemId: string | undefined,
    options: () => RelinkOptions,
    work: (engine: RelinkEngine) => Promise<RelinkResult>,
  ): Promise<RelinkResult>;
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

export const IDLE_VIEW: RelinkView = { status: 'idle', error: null };

/** An outcome that nobody shows is kept this long, for hooks that act on it. */
const OUTCOME_MS = 1_000;

const known = new WeakMap<RelinkClient, SessionStore>();

export function sessionStoreOf(client: RelinkClient): SessionStore {
  let sessions = known.get(client);
  if (!sessions) known.set(client, (sessions = createSessionStore(client)));
  return sessions;
}

function createSessionStore(client: RelinkClient): SessionStore {
  const { env, fetchEngine } = client.deps;
  const views = new Map<string, RelinkView>();
  // One set for all Items: a page mounts its buttons all at once, and their statuses change one by one.
  const subscribers = new Set<Subscriber>();
  const engine = lazy(client, fetchEngine);

  client.onClose(() => {
    engine.reset()?.dispose();
    for (const itemId of views.keys()) sessions.show(itemId, IDLE_VIEW);
  });

  /** The engine, unless nobody is left to use it. */
  async function arrival(itemId: string | undefined): Promise<RelinkEngine> {
    if (client.isClosed()) throw sessionClosed(itemId);
    const loaded = await engine.get(itemId);
    if (!client.isClosed()) return loaded;
    engine.reset()?.dispose();
    throw sessionClosed(itemId);
  }

  function failed(itemId: string, options: () => RelinkOptions, error: RelinkError): RelinkResult {
    sessions.show(itemId, { status: 'failed', error }, options);
    reportTo([options().onError, client.config().onError], error);
    return { status: 'failed', itemId, error };
  }

  function isShown(itemId: string): boolean {
    for (const subscriber of subscribers) {
      if (subscriber.options && subscriber.itemId === itemId) return true;
    }
    return false;
  }

  function forget(itemId: string): void {
    if (isShown(itemId) || isBusy(sessions.view(itemId).status)) return;
    if (!engine.current()?.forget(itemId)) sessions.show(itemId, IDLE_VIEW);
  }

  const sessions: SessionStore = {
    view: (itemId) => views.get(itemId) ?? IDLE_VIEW,
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
      if (isOver && !isShown(itemId)) env.setTimer(() => forget(itemId), OUTCOME_MS);
    },
    prepare(itemId, options) {
      arrival(itemId).then(
        (loaded) => {
          // Whoever pointed at it may be gone by now, or has clicked: "opening" does not go back to "preparing".
          if (isShown(itemId) && !isBusy(sessions.view(itemId).status))
            loaded.prepare(itemId, options);
        },
        // Nobody clicked: a click tries again, and says what is wrong.
        () => {},
      );
    },

    async open(itemId, options) {
      // A call from within a callback of its own must not come a moment later.
      const here = engine.current();
      if (here) return here.open(itemId, options);
      // Before the engine is here: a click shows at once that it was heard.
      if (!client.isClosed() && !isBusy(sessions.view(itemId).status))
        sessions.show(itemId, { status: 'opening', error: null }, options);
      return sessions.run(itemId, options, (loaded) => loaded.open(itemId, options));
    },

    async run(itemId, options, work) {
      let loaded: RelinkEngine;
      try {
        loaded = await arrival(itemId);
      } catch (error) {
        // It rejects with nothing else.
        return failed(itemId ?? '', options, error as RelinkError);
      }
      return work(loaded);
    },

    subscribe(itemId, listener, options) {
      const subscriber = { itemId, listener, options };
      subscribers.add(subscriber);
      const release = options && client.retain();
      return () => {
        if (!subscribers.delete(subscriber) || !release) return;
        const isLeft = sessions.view(itemId).status !== 'idle' && !isShown(itemId);
        if (isLeft) env.setTimer(() => forget(itemId), 0);
        release();
      };
    },
  };
  return sessions;
}

interface Subscriber {
  itemId: string;
  listener: () => void;
  options: (() => SessionOptions) | undefined;
}

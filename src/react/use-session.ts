import { useInsertionEffect, useMemo, useSyncExternalStore } from 'react';
import type { RelinkClient } from '../core/client/client';
import { IDLE_VIEW, sessionStoreOf, type SessionStore } from '../core/client/session-store';
import type { RelinkResult, RelinkView, SessionOptions } from '../core/client/session-types';

/** One component's subscription to the session of one Item. Its functions keep their identity. */
interface SessionObserver {
  readonly itemId: string;
  /** Called with the options of every render. */
  setOptions(options: SessionOptions): void;
  subscribe(listener: () => void): () => void;
  getSnapshot(): RelinkView;
  prepare(): void;
  open(): Promise<RelinkResult>;
}

/** Subscribes a component to the session of one Item. */
export function useSession(
  client: RelinkClient,
  itemId: string,
  options: SessionOptions,
): Pick<SessionObserver, 'prepare' | 'open'> & { view: RelinkView } {
  const sessions = sessionStoreOf(client);
  const observerOf = useMemo(() => createObservers(sessions), [sessions]);
  const { setOptions, subscribe, getSnapshot, prepare, open } = observerOf(itemId);
  // Insertion effects run before every layout effect, so no effect of a child sees older options.
  useInsertionEffect(() => setOptions(options));
  return { view: useSyncExternalStore(subscribe, getSnapshot, idleView), prepare, open };
}

function idleView(): RelinkView {
  return IDLE_VIEW;
}

/**
 * The observers of one component, one for each Item that it has shown. When `itemId` changes, the old Item's observer
 * keeps its last options, so a late outcome never reaches the new Item's callbacks. When it changes back, the Item's
 * session, which may still run, gets the newest options again.
 */
function createObservers(sessions: SessionStore): (itemId: string) => SessionObserver {
  // A component hardly ever has a second Item. A Map for each of a thousand buttons would cost more than the buttons.
  const observers: SessionObserver[] = [];
  return (itemId) => {
    let observer = observers.find((known) => known.itemId === itemId);
    if (!observer) observers.push((observer = createObserver(sessions, itemId)));
    return observer;
  };
}

function createObserver(sessions: SessionStore, itemId: string): SessionObserver {
  let options: SessionOptions = {};
  // React renders and updates a component that is hidden from the start, but never subscribes it: it prepares nothing.
  let hasSubscribed = false;
  const latest = (): SessionOptions => options;
  const observer: SessionObserver = {
    itemId,
    setOptions(newest) {
      const mustPrepare = hasSubscribed && newest.prepareOnMount && !options.prepareOnMount;
      options = newest;
      if (mustPrepare) observer.prepare();
    },
    subscribe(listener) {
      const unsubscribe = sessions.subscribe(itemId, listener, latest);
      hasSubscribed = true;
      if (options.prepareOnMount) observer.prepare();
      return unsubscribe;
    },
    getSnapshot: () => sessions.view(itemId),
    prepare: () => sessions.prepare(itemId, latest),
    open: () => sessions.open(itemId, latest),
  };
  return observer;
}

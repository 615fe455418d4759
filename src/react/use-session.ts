import { useInsertionEffect, useMemo, useSyncExternalStore } from 'react';
import type { RelinkClient } from '../core/client/client';
import { IDLE_VIEW, sessionStoreOf, type SessionStore } from '../core/client/session-store';
import type { RelinkResult, RelinkView, SessionOptions } from '../core/client/session-types';

/** One component's subscription to the session of one Item. Its functions keep their identity. */
interface SessionObserver {
  readonly itemId: string;
  /** The observer of the Item that the component showed before. */
  readonly older: SessionObserver | undefined;
  /**
   * Called at every commit.
   *
   * @param options makes the options when a session asks for them
   * @param preparesOnMount whether to prepare the session as soon as the component is mounted
   */
  configure(options: () => SessionOptions, preparesOnMount: boolean): void;
  subscribe(listener: () => void): () => void;
  view(): RelinkView;
  prepare(): void;
  open(): Promise<RelinkResult>;
}

/** The view that a component shows of its session's newest one. It calls `update` when that changes by itself. */
export type ShowView = (newest: RelinkView, update: () => void) => RelinkView;

/** Shows each view at once. */
export const showNewest: ShowView = (newest) => newest;

/**
 * Subscribes a component to the session of one Item.
 *
 * @param show a constant function
 */
export function useSession(
  client: RelinkClient,
  itemId: string,
  options: () => SessionOptions,
  preparesOnMount: boolean,
  show: ShowView,
): [view: RelinkView, session: Pick<SessionObserver, 'prepare' | 'open'>, component: object] {
  const sessions = sessionStoreOf(client);
  const observerOf = useMemo(() => createObservers(sessions, show), [sessions, show]);
  const observer = observerOf(itemId, options);
  // Insertion effects run before every layout effect, so no effect of a child sees older options.
  useInsertionEffect(() => observer.configure(options, preparesOnMount));
  const view = useSyncExternalStore(observer.subscribe, observer.view, idleView);
  return [view, observer, observerOf];
}

function idleView(): RelinkView {
  return IDLE_VIEW;
}

/**
 * The observers of one component, one for each Item that it has shown. When `itemId` changes, the old Item's observer
 * keeps its last options, so a late outcome never reaches the new Item's callbacks. When it changes back, the Item's
 * session, which may still run, gets the newest options again.
 */
function createObservers(
  sessions: SessionStore,
  show: ShowView,
): (itemId: string, options: () => SessionOptions) => SessionObserver {
  // A component hardly ever has a second Item, and a Map or an array for each of a thousand buttons costs more.
  let newest: SessionObserver | undefined;
  return (itemId, options) => {
    for (let one = newest; one; one = one.older) if (one.itemId === itemId) return one;
    let isEager = false;
    const latest = (): SessionOptions => options();
    // React renders and updates a component that is hidden from the start, but never subscribes it: it prepares nothing.
    let notify: (() => void) | undefined;
    const update = (): void => notify?.();
    const prepare = (): void => sessions.prepare(itemId, latest);
    return (newest = {
      itemId,
      older: newest,
      configure(newest, preparesOnMount) {
        const mustPrepare = notify && preparesOnMount && !isEager;
        options = newest;
        isEager = preparesOnMount;
        if (mustPrepare) prepare();
      },
      subscribe(listener) {
        notify = listener;
        const unsubscribe = sessions.subscribe(itemId, listener, latest);
        if (isEager) prepare();
        return unsubscribe;
      },
      view: () => show(sessions.view(itemId), update),
      prepare,
      open: () => sessions.open(itemId, latest),
    });
  };
}

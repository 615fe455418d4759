import { useInsertionEffect, useMemo, useSyncExternalStore } from 'react';
import type { RelinkClient } from '../core/client/client';
import type { RelinkResult, RelinkView } from '../core/client/session-types';
import { createObservers, type SessionObserverOptions } from '../core/client/session-observer';
import { IDLE_VIEW, sessionStoreOf } from '../core/client/session-store';

export interface SessionHandle {
  view: RelinkView;
  prepare: () => void;
  open: () => Promise<RelinkResult>;
}

/** Binds a component to one Item's session. */
export function useSession(
  client: RelinkClient,
  itemId: string,
  use: SessionObserverOptions,
): SessionHandle {
  const sessions = sessionStoreOf(client);
  const bind = useMemo(() => createObservers(sessions), [sessions]);
  const { setOptions: update, subscribe: watch, getSnapshot: view, prepare, open } = bind(itemId);
  // Before every layout effect, so that no effect of a child sees an older value.
  useInsertionEffect(() => update(use));
  return { view: useSyncExternalStore(watch, view, idleView), prepare, open };
}

function idleView(): RelinkView {
  return IDLE_VIEW;
}

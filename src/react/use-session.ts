import { useInsertionEffect, useMemo, useSyncExternalStore } from 'react';
import type { RelinkClient } from '../core/client/client';
import type { RelinkResult, RelinkView, SessionOptions } from '../core/client/session-types';
import { createObservers } from '../core/client/session-observer';
import { IDLE_VIEW, sessionStoreOf } from '../core/client/session-store';

export interface SessionHandle {
  view: RelinkView;
  prepare: () => void;
  open: () => Promise<RelinkResult>;
}

/** Subscribes a component to the session of one Item. */
export function useSession(
  client: RelinkClient,
  itemId: string,
  options: SessionOptions,
): SessionHandle {
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

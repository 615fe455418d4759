import { useInsertionEffect, useMemo, useSyncExternalStore } from 'react';
import type { RelinkClient } from '../core/client';
import type { RelinkOptions, RelinkResult, RelinkView } from '../core/relink';
import { IDLE_VIEW, sessionsOf, type Sessions } from '../core/sessions';

export interface SessionHandle {
  view: RelinkView;
  prepare: () => void;
  open: () => Promise<RelinkResult>;
}

/** Binds a component to one Item's session. */
export function useSession(
  client: RelinkClient,
  itemId: string,
  options: RelinkOptions,
): SessionHandle {
  const sessions = sessionsOf(client);
  const bind = useMemo(() => createBindings(sessions), [sessions]);
  const { update, watch, view, prepare, open } = bind(itemId);
  // Before every layout effect, so that no effect of a child sees an older value.
  useInsertionEffect(() => update(options));
  return { view: useSyncExternalStore(watch, view, idleView), prepare, open };
}

function idleView(): RelinkView {
  return IDLE_VIEW;
}

interface Binding {
  update(options: RelinkOptions): void;
  watch(listener: () => void): () => void;
  view(): RelinkView;
  prepare(): void;
  open(): Promise<RelinkResult>;
}

/**
 * One component's binding to each of its Items. Each has the newest options that were rendered for its Item: those of
 * the next Item are not about this one, whose outcome must not reach callbacks that take it for another's.
 */
function createBindings(sessions: Sessions): (itemId: string) => Binding {
  const bindings = new Map<string, Binding>();

  function create(itemId: string): Binding {
    let newest: RelinkOptions = {};
    const latest = (): RelinkOptions => newest;
    return {
      update(options) {
        newest = options;
      },
      watch: (listener) => sessions.watch(itemId, listener),
      view: () => sessions.view(itemId),
      prepare: () => sessions.prepare(itemId, latest),
      open: () => sessions.open(itemId, latest),
    };
  }

  return (itemId) => {
    const binding = bindings.get(itemId) ?? create(itemId);
    bindings.set(itemId, binding);
    return binding;
  };
}

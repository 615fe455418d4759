import {
  useCallback,
  useEffect,
  useInsertionEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import { IDLE_VIEW, type RelinkClient } from '../core/client';
import type { RelinkOptions, RelinkResult, RelinkView } from '../core/relink';

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
  const latest = useLatestFor(itemId, options);
  const view = useSyncExternalStore(
    useCallback((listener) => client.subscribe(itemId, listener), [client, itemId]),
    () => client.view(itemId),
    () => IDLE_VIEW,
  );
  // Keeps a bare button's session for as long as the button is there; under a provider, the provider's own lasts longer.
  useEffect(() => client.watch(itemId), [client, itemId]);
  const actions = useMemo(
    () => ({
      prepare: () => client.prepare(itemId, latest),
      open: () => client.open(itemId, latest),
    }),
    [client, itemId, latest],
  );
  return { view, ...actions };
}

/**
 * The newest options that were rendered for this Item. Those of the next Item are not about this one: its outcome must
 * not reach callbacks that take it for another's.
 */
function useLatestFor(itemId: string, options: RelinkOptions): () => RelinkOptions {
  const byItem = useRef(new Map<string, RelinkOptions>());
  useInsertionEffect(() => {
    byItem.current.set(itemId, options);
  });
  return useCallback(() => byItem.current.get(itemId) ?? {}, [itemId]);
}

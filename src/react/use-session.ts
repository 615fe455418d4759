import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { IDLE_VIEW, type RelinkClient } from '../core/client';
import type { RelinkOptions, RelinkResult, RelinkView } from '../core/relink';
import { useLatest } from './use-latest';

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
  const latest = useLatest(options);
  const view = useSyncExternalStore(
    useCallback((listener) => client.subscribe(itemId, listener), [client, itemId]),
    () => client.view(itemId),
    () => IDLE_VIEW,
  );
  // Keeps a bare button's session for as long as the button is there; under a provider, the provider's own lasts longer.
  useEffect(() => client.retain(), [client]);
  const actions = useMemo(
    () => ({
      prepare: () => client.prepare(itemId, latest),
      open: () => client.open(itemId, latest),
    }),
    [client, itemId, latest],
  );
  return { view, ...actions };
}

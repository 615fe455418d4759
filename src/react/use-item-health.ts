import { useCallback, useEffect, useSyncExternalStore } from 'react';
import useSWR, { type SWRConfiguration } from 'swr';
import type { RelinkClient } from '../core/client/client';
import { fetchItemHealth } from '../core/item/fetch-item-health';
import { type RelinkError, isRelinkError } from '../core/errors/relink-error';
import { browserEnvironment as env } from '../browser/environment';
import { gatewayOf } from '../core/client/gateway-of';
import { isRetryable, retryDelayMs } from '../core/gateway/backoff';
import type { RelinkView } from '../core/client/session-types';
import { IDLE_VIEW, sessionStoreOf } from '../core/client/session-store';
import { browserTabs } from '../browser/tabs';
import type { ItemHealth } from '../core/types';
import { useClient } from './context';
import { PINNED_SWR_OPTIONS, swrKey } from './swr-options';

/** What {@link useItemHealth} returns. */
export interface UseItemHealthReturn {
  /** Null until the backend has answered. */
  health: ItemHealth | null;
  /** Why the last question failed; it is asked again by itself where that may help. */
  error: RelinkError | null;
  /** True until the first answer, while one is being waited for. */
  isLoading: boolean;
  /**
   * Asks how the Item is now. Plaid allows 15 calls a minute per Item, so this may take 4 seconds longer where it was
   * asked just before.
   */
  refresh: () => Promise<void>;
}

/** After a failure it asks again by itself, ever later, while the page is visible. */
const HEALTH_OPTIONS: SWRConfiguration = {
  ...PINNED_SWR_OPTIONS,
  dedupingInterval: 4_000,
  shouldRetryOnError: isRetryable,
  compare: isSameAnswer,
  onErrorRetry(error, _key, _config, revalidate, { retryCount }) {
    env.setTimer(
      () => {
        if (env.isVisible()) void revalidate({ retryCount });
      },
      retryDelayMs(retryCount, error, env),
    );
  },
};

// Which answers are ours, and whose: a cache that was persisted, or filled by the app, holds other objects.
const answeredFor = new WeakMap<ItemHealth, string>();

/**
 * Whether there is no news in an answer: the health that hooks return stays the same object then. What a cache has of
 * its own is no answer, whatever it says: SWR would keep it in place of one that says the same, and nobody believes it.
 */
function isSameAnswer(a: ItemHealth | undefined, b: ItemHealth | undefined): boolean {
  if (a === b) return true;
  const itemId = a && answeredFor.get(a);
  if (!itemId || !b || itemId !== answeredFor.get(b)) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}

const asking = new WeakMap<RelinkClient, Map<string, Promise<ItemHealth>>>();

/** The Items of which somebody wants to know how they are now. */
const refreshing = new WeakMap<RelinkClient, Set<string>>();

/** Many hooks that look again at the same moment share one request: Plaid allows 15 a minute per Item. */
function askOnce(client: RelinkClient, itemId: string): Promise<ItemHealth> {
  const byItem = asking.get(client) ?? new Map<string, Promise<ItemHealth>>();
  asking.set(client, byItem);
  const fresh = refreshing.get(client)?.delete(itemId) === true;
  const known = byItem.get(itemId);
  if (known && !fresh) return known;
  const gateway = gatewayOf(client);
  const answer = fetchItemHealth(gateway, itemId, env, fresh).finally(() => {
    if (byItem.get(itemId) === answer) byItem.delete(itemId);
  });
  byItem.set(itemId, answer);
  return answer;
}

function wantFresh(client: RelinkClient, itemId: string): void {
  refreshing.set(client, (refreshing.get(client) ?? new Set()).add(itemId));
}

/**
 * What the backend says about an Item, asked again after each relink and when the user comes back to the page.
 *
 * @param itemId null or undefined while the Item is not known: nothing is asked then
 * @example
 * const { health } = useItemHealth(item.id);
 */
export function useItemHealth(itemId: string | null | undefined): UseItemHealthReturn {
  const client = useClient();
  const sessions = sessionStoreOf(client);
  const { data, error, isValidating, mutate } = useSWR<ItemHealth, unknown>(
    itemId ? swrKey(client, 'health', itemId) : null,
    async () => {
      const id = itemId ?? '';
      const health = await askOnce(client, id);
      answeredFor.set(health, id);
      return health;
    },
    HEALTH_OPTIONS,
  );

  const id = itemId ?? '';
  const { status, error: sessionError } = useSyncExternalStore<RelinkView>(
    useCallback((listener) => sessions.subscribe(id, listener), [sessions, id]),
    () => sessions.view(id),
    () => IDLE_VIEW,
  );
  // It has learned from the server that the Item needs something else.
  const isCorrected = Boolean(sessionError?.remedy);
  // Beside each other, two windows do not get the focus that would make SWR look again; a hidden one will.
  useEffect(() => {
    if (!id) return;
    return browserTabs.listen((relinked) => {
      if (relinked === id && env.isVisible()) void mutate();
    });
  }, [id, mutate]);
  useEffect(() => {
    if (status === 'relinked' || status === 'exited' || isCorrected) void mutate();
  }, [status, isCorrected, mutate]);

  const refresh = useCallback(async () => {
    wantFresh(client, id);
    await mutate();
  }, [client, id, mutate]);
  const health = data && answeredFor.get(data) === itemId ? data : null;
  return {
    health,
    error: isRelinkError(error) ? error : null,
    isLoading: isValidating && !health,
    refresh,
  };
}

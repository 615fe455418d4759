import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import useSWR, { type SWRConfiguration } from 'swr';
import { browserEnvironment as env } from '../browser/environment';
import { healthSourceOf } from '../browser/health-source';
import type { HealthSource } from '../core/item/health-source';
import { browserTabs } from '../browser/tabs';
import type { RelinkView } from '../core/client/session-types';
import { IDLE_VIEW, sessionStoreOf } from '../core/client/session-store';
import { isRelinkError, type RelinkError } from '../core/errors/relink-error';
import { isRetryable, retryDelayMs } from '../core/gateway/backoff';
import type { ItemHealth } from '../core/types';
import { useClient } from './context';
import { useIsHydrated } from './use-is-hydrated';
import { FIXED_SWR_OPTIONS, swrKey } from './swr-options';

/** What {@link useItemHealth} returns. */
export interface UseItemHealthReturn {
  /** What the backend last said about the Item; null until its first answer. Before it, the provider's `initialHealth`. */
  health: ItemHealth | null;
  /**
   * Why the last request failed; `health` stays as it was. Where a retry may help, the hook retries by itself. The provider's
   * `onError` hears each cause once for each Item until an answer comes, and the failure of a request about several Items
   * once for all of them; where there is no `onError`, the console does.
   */
  error: RelinkError | null;
  /** True until there is health to show, or an error. */
  isLoading: boolean;
  /**
   * Asks the backend for a fresh answer, past its cache. Resolves when the answer is here, or the error. The server
   * half spaces calls for one Item 4 seconds apart, since Plaid allows 15 a minute, so this may take 4 seconds longer.
   */
  refresh: () => Promise<void>;
}

const HEALTH_OPTIONS: SWRConfiguration = {
  ...FIXED_SWR_OPTIONS,
  dedupingInterval: 4_000,
  shouldRetryOnError: isRetryable,
};

function optionsOf(source: HealthSource): SWRConfiguration {
  return {
    ...HEALTH_OPTIONS,
    compare: source.isSameAnswer,
    /** After a failure it retries at growing intervals while the page is visible. */
    onErrorRetry(error, _key, _config, revalidate, { retryCount }) {
      env.setTimer(
        () => {
          if (env.isVisible()) void revalidate({ retryCount });
        },
        retryDelayMs(retryCount, error, { random: () => source.jitter }),
      );
    },
  };
}

/**
 * The health of an Item, as the backend says. Asked at mount, after each relink of the Item on this page or in another
 * tab, and when the user comes back to the page. Components with one Item share requests and answers, and Items that are
 * asked for at the same moment share one request.
 *
 * @param itemId null or undefined while the Item is not known: nothing is asked then
 * @example
 * const { health } = useItemHealth(item.id);
 */
export function useItemHealth(itemId: string | null | undefined): UseItemHealthReturn {
  const client = useClient();
  const source = healthSourceOf(client);
  const id = itemId ?? '';
  const options = useMemo(() => optionsOf(source), [source]);
  // Not `isValidating`: each request would render the component twice.
  const { data, error, mutate } = useSWR<ItemHealth, unknown>(
    id ? swrKey(client, 'health', id) : null,
    () => source.fetch(id),
    options,
  );

  const sessions = sessionStoreOf(client);
  const { status, error: sessionError } = useSyncExternalStore<RelinkView>(
    useCallback((listener) => sessions.subscribe(id, listener), [sessions, id]),
    () => sessions.view(id),
    () => IDLE_VIEW,
  );
  // The session has learned from the server that the Item needs something else than a relink.
  const isCorrected = Boolean(sessionError?.remedy);
  const askAfterSession = useCallback(() => {
    source.outdate(id);
    void mutate();
  }, [source, id, mutate]);
  useEffect(() => {
    if (status === 'relinked' || status === 'exited' || isCorrected) askAfterSession();
  }, [status, isCorrected, askAfterSession]);
  useEffect(() => source.listen(id, () => void mutate()), [source, id, mutate]);
  // Two windows side by side: neither gets the focus event on which SWR revalidates. A hidden tab will.
  useEffect(() => {
    if (!id) return;
    return browserTabs.listen((relinked) => {
      if (relinked === id && env.isVisible()) askAfterSession();
    }, client);
  }, [client, id, askAfterSession]);

  const refresh = useCallback(async () => {
    source.invalidate(id);
    await mutate();
  }, [source, id, mutate]);
  const isHydrated = useIsHydrated();
  const answer = source.isAnswer(data, id) ? data : null;
  const health = isHydrated && answer ? answer : source.initial(id, isHydrated);
  return {
    health,
    error: isRelinkError(error) ? error : null,
    isLoading: id !== '' && !health && !error,
    refresh,
  };
}

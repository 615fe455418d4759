import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import useSWR, { type SWRConfiguration } from 'swr';
import { invalidItemId } from '../core/errors/invalid-item-id';
import type { HealthSource } from '../core/item/health-source';
import type { RelinkClient } from '../core/client/client';
import { healthSourceOf } from '../core/client/health-source-of';
import type { Environment } from '../core/clock';
import type { RelinkView } from '../core/client/session-types';
import { IDLE_VIEW, sessionStoreOf } from '../core/client/session-store';
import { isRelinkError, type RelinkError } from '../core/errors/relink-error';
import { reportTo } from '../core/errors/report';
import { isRetryable, retryDelayMs } from '../core/gateway/backoff';
import type { ItemHealth } from '../core/types';
import { FIXED_SWR_OPTIONS, swrKey } from './swr-options';

/** What `useItemHealth` returns. */
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

/** What the server and the render that hydrates its HTML see. */
const SERVER_VIEW: RelinkView = { ...IDLE_VIEW };

const told = new WeakSet<RelinkClient>();

/** An Item that is not known yet is null or undefined. An empty id is a mistake, which would look like a healthy Item. */
function tellEmptyId(client: RelinkClient): void {
  if (told.has(client)) return;
  told.add(client);
  reportTo([client.config().onError], invalidItemId(''));
}

/** One object for all hooks of a source. */
const optionsBySource = new WeakMap<HealthSource, SWRConfiguration>();

function optionsOf(source: HealthSource, env: Environment): SWRConfiguration {
  let options = optionsBySource.get(source);
  if (!options) optionsBySource.set(source, (options = createOptions(source, env)));
  return options;
}

function createOptions(source: HealthSource, env: Environment): SWRConfiguration {
  return {
    ...HEALTH_OPTIONS,
    compare: source.isSameAnswer,
    /** After a failure it retries at growing intervals while the page is visible. */
    onErrorRetry(error, _key, _config, revalidate, { retryCount }) {
      env.setTimer(
        () => {
          if (env.isVisible()) void revalidate({ retryCount });
        },
        retryDelayMs(retryCount, error, { random: source.jitter }),
      );
    },
  };
}

/** What hooks get that is not the same in a browser and in an app. */
interface HealthDeps {
  env: Environment;
  /** Tells of relinks by other clients and, in a browser, in other tabs. Returns the function that stops that. */
  tabs: { listen(listener: (itemId: string) => void, client: RelinkClient): () => void };
}

/** `useItemHealth`, in browsers and in apps. `deps` is a constant object. */
export function useHealthForItem(
  client: RelinkClient,
  deps: HealthDeps,
  itemId: string | null | undefined,
): UseItemHealthReturn {
  const { env, tabs } = deps;
  const source = healthSourceOf(client, env);
  const id = itemId ?? '';
  // SWR serialises a key that it has not seen.
  const key = useMemo(() => (id ? swrKey(client, 'health', id) : null), [client, id]);
  // Not `isValidating`: each request would render the component twice.
  const { data, error, mutate } = useSWR<ItemHealth, unknown>(
    key,
    () => source.fetch(id),
    optionsOf(source, env),
  );

  const sessions = sessionStoreOf(client);
  const view = useSyncExternalStore<RelinkView>(
    useCallback((listener) => sessions.subscribe(id, listener), [sessions, id]),
    () => sessions.view(id),
    () => SERVER_VIEW,
  );
  const { status, error: sessionError } = view;
  // As `useIsHydrated` says it, without a subscription of its own.
  const isHydrated = view !== SERVER_VIEW;
  // The session has learned from the server that the Item needs something else than a relink.
  const isCorrected = Boolean(sessionError?.remedy);
  const askAfterSession = useCallback(() => {
    source.outdate(id);
    void mutate();
  }, [source, id, mutate]);
  useEffect(() => {
    if (status === 'relinked' || status === 'exited' || isCorrected) askAfterSession();
  }, [status, isCorrected, askAfterSession]);
  useEffect(() => {
    if (!id) {
      if (itemId === '') tellEmptyId(client);
      return;
    }
    // SWR 2.5 lets a hook that mounts beside a failed one wait for its retry, also where it takes the failed one's place.
    if (error && !source.isListened(id)) void mutate();
    const unlisten = source.listen(id, () => void mutate());
    // Two windows side by side: neither gets the focus event on which SWR revalidates. A hidden tab will.
    const leaveTabs = tabs.listen((relinked) => {
      if (relinked === id && env.isVisible()) askAfterSession();
    }, client);
    return () => {
      unlisten();
      leaveTabs();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- An error that comes later is SWR's to retry.
  }, [client, env, tabs, source, itemId, id, mutate, askAfterSession]);

  const refresh = useCallback(async () => {
    source.invalidate(id);
    await mutate();
  }, [source, id, mutate]);
  const answer = source.isAnswer(data, id) ? data : null;
  const health = isHydrated && answer ? answer : source.initial(id, isHydrated);
  // After a failure the hook retries at a pace of its own, or not at all.
  const isWaiting = health?.remedy === 'wait' && !error;
  useEffect(
    () => (isWaiting ? source.poll(id, () => void mutate()) : undefined),
    [isWaiting, source, id, mutate],
  );
  return {
    health,
    error: isRelinkError(error) ? error : null,
    isLoading: id !== '' && !health && !error,
    refresh,
  };
}

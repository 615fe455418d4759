import type { SWRConfiguration } from 'swr';
import type { RelinkClient } from '../core/client/client';

/**
 * The options of a hook override those of the app's `<SWRConfig>`, which apply to every hook below it. Set here is every
 * option that could make a hook suspend, pause, show the previous Item's answer, or retry by other rules than ours.
 */
export const FIXED_SWR_OPTIONS = {
  suspense: false,
  keepPreviousData: false,
  isPaused: () => false,
  revalidateOnMount: true,
  revalidateOnFocus: true,
  revalidateOnReconnect: true,
  refreshInterval: 0,
  dedupingInterval: 0,
  shouldRetryOnError: false,
} satisfies SWRConfiguration;

/** Holds the client's id, since two providers may have two backends, whose answers must not mix. */
export function swrKey(
  client: RelinkClient,
  what: string,
  itemId: string,
): [string, number, ...string[]] {
  return ['react-plaid-relink', client.id, what, itemId];
}

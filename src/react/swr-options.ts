import type { SWRConfiguration } from 'swr';
import type { RelinkClient } from '../core/client/client';

/**
 * An app's <SWRConfig> reaches into every hook below it. Whatever could make a hook suspend, pause, show the previous
 * Item's answer, or retry by rules other than ours is set here, where it wins.
 */
export const PINNED_SWR_OPTIONS = {
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

/** Two providers may speak to two backends, so their answers are not each other's. */
export function swrKey(client: RelinkClient, what: string, itemId: string): [string, ...string[]] {
  return ['react-plaid-relink', client.id, what, itemId];
}

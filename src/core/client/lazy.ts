import { createEarlyError } from '../errors/early-errors';
import type { RelinkClient } from './client';

/** A lazily loaded part of the client: the chunk is fetched on first use, and the value is created once. */
export interface Lazy<Made> {
  /** Null until the chunk has loaded. */
  current(): Made | null;
  /**
   * Loads the chunk. After a failure (offline, or a new deployment) the next call tries again.
   *
   * @throws RelinkError `offline`, `network_error` or `timeout`
   */
  get(itemId: string | undefined): Promise<Made>;
  /** Drops the value, and returns it. */
  reset(): Made | null;
}

/** Without a time-out, a chunk that neither loads nor fails would hold up every click for ever. */
const TIMEOUT_MS = 20_000;
const TIMED_OUT = new Error('too slow');

export function lazy<Made>(
  client: RelinkClient,
  fetchMaker: () => Promise<(client: RelinkClient) => Made>,
): Lazy<Made> {
  const { env } = client.deps;
  let made: Made | null = null;
  let loading: ReturnType<typeof fetchMaker> | null = null;

  function fetchInTime(): ReturnType<typeof fetchMaker> {
    return new Promise((resolve, reject) => {
      const cancelTimer = env.setTimer(() => reject(TIMED_OUT), TIMEOUT_MS);
      void fetchMaker().then(resolve, reject).finally(cancelTimer);
    });
  }

  return {
    current: () => made,
    async get(itemId) {
      const mine = (loading ??= fetchInTime());
      try {
        const make = await mine;
        return (made ??= make(client));
      } catch (cause) {
        if (loading === mine) loading = null;
        const code = cause === TIMED_OUT ? 'timeout' : env.isOnline() ? 'network_error' : 'offline';
        throw createEarlyError(code, {
          itemId,
          cause,
          message: 'A chunk of react-plaid-relink did not load. See the cause.',
        });
      }
    },
    reset() {
      const dropped = made;
      made = null;
      return dropped;
    },
  };
}

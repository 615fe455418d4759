import { loadingError } from '../errors/loading-error';
import type { RelinkClient } from './client';

/** What a client makes of one chunk of this package: made once the chunk is here, which it is asked for when needed. */
export interface Part<Made> {
  /** Null while it is not here. */
  made(): Made | null;
  /**
   * A chunk that failed (offline, or a new deployment) is asked for again by the next call.
   * @throws RelinkError `offline`, `network_error` or `timeout`
   */
  load(itemId: string | undefined): Promise<Made>;
  /** Forgets what was made, and returns it. */
  drop(): Made | null;
}

/** A chunk that neither loads nor fails would hold up every click for ever. */
const TIMEOUT_MS = 20_000;
const TIMED_OUT = new Error('too slow');

export function createPart<Made>(
  client: RelinkClient,
  fetchMaker: () => Promise<(client: RelinkClient) => Made>,
): Part<Made> {
  const { env } = client.host;
  let made: Made | null = null;
  let loading: ReturnType<typeof fetchMaker> | null = null;

  function fetchInTime(): ReturnType<typeof fetchMaker> {
    return new Promise((resolve, reject) => {
      const cancelTimer = env.setTimer(() => reject(TIMED_OUT), TIMEOUT_MS);
      void fetchMaker().then(resolve, reject).finally(cancelTimer);
    });
  }

  return {
    made: () => made,
    async load(itemId) {
      const mine = (loading ??= fetchInTime());
      try {
        const make = await mine;
        return (made ??= make(client));
      } catch (cause) {
        if (loading === mine) loading = null;
        const code = cause === TIMED_OUT ? 'timeout' : env.isOnline() ? 'network_error' : 'offline';
        throw loadingError(code, {
          itemId,
          cause,
          message: 'A chunk of react-plaid-relink did not load. See the cause.',
        });
      }
    },
    drop() {
      const dropped = made;
      made = null;
      return dropped;
    },
  };
}

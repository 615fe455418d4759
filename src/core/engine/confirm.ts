import { fetchItemHealth } from '../item/fetch-item-health';
import { sleep, type Environment } from '../clock/environment';
import { type RelinkError, isRelinkError } from '../errors/relink-error';
import { createRelinkError } from '../errors/catalogue';
import { isRelinkable } from '../item/classify-item';
import { isRetryable } from '../gateway/backoff';
import { sessionErrors } from './session-errors';
import type { ItemHealth } from '../types';
import type { RelinkGateway } from '../gateway/wire';

/** Plaid allows `/item/get` 15 times a minute per Item (plaid.com/docs/errors/rate-limit-exceeded). */
const POLL_MS = 4_000;
const POLLS = 4;

/**
 * Waits until the server says that the Item is healthy, since Link's own success proves nothing.
 *
 * @returns the health, or null where the gateway cannot ask
 * @throws RelinkError `still_broken` where the Item stayed broken, `not_relinkable` where update mode is not what it
 * needs, `not_confirmed` where the server could not be asked; the signal's reason once that aborts
 */
export async function confirmItem(
  gateway: RelinkGateway,
  itemId: string,
  env: Environment,
  signal: AbortSignal,
): Promise<ItemHealth | null> {
  if (!gateway.getItem) return null;
  let last: ItemHealth | RelinkError | null = null;
  for (let poll = 1; poll <= POLLS; poll += 1) {
    if (poll > 1) await sleep(env, POLL_MS, signal);
    try {
      last = await fetchItemHealth(gateway, itemId, env, true);
      if (last.state === 'healthy') return last;
    } catch (error) {
      if (!isRelinkError(error)) throw error;
      last = error;
      if (!isRetryable(error)) break;
    }
  }
  if (last && !isRelinkError(last) && last.state !== 'unavailable') {
    throw isRelinkable(last.remedy)
      ? sessionErrors.stillBroken(itemId, last)
      : sessionErrors.notRelinkable(itemId, last.errorCode, last.remedy);
  }
  throw createRelinkError('not_confirmed', {
    itemId,
    cause: last,
    message: `Link succeeded, but the backend could not say whether the Item is healthy. See the cause${
      isRelinkError(last) ? `: ${last.message}` : ''
    }`,
  });
}

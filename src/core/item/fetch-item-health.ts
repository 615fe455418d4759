import type { Environment } from '../clock';
import { createRelinkError } from '../errors/catalogue';
import { withoutPage } from '../errors/pages';
import { isRelinkError, type RelinkError } from '../errors/relink-error';
import { callGateway } from '../gateway/call-gateway';
import type { RelinkGateway } from '../gateway/wire';
import type { ItemHealth } from '../types';
import { parseItemHealth } from './parse-item-health';
import { parseItemsHealth } from './parse-items-health';
import { withLogos } from './with-logos';

/**
 * Asks the backend for an Item's health, with one request.
 *
 * @param fresh whether an answer that the backend has cached will not do
 * @throws RelinkError and nothing else
 */
export async function fetchItemHealth(
  gateway: RelinkGateway,
  itemId: string,
  env: Environment,
  fresh: boolean,
): Promise<ItemHealth> {
  const body = await callGateway<unknown>(itemId, env, async (signal) => {
    if (gateway.getItem) return gateway.getItem(itemId, { signal, fresh });
    throw createRelinkError('invalid_options', {
      itemId,
      message:
        'The gateway given to <RelinkProvider> has no getItem(), which the health of an Item needs. Add it.',
    });
  });
  return parseItemHealth(itemId, withLogos(body), env.wallNow());
}

/** The most Items in one request (see `RelinkGateway.getItems`). */
export const MAX_ITEMS = 100;

/**
 * Asks for the health of Items, at most {@link MAX_ITEMS}. The returned function gives the answer about each; it rejects with
 * a RelinkError and nothing else.
 */
export type FetchItemsHealth = (
  itemIds: readonly string[],
  fresh: boolean,
) => (itemId: string) => Promise<ItemHealth>;

/** What servers answer where they have no such route. Express and our own handler answer 404; 405 is that of static hosts. */
const NO_ROUTE: readonly (number | null)[] = [404, 405, 501];

/**
 * Asks for several Items with one request, where the backend has `getItems`. Where it has none, each Item is asked for by
 * itself, and a backend without the route is not tried again.
 */
export function createFetchItemsHealth(
  getGateway: () => RelinkGateway,
  env: Environment,
): FetchItemsHealth {
  let hasRoute = true;
  const fetchOne = (itemId: string, fresh: boolean): Promise<ItemHealth> =>
    fetchItemHealth(getGateway(), itemId, env, fresh);

  /** @returns null where the backend has no such route */
  async function fetchTogether(
    gateway: RelinkGateway,
    itemIds: readonly string[],
    fresh: boolean,
  ): Promise<ReadonlyMap<string, ItemHealth | RelinkError> | null> {
    try {
      const body = await callGateway<unknown>(null, env, async (signal) =>
        gateway.getItems?.(itemIds, { signal, fresh }),
      );
      return parseItemsHealth(itemIds, withLogos(body), env.wallNow());
    } catch (error) {
      if (!isRelinkError(error) || !NO_ROUTE.includes(error.status)) throw error;
      hasRoute = false;
      return null;
    }
  }

  return (itemIds, fresh) => {
    const gateway = getGateway();
    if (itemIds.length < 2 || !hasRoute || !gateway.getItems)
      return (itemId) => fetchOne(itemId, fresh);
    const together = fetchTogether(gateway, itemIds, fresh);
    return async (itemId) => {
      const answers = await together.catch((error: unknown) => {
        throw isRelinkError(error) ? aboutItem(itemId, error) : error;
      });
      if (!answers) return fetchOne(itemId, fresh);
      const answer = answers.get(itemId) ?? missingAnswer(itemId);
      if (isRelinkError(answer)) throw answer;
      return answer;
    };
  };
}

/** Of the error of one Item: the failed request about several. */
const sharedFailures = new WeakMap<RelinkError, RelinkError>();

/** The failure of the request about several Items, where the Item's error is only that; else the error itself. */
export function sharedFailureOf(error: RelinkError): RelinkError {
  return sharedFailures.get(error) ?? error;
}

/** A failure of the request, as the error of one of its Items. */
function aboutItem(itemId: string, failure: RelinkError): RelinkError {
  const message = withoutPage(failure.message);
  const error = createRelinkError(failure.code, { ...failure, message, itemId });
  sharedFailures.set(error, failure);
  return error;
}

function missingAnswer(itemId: string): RelinkError {
  return createRelinkError('invalid_response', {
    itemId,
    message: `The backend's answer about several Items has no entry with the item_id ${itemId}. Send one for each Item.`,
  });
}

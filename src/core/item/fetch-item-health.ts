import type { Environment } from '../clock';
import { createRelinkError } from '../errors/catalogue';
import { callGateway } from '../gateway/call-gateway';
import type { RelinkGateway } from '../gateway/wire';
import type { ItemHealth } from '../types';
import { parseItemHealth } from './parse-item-health';

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
  return parseItemHealth(itemId, body, env.wallNow());
}

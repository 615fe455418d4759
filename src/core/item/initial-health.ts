import type { Environment } from '../clock';
import { createRelinkError } from '../errors/catalogue';
import { isRelinkError, type RelinkError } from '../errors/relink-error';
import { refuseSecrets } from '../gateway/refuse-secrets';
import type { ItemHealth } from '../types';
import { isRecord } from '../unknown';
import { parseItemHealth } from './parse-item-health';

/**
 * Reads the health of Items that came with the page.
 *
 * @param getInitial the provider's newest `initialHealth`
 * @param onError hears of each bad entry once; the Item is asked for then as if the entry were not there
 */
export function createInitialHealthReader(
  getInitial: () => unknown,
  env: Pick<Environment, 'wallNow'>,
  onError: (error: RelinkError) => void,
): (itemId: string) => ItemHealth | null {
  const refused = new Set<string>();
  const findEntry = createEntryFinder();

  return (itemId) => {
    const entry = findEntry(getInitial(), itemId);
    if (entry === undefined || refused.has(itemId)) return null;
    try {
      refuseSecrets(itemId, entry);
      return parseItemHealth(itemId, entry, env.wallNow());
    } catch (cause) {
      refused.add(itemId);
      if (isRelinkError(cause) && cause.code === 'secret_refused') onError(cause);
      else
        onError(
          createRelinkError('invalid_options', {
            itemId,
            cause,
            message: `initialHealth of <RelinkProvider> has an entry for Item ${itemId} that is not the body of /item/get. The Item is asked for as if it were not there. See the cause.`,
          }),
        );
      return null;
    }
  };
}

/** From an object with the Items' ids as its keys, or from the body of `/items/get`, which has no health for some Items. */
function createEntryFinder(): (initial: unknown, itemId: string) => unknown {
  // By id, since each of a thousand hooks would read the array from its start.
  let indexed: { entries: readonly unknown[]; length: number; byId: Map<unknown, unknown> } | null =
    null;
  return (initial, itemId) => {
    if (!isRecord(initial)) return undefined;
    if (!Array.isArray(initial.items))
      return Object.hasOwn(initial, itemId) ? initial[itemId] : undefined;
    const entries: readonly unknown[] = initial.items;
    if (indexed?.entries !== entries || indexed.length !== entries.length)
      indexed = { entries, length: entries.length, byId: indexById(entries) };
    return indexed.byId.get(itemId);
  };
}

/** The first of each Item that has health. */
function indexById(entries: readonly unknown[]): Map<unknown, unknown> {
  const byId = new Map<unknown, unknown>();
  for (const entry of entries)
    if (isRecord(entry) && !entry.error && !byId.has(entry.item_id)) byId.set(entry.item_id, entry);
  return byId;
}

import type { RelinkClient } from '../core/client/client';
import { gatewayOf } from '../core/client/config';
import { knownHealthOf } from '../core/client/known-health';
import { fetchItemHealth } from '../core/item/fetch-item-health';
import { createHealthSource, type HealthSource } from '../core/item/health-source';
import { browserEnvironment } from './environment';

// Beside the client, not in it, so that a page of idle buttons does not load it.
const sources = new WeakMap<RelinkClient, HealthSource>();

/** The one health source of a client. */
export function healthSourceOf(client: RelinkClient): HealthSource {
  let source = sources.get(client);
  if (!source) {
    const known = knownHealthOf(client);
    source = createHealthSource((itemId, fresh) =>
      known.learn(itemId, () =>
        fetchItemHealth(gatewayOf(client), itemId, browserEnvironment, fresh),
      ),
    );
    sources.set(client, source);
  }
  return source;
}

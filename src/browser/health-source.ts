import type { RelinkClient } from '../core/client/client';
import { gatewayOf } from '../core/client/config';
import { createHealthFailures } from '../core/client/health-failures';
import { knownHealthOf } from '../core/client/known-health';
import type { RelinkError } from '../core/errors/relink-error';
import { reportTo } from '../core/errors/report';
import { createFetchItemsHealth } from '../core/item/fetch-item-health';
import { createHealthSource, type HealthSource } from '../core/item/health-source';
import { createInitialHealthReader } from '../core/item/initial-health';
import { browserEnvironment } from './environment';

// Beside the client, not in it, so that a page of idle buttons does not load it.
const sources = new WeakMap<RelinkClient, HealthSource>();

/** The one health source of a client. */
export function healthSourceOf(client: RelinkClient): HealthSource {
  let source = sources.get(client);
  if (!source) {
    const known = knownHealthOf(client);
    const fetchItems = createFetchItemsHealth(() => gatewayOf(client), browserEnvironment);
    const onError = (error: RelinkError): void => reportTo([client.config().onError], error);
    const readInitial = createInitialHealthReader(
      () => client.config().initialHealth,
      browserEnvironment,
      // Initial health is read while React renders, when the app may not set its state.
      (error) => queueMicrotask(() => onError(error)),
    );
    const created = createHealthSource({
      env: browserEnvironment,
      fetchItems(itemIds, fresh) {
        const answerOf = fetchItems(itemIds, fresh);
        return (itemId) =>
          failures.watch(
            itemId,
            known.learn(itemId, () => answerOf(itemId)),
          );
      },
      readInitial(itemId) {
        const health = readInitial(itemId);
        if (health) known.suppose(itemId, health);
        return health;
      },
      hasAnswer: known.hasAnswer,
    });
    const failures = createHealthFailures({
      env: browserEnvironment,
      isShown: created.isListened,
      onError,
    });
    known.listen(failures.onAnswer);
    known.listenToAll(created.answerTimes.note);
    sources.set(client, (source = created));
  }
  return source;
}

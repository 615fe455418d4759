import type { Environment } from '../clock';
import type { RelinkError } from '../errors/relink-error';
import { reportTo } from '../errors/report';
import { createFetchItemsHealth } from '../item/fetch-item-health';
import { createHealthSource, type HealthSource } from '../item/health-source';
import { createInitialHealthReader } from '../item/initial-health';
import type { RelinkClient } from './client';
import { gatewayOf } from './config';
import { createHealthFailures } from './health-failures';
import { knownHealthOf } from './known-health';

// Beside the client, not in it, so that a page of idle buttons does not load it.
const sources = new WeakMap<RelinkClient, HealthSource>();

/** The one health source of a client. */
export function healthSourceOf(client: RelinkClient, env: Environment): HealthSource {
  let source = sources.get(client);
  if (!source) {
    const known = knownHealthOf(client);
    const fetchItems = createFetchItemsHealth(() => gatewayOf(client), env);
    const onError = (error: RelinkError): void => reportTo([client.config().onError], error);
    const readInitial = createInitialHealthReader(
      () => client.config().initialHealth,
      env,
      // Initial health is read while React renders, when the app may not set its state.
      (error) => queueMicrotask(() => onError(error)),
    );
    const created = createHealthSource({
      env,
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
      env,
      isShown: created.isListened,
      onError,
    });
    known.listen(failures.onAnswer);
    known.listenToAll(created.answerTimes.note);
    source = {
      ...created,
      reload(itemId) {
        created.reload(itemId);
        known.doubt(itemId);
      },
    };
    sources.set(client, source);
  }
  return source;
}

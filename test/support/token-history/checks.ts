import type { TokenKey } from '../../../src/core/tokens/token';
import { idOf } from './model';
import { ITEMS, KINDS } from './steps';
import { openLinkOf, type TokenWorld } from './world';

const HOUR = 60 * 60_000;
/**
 * Background requests per key and hour. The worst case: tokens that expire at once, so that the next is due after the
 * pace of 10 s, and a backend that fails three times in between (after 0.75, 1.5 and 3 s): 4 in 15.25 s. The hour may
 * begin anywhere in them.
 */
const HOUR_LIMIT = 4 * Math.ceil(3_600 / 15.25);

/** A request must be wanted, allowed, and the only one for its key. Returns what to call once it is answered. */
export function checkRequest(key: TokenKey, signal: AbortSignal, world: TokenWorld): () => void {
  const { env, model, readers, waiting, requests, inFlight } = world;
  const keyId = idOf(key);
  const isRead = readers.some((reader) => idOf(reader.key) === keyId);
  const isAwaited = (waiting.get(keyId) ?? 0) > 0;
  if (!isAwaited && !isRead) model.fail(`A request for ${keyId}, which has no reader.`);
  if (!isAwaited && !env.isVisible()) model.fail(`A request for ${keyId} in a hidden page.`);
  if (!isAwaited && !env.isOnline()) model.fail(`A request for ${keyId} while offline.`);
  if (inFlight.has(keyId)) model.fail(`Two requests in flight for ${keyId}.`);
  inFlight.add(keyId);
  signal.addEventListener('abort', () => inFlight.delete(keyId));
  requests.push({ keyId, at: model.now() });
  return () => inFlight.delete(keyId);
}

/** What each reader shows must be usable, its own Item's, and its own alone while its Link is open. */
export function checkReaders(world: TokenWorld): void {
  const { model, readers, surface } = world;
  const pinned = new Set<string>();
  for (const reader of readers) {
    const { token, status } = surface.read(reader);
    if ((token !== null) !== (status === 'ready'))
      model.fail(`Status ${status} with token ${token}.`);
    if (token === null) continue;
    world.shown += 1;
    // It was in use before it had a token: the first that it shows is its own.
    if (reader.isInUse && reader.pinned === null) openLinkOf(reader, token, world);
    if (reader.pinned !== null) {
      if (token !== reader.pinned) model.fail('A token in use was replaced.');
      if (pinned.has(token)) model.fail('A token in use is shown to another reader.');
      pinned.add(token);
      continue;
    }
    const spentBy = model.truthOf(token)?.spentBy;
    if (spentBy) model.fail(`A reader shows a token spent by a ${spentBy}.`);
    const problem = model.problemOf(token, reader.key);
    if (problem) model.fail(`A reader shows a token that ${problem}.`);
  }
}

/** An hour without a user, with whatever backend there is, and whatever the clocks say. */
export async function checkPace(world: TokenWorld): Promise<void> {
  const { env, model, requests } = world;
  const [start, actions] = [model.now(), world.actions];
  await env.pass(HOUR);
  checkReaders(world);
  const perKey = new Map<string, number>();
  for (const { keyId, at } of requests) {
    if (at >= start) perKey.set(keyId, (perKey.get(keyId) ?? 0) + 1);
  }
  for (const [keyId, count] of perKey) {
    if (count > HOUR_LIMIT) model.fail(`${count} requests in an idle hour for ${keyId}.`);
  }
  const hours = model.now() / HOUR;
  const limit = (hours + 1) * HOUR_LIMIT * ITEMS.length * KINDS.length + actions;
  if (requests.length > limit)
    model.fail(`${requests.length} requests in ${hours} h after ${actions} actions.`);
}

import type { RelinkClient } from './client';
import type { RelinkError } from '../errors/relink-error';
import { createPart, type Part } from './lazy';
import type { PageEnvironment } from '../../browser/page-environment';
import type { TokenKey } from '../tokens/token';
import { LOADING, NOTHING, type TokenReader, type TokenSnapshot } from '../tokens/snapshot';
import type { TokenStore } from '../tokens/store';

/** The token store as hooks see it, before and after its chunk is here. */
export type ReadableTokens = Pick<
  TokenStore,
  'subscribe' | 'snapshot' | 'load' | 'refresh' | 'pin' | 'unpin' | 'unpinSoon'
>;

/** Somebody who subscribed before there was a store. */
interface Waiting {
  key: TokenKey;
  reader: TokenReader;
  /** Of the store, once it is here. */
  stop(): void;
}

const LAST_RETRY_MS = 5 * 60_000;

async function fetchStore(): Promise<(client: RelinkClient) => TokenStore> {
  const { tokensOf } = await import('./token-store-of');
  return (client) => tokensOf(client);
}

const known = new WeakMap<RelinkClient, ReadableTokens>();

export function readableTokensOf(client: RelinkClient): ReadableTokens {
  let tokens = known.get(client);
  if (!tokens) {
    const { env, fetchTokens = fetchStore } = client.host;
    known.set(client, (tokens = createReadableTokens(createPart(client, fetchTokens), env)));
  }
  return tokens;
}

/**
 * What is asked of it is kept until the store is here, and then done in the order in which the store would have seen
 * it. Until then there is no token to be seen or lost.
 */
function createReadableTokens(part: Part<TokenStore>, env: PageEnvironment): ReadableTokens {
  const waiting = new Map<() => void, Waiting>();
  const pins = new Map<TokenReader, TokenKey>();
  /** By Item: why there is no store. */
  const problems = new Map<string, TokenSnapshot>();
  let store: TokenStore | null = null;
  let failures = 0;

  async function ask({ itemId }: TokenKey): Promise<TokenStore> {
    try {
      const made = await part.load(itemId);
      if (!store) handOver((store = made));
      return made;
    } catch (thrown) {
      // It rejects with nothing else.
      const error = thrown as RelinkError;
      problems.set(itemId, { status: 'error', ...NOTHING, error });
      // One for all Items.
      if (failures === 0) retryLater();
      tell();
      throw error;
    }
  }

  function askUnattended(key: TokenKey): void {
    ask(key).catch(() => {
      // Readers see it in their snapshot, and it is tried again.
    });
  }

  function handOver(to: TokenStore): void {
    for (const [listener, { key, reader }] of waiting) {
      waiting.set(listener, { key, reader, stop: to.subscribe(key, reader, listener) });
    }
    for (const [reader, key] of pins) to.pin(key, reader);
    tell();
  }

  function tell(): void {
    for (const listener of [...waiting.keys()]) listener();
  }

  function retryLater(): void {
    failures += 1;
    env.setTimer(
      () => {
        if (store || waiting.size === 0) failures = 0;
        else {
          for (const { key } of waiting.values()) askUnattended(key);
          retryLater();
        }
      },
      Math.min(500 * 2 ** failures, LAST_RETRY_MS),
    );
  }

  return {
    subscribe(key, reader, listener) {
      if (store) return store.subscribe(key, reader, listener);
      waiting.set(listener, { key, reader, stop: () => {} });
      askUnattended(key);
      return () => {
        waiting.get(listener)?.stop();
        waiting.delete(listener);
      };
    },
    snapshot: (key, reader) =>
      store ? store.snapshot(key, reader) : (problems.get(key.itemId) ?? LOADING),
    async load(key) {
      if (store) return store.load(key);
      // A failure is in the snapshot.
      await ask(key).then(
        (made) => made.load(key),
        () => {},
      );
    },
    refresh: async (key) => (store ?? (await ask(key))).refresh(key),
    pin(key, reader) {
      if (store) store.pin(key, reader);
      else pins.set(reader, key);
    },
    unpin(reader) {
      if (store) store.unpin(reader);
      else pins.delete(reader);
    },
    unpinSoon(reader) {
      if (store) store.unpinSoon(reader);
      // Nothing is held yet, so a reader that pins again at once has lost nothing.
      else pins.delete(reader);
    },
  };
}

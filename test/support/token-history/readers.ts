import type { Environment } from '../../../src/core/clock';
import type { RelinkGateway } from '../../../src/core/gateway/wire';
import { mintToken } from '../../../src/core/tokens/mint';
import type { TokenSnapshot } from '../../../src/core/tokens/entry';
import { createTokenStore, type TokenStore } from '../../../src/core/tokens/store';
import type { TokenKey } from '../../../src/core/tokens/token';

/** A component, or an object in place of one. */
export interface Reader {
  key: TokenKey;
  isInUse: boolean;
  /** The token with which its Link is open. */
  pinned: string | null;
}

/** How the readers of a history read: straight from the store, or as components with hooks. */
export interface Readers {
  store: TokenStore;
  add(reader: Reader): void;
  /** The reader's key has changed, or whether its token is in use. */
  update(reader: Reader): void;
  remove(reader: Reader): void;
  read(reader: Reader): Pick<TokenSnapshot, 'token' | 'status'>;
  refresh(reader: Reader): Promise<string>;
  end(): void;
}

export type CreateReaders = (env: Environment, gateway: RelinkGateway) => Readers;

/** Readers without React, which use the store as a hook would. */
export const createStoreReaders: CreateReaders = (env, gateway) => {
  const store = createTokenStore((key) => mintToken(gateway, key, env), env);
  const subscriptions = new Map<Reader, { key: TokenKey; stop: () => void }>();

  function subscribe(reader: Reader): void {
    const { key } = reader;
    subscriptions.set(reader, { key, stop: store.subscribe(key, reader, () => {}) });
    void store.load(key);
  }

  return {
    store,
    add: subscribe,
    update(reader) {
      if (!reader.isInUse) store.unpin(reader);
      const subscription = subscriptions.get(reader);
      if (subscription?.key !== reader.key) {
        subscription?.stop();
        subscribe(reader);
      }
      if (reader.isInUse) store.pin(reader.key, reader);
    },
    remove(reader) {
      store.unpin(reader);
      subscriptions.get(reader)?.stop();
      subscriptions.delete(reader);
    },
    read: (reader) => store.snapshot(reader.key, reader),
    refresh: ({ key }) => store.refresh(key),
    end: () => subscriptions.forEach(({ stop }) => stop()),
  };
};

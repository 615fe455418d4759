import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useLinkTokenForItem, usePublicTokenForItem, type TokenForItem } from 'react-plaid-relink';
import { SWRConfig } from 'swr';
import { createRelinkClient } from '../../../src/core/client/client';
import type { Environment } from '../../../src/core/clock';
import { tokenStoreOf } from '../../../src/core/client/token-store-of';
import type { RelinkGateway } from '../../../src/core/gateway/wire';
import { RelinkContext } from '../../../src/react/context';
import type { Reader, Readers } from './readers';

/** Readers as an app has them: components with the hooks, under StrictMode and SWR, on clocks that the test owns. */
export function createReactReaders(env: Environment, gateway: RelinkGateway): Readers {
  const client = createRelinkClient({
    env,
    fetchEngine: () => new Promise(() => {}),
  });
  client.configure({ gateway });
  const store = tokenStoreOf(client, env);
  const root = createRoot(document.createElement('div'));
  const ids = new Map<Reader, number>();
  const shown = new Map<Reader, TokenForItem>();
  const cache = new Map<string, never>();
  let nextId = 0;

  interface ProbeProps {
    reader: Reader;
    itemId: string;
    inUse: boolean;
  }
  function PublicProbe({ reader, itemId, inUse }: ProbeProps): null {
    shown.set(reader, usePublicTokenForItem(itemId, { inUse }));
    return null;
  }
  function LinkProbe({ reader, itemId, inUse }: ProbeProps): null {
    shown.set(reader, useLinkTokenForItem(itemId, { inUse }));
    return null;
  }

  function render(): void {
    root.render(
      <StrictMode>
        <SWRConfig value={{ provider: () => cache }}>
          <RelinkContext.Provider value={{ client, messages: undefined }}>
            {[...ids].map(([reader, id]) => {
              const Probe = reader.key.kind === 'public_token' ? PublicProbe : LinkProbe;
              const { itemId } = reader.key;
              return <Probe key={id} reader={reader} itemId={itemId} inUse={reader.isInUse} />;
            })}
          </RelinkContext.Provider>
        </SWRConfig>
      </StrictMode>,
    );
  }

  return {
    store,
    add(reader) {
      ids.set(reader, (nextId += 1));
      render();
    },
    update: render,
    remove(reader) {
      ids.delete(reader);
      shown.delete(reader);
      render();
    },
    read: (reader) => shown.get(reader) ?? { token: null, status: 'loading' },
    refresh: (reader) =>
      shown.get(reader)?.refresh() ?? Promise.reject(new Error('Not shown yet.')),
    end: () => root.unmount(),
  };
}

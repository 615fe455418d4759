import { useEffect, useInsertionEffect, useMemo, useState, type ReactNode } from 'react';
import { createRelinkClient } from '../core/client';
import type { RelinkConfig } from '../core/config';
import { browserEnvironment } from '../core/environment';
import type { RelinkMessages } from '../core/messages';
import { RelinkContext } from './context';
import { loadEngine } from './load-engine';

export interface RelinkProviderProps extends RelinkConfig {
  /** The buttons' texts. What is left out stays English. */
  messages?: Partial<RelinkMessages> | undefined;
  children?: ReactNode;
}

/**
 * Hosts the Link session of everything below it, so that Link outlives the button that opened it. One per app, high
 * in the tree; give it `key={userId}` so that nothing of one user is left for the next.
 *
 * Unmounting it closes Link.
 */
export function RelinkProvider({ children, messages, ...config }: RelinkProviderProps): ReactNode {
  const [client] = useState(() => {
    const created = createRelinkClient(loadEngine, browserEnvironment);
    created.configure(config);
    return created;
  });
  useInsertionEffect(() => client.configure(config));
  useEffect(() => client.retain(), [client]);
  const value = useMemo(() => ({ client, messages }), [client, messages]);
  return <RelinkContext.Provider value={value}>{children}</RelinkContext.Provider>;
}

import {
  useEffect,
  useInsertionEffect,
  useMemo,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { RelinkConfig } from '../core/client/config';
import { flatMessages } from '../messages/flat-messages';
import type { MessageOverrides } from '../messages/types';
import { createBrowserClient } from '../browser/client';
import { RelinkContext } from './context';

/** Props of {@link RelinkProvider}. All of them may change; the newest are used. */
export interface RelinkProviderProps extends RelinkConfig {
  /**
   * Texts to replace, grouped by component (`{ list: { skip: 'Later' } }`) or flat (`{ listSkip: 'Later' }`). What is
   * left out stays English; `germanMessages` is a complete set.
   */
  messages?: MessageOverrides | undefined;
  children?: ReactNode;
}

/**
 * Hosts the Link session of everything below it, so that Link outlives the button that opened it. One per app, high
 * in the tree; give it `key={userId}` so that nothing of one user is left for the next.
 *
 * Unmounting it closes Link.
 *
 * @example
 * <RelinkProvider key={user.id} onError={report}>…</RelinkProvider>
 */
export function RelinkProvider({
  children,
  messages,
  ...config
}: RelinkProviderProps): ReactElement {
  const [client] = useState(() => {
    const created = createBrowserClient();
    created.configure(config);
    return created;
  });
  useInsertionEffect(() => client.configure(config));
  useEffect(() => client.retain(), [client]);
  const value = useMemo(() => ({ client, messages: flatMessages(messages) }), [client, messages]);
  return <RelinkContext.Provider value={value}>{children}</RelinkContext.Provider>;
}

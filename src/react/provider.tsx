'use client';

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
import type { MessageOverrides } from '../messages/groups';
import { createBrowserClient } from '../browser/client';
import { isReturn } from '../browser/is-return';
import { RelinkContext, type RelinkUi } from './context';

/** Props of {@link RelinkProvider}. All of them may change at any time: the newest are used. */
export interface RelinkProviderProps extends RelinkConfig, RelinkUi {
  /**
   * Texts to replace, grouped by component (`{ list: { skip: 'Later' } }`) or flat (`{ listSkip: 'Later' }`). What is
   * left out stays English; `germanMessages` is a complete set.
   */
  messages?: MessageOverrides | undefined;
  children?: ReactNode;
}

/**
 * Runs the Link sessions of all components below it, so that Link stays open when the button that opened it unmounts.
 *
 * Mount one per app, high in the tree, with `key={userId}`: a change of the user then discards tokens, sessions and
 * health. Unmounting it closes Link.
 *
 * @example
 * <RelinkProvider key={user.id} onError={report}>…</RelinkProvider>
 */
export function RelinkProvider({
  children,
  messages,
  classNames,
  components,
  trust,
  ...config
}: RelinkProviderProps): ReactElement {
  // A misspelt prop is not refused, as a misspelt option of the server is: every page would load the names and the check.
  // TypeScript refuses it.
  const [client] = useState(() => {
    const created = createBrowserClient(isReturn);
    created.configure(config);
    return created;
  });
  useInsertionEffect(() => client.configure(config));
  useEffect(() => client.retain(), [client]);
  const value = useMemo(
    () => ({ client, messages: flatMessages(messages), classNames, components, trust }),
    [client, messages, classNames, components, trust],
  );
  return <RelinkContext.Provider value={value}>{children}</RelinkContext.Provider>;
}

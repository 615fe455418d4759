import {
  useEffect,
  useInsertionEffect,
  useMemo,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import { Platform } from 'react-native';
import type { RelinkConfig } from '../core/client/config';
import type { RelinkGateway } from '../core/gateway/wire';
import { isAppPlatform } from '../core/types';
import { RelinkContext } from '../react/context';
import { createNativeClient } from './client';
import { nativeGateway, type NativeHeaders } from './gateway';

/** Props of {@link RelinkProvider}. All of them may change at any time: the newest are used. */
export interface RelinkProviderProps extends Pick<
  RelinkConfig,
  'onActivity' | 'onEvent' | 'onError'
> {
  /**
   * Base URL of your backend, such as `'https://api.example.com/api/plaid'`, or a {@link RelinkGateway}: your own functions.
   * Another text fails each relink with `invalid_options`.
   */
  gateway: string | RelinkGateway;
  /** Headers for each request to the backend, such as `authorization`. A function is called before each request. */
  headers?: NativeHeaders | undefined;
  children?: ReactNode;
}

/**
 * Runs the Link sessions of all components below it. Beta: no device has run it.
 *
 * Mount one per app, high in the tree, with `key={userId}`: a change of the user then discards tokens, sessions and
 * health. The SDK cannot close Link. Where the provider unmounts while Link is open, nothing that Link says is heard any more.
 *
 * @example
 * <RelinkProvider key={user.id} gateway="https://api.example.com/api/plaid" headers={authorize}>…</RelinkProvider>
 */
export function RelinkProvider({
  children,
  gateway,
  headers,
  ...handlers
}: RelinkProviderProps): ReactElement {
  const config: RelinkConfig = {
    ...handlers,
    gateway: nativeGateway(gateway, headers, isAppPlatform(Platform.OS) ? Platform.OS : undefined),
  };
  const [client] = useState(() => {
    const created = createNativeClient();
    created.configure(config);
    return created;
  });
  useInsertionEffect(() => client.configure(config));
  useEffect(() => client.retain(), [client]);
  const value = useMemo(() => ({ client, messages: undefined }), [client]);
  return <RelinkContext.Provider value={value}>{children}</RelinkContext.Provider>;
}

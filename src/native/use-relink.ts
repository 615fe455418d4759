import type { RelinkOptions } from '../core/client/session-types';
import { useRelink as useRelinkOfItem, type Relink } from '../react/use-relink';

/** Options of one relink: what to open Link for, and the callbacks. All may change at any render; the newest are used. */
export type NativeRelinkOptions = Omit<
  RelinkOptions,
  'tokenKind' | 'presentation' | 'redirectState'
>;

/**
 * The Item's Link session, for a button of your own. `open()` asks the backend for a token, opens Link by Plaid's SDK, and asks
 * the backend how the Item is afterwards. `prepare()` fetches the token ahead. Callbacks get what Link says in the form that it
 * has on the web.
 *
 * @throws RelinkError `missing_provider`
 * @example
 * const { status, error, open } = useRelink(item.id);
 * return <Button title="Reconnect" disabled={status === 'opening'} onPress={() => void open()} />;
 */
export function useRelink(itemId: string, options: NativeRelinkOptions = {}): Relink {
  return useRelinkOfItem(itemId, options);
}

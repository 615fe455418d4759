import { isRecord } from '../../core/unknown';

/** What a mounted Link needs of Link's handler (plaid.com/docs/link/web). */
export interface PlaidHandler {
  open(): void;
  exit(options: { force: true }): void;
  /** Missing from react-plaid-link's handler, which is destroyed with its component. */
  destroy?(): void;
}

/**
 * Calls `Plaid.create` without react-plaid-link, for the case in which that one is stuck: as long as any hook of the app
 * that saw a failed or unfinished script is mounted, it takes Link's script for missing, however long it has been there.
 *
 * @throws Error where `window.Plaid` is missing, and whatever `Plaid.create` throws
 */
export function createPlaidHandler(plaidOptions: object): PlaidHandler {
  const plaid: unknown = Reflect.get(window, 'Plaid');
  const create = isRecord(plaid) ? plaid.create : null;
  if (typeof create !== 'function') throw new Error('window.Plaid is gone.');
  // Link's own name for react-plaid-link's `publicKey` is `key`.
  const { publicKey, ...options } = plaidOptions as { publicKey?: string };
  const config = publicKey === undefined ? options : { ...options, key: publicKey };
  return Reflect.apply(create, plaid, [config]) as PlaidHandler;
}

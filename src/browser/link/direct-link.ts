import { isRecord } from '../../core/unknown';

/** Link's own handler, as `Plaid.create` returns it (plaid.com/docs/link/web). */
export interface DirectLink {
  open(): void;
  exit(options?: { force?: boolean }): void;
  destroy(): void;
}

/**
 * Link without react-plaid-link, for where that one is stuck: it remembers a script that failed, or never finished,
 * for as long as any hook of the app's that saw it is mounted, even when the script has long been loaded.
 */
export function createDirectLink(linkOptions: object): DirectLink {
  const plaid: unknown = Reflect.get(window, 'Plaid');
  const create = isRecord(plaid) ? plaid.create : null;
  if (typeof create !== 'function') throw new Error('window.Plaid is gone.');
  // The name that Link knows it by.
  const { publicKey, ...options } = linkOptions as { publicKey?: string };
  const config = publicKey === undefined ? options : { ...options, key: publicKey };
  return Reflect.apply(create, plaid, [config]) as DirectLink;
}

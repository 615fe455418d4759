import type { RelinkError } from '../errors/relink-error';

/** What a reader sees of one key: immutable, for `useSyncExternalStore`. `token` is set only while it may be used. */
export type TokenSnapshot =
  | { status: 'idle' | 'loading'; token: null; expiresAt: null; error: null }
  | { status: 'ready'; token: string; expiresAt: Date; error: null }
  | { status: 'error'; token: null; expiresAt: null; error: RelinkError };

export const NOTHING = { token: null, expiresAt: null, error: null } as const;
export const IDLE: TokenSnapshot = { status: 'idle', ...NOTHING };
export const LOADING: TokenSnapshot = { status: 'loading', ...NOTHING };

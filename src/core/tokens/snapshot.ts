import type { RelinkError } from '../errors/relink-error';

/** What a consumer of one key sees. The token is usable while it stands here, and null otherwise. */
export type TokenSnapshot =
  | { status: 'idle' | 'loading'; token: null; expiresAt: null; error: null }
  | { status: 'ready'; token: string; expiresAt: Date; error: null }
  | { status: 'error'; token: null; expiresAt: null; error: RelinkError };

export const NOTHING = { token: null, expiresAt: null, error: null } as const;
export const IDLE: TokenSnapshot = { status: 'idle', ...NOTHING };
export const LOADING: TokenSnapshot = { status: 'loading', ...NOTHING };

/** One reader of tokens; its identity is what a pin belongs to. */
export type TokenReader = object;

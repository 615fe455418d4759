import type { RelinkOptions, RelinkResult } from './session-types';

/** Runs the sessions of one client. It comes as a chunk of its own, when a session is first needed. */
export interface RelinkEngine {
  prepare(itemId: string, options: () => RelinkOptions): void;
  open(itemId: string, options: () => RelinkOptions): Promise<RelinkResult>;
  /** Continues the session that an OAuth redirect interrupted; with an `itemId`, only that Item's. */
  resume(
    receivedRedirectUri: string,
    options: () => RelinkOptions,
    itemId?: string,
  ): Promise<RelinkResult>;
  /** Nobody shows this Item any more. Returns false where there is no session of it. */
  forget(itemId: string): boolean;
  dispose(): void;
}

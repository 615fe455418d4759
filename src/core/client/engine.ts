import type { OptionsSource, RelinkResult } from './session-types';

/** Runs the sessions of one client. Loaded as a chunk of its own at the first sign of a click. */
export interface RelinkEngine {
  prepare(itemId: string, options: OptionsSource): void;
  open(itemId: string, options: OptionsSource): Promise<RelinkResult>;
  /** Continues the session that an OAuth redirect interrupted; with an `itemId`, only that Item's. */
  resume(
    receivedRedirectUri: string,
    options: OptionsSource,
    itemId?: string,
  ): Promise<RelinkResult>;
  /** No component shows this Item any more. Returns false where the Item has no session. */
  forget(itemId: string): boolean;
  dispose(): void;
}

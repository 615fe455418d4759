import type { RelinkResult } from '../client/session-types';

/** The promise that one `open()` returned. */
export interface Pending {
  readonly promise: Promise<RelinkResult>;
  /** The first call counts. */
  settle(result: RelinkResult): void;
}

export function createPending(): Pending {
  let settle: (result: RelinkResult) => void = () => {};
  const promise = new Promise<RelinkResult>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}

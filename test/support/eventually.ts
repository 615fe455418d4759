import { vi } from 'vitest';

/** Until the check passes. The bound is for what never comes: a busy machine is late by more than vitest's own second. */
export function eventually<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(check, { timeout: 10_000 });
}

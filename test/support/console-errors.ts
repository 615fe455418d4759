import { onTestFinished, vi } from 'vitest';

/**
 * What React says of an error that the boundary around Link has caught: React 19 in one call, React 18 after what jsdom
 * says of the error itself.
 */
export const CAUGHT_BY_BOUNDARY =
  /The above error occurred in the <LinkInstance> component|^Error: Uncaught \[Error: told by the test\]/;

/** Collects the calls of `console.error` until the test ends, instead of printing them. */
export function collectConsoleErrors(): string[] {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'error').mockImplementation((...parts: unknown[]) => {
    lines.push(parts.map(String).join(' '));
  });
  onTestFinished(() => spy.mockRestore());
  return lines;
}

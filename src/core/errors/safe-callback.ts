/**
 * Calls a callback of the app's. One that throws must not wedge a session, and must not go unseen either: the
 * exception is reported as an uncaught one, as the browser does for event listeners.
 */
export function callSafely<Args extends unknown[]>(
  callback: ((...args: Args) => void) | undefined,
  ...args: Args
): void {
  if (!callback) return;
  try {
    callback(...args);
  } catch (thrown) {
    // Not every runtime has it: React Native's did not for long.
    const report = (globalThis.reportError as typeof reportError | undefined) ?? console.error;
    report(thrown);
  }
}

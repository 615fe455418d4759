/**
 * Calls one of the app's callbacks. An exception must not block a session, and must not stay hidden: it is reported as
 * an uncaught one, as the browser does for event listeners.
 */
export function callSafely<Args extends unknown[]>(
  callback: ((...args: Args) => void) | undefined,
  ...args: Args
): void {
  if (!callback) return;
  try {
    callback(...args);
  } catch (thrown) {
    // Older versions of React Native have no `reportError`.
    const report = (globalThis.reportError as typeof reportError | undefined) ?? console.error;
    report(thrown);
  }
}

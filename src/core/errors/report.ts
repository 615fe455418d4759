import { BRAND, type RelinkError } from './relink-error';

export type ErrorListener = (error: RelinkError) => void;

/**
 * Gives the error to each handler. Without a handler it is logged, so that a mistake in the wiring does not look like a
 * button that does nothing. The log has the message alone, since `cause` may contain data of the app.
 */
export function reportTo(
  handlers: readonly (((error: RelinkError) => void) | undefined)[],
  error: RelinkError,
): void {
  // The fake Link of the test kit listens, to say why no Link opened. In an app no code does.
  (globalThis as { [BRAND]?: ErrorListener })[BRAND]?.(error);
  for (const handler of handlers) callSafely(handler, error);
  if (!handlers.some(Boolean)) console.error(`react-plaid-relink: ${error.code}: ${error.message}`);
}

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

import { callSafely } from './safe-callback';
import type { RelinkError } from './relink-error';

/**
 * Gives the error to each handler. Without a handler it is logged, so that a mistake in the wiring does not look like a
 * button that does nothing. The log has the message alone, since `cause` may contain data of the app.
 */
export function reportTo(
  handlers: readonly (((error: RelinkError) => void) | undefined)[],
  error: RelinkError,
): void {
  for (const handler of handlers) callSafely(handler, error);
  if (!handlers.some(Boolean)) console.error(`react-plaid-relink: ${error.code}: ${error.message}`);
}

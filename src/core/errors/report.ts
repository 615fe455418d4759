import { callSafely } from './safe-callback';
import type { RelinkError } from './relink-error';

/**
 * Tells the app what went wrong. Where it listens nowhere, the console hears of it: a mistake in the wiring must not
 * look like a button that just does not work. The message alone, since a cause may hold what the app put into it.
 */
export function reportTo(
  handlers: readonly (((error: RelinkError) => void) | undefined)[],
  error: RelinkError,
): void {
  for (const handler of handlers) callSafely(handler, error);
  if (!handlers.some(Boolean)) console.error(`react-plaid-relink: ${error.code}: ${error.message}`);
}

import { callUser } from './call-user';
import type { RelinkError } from './error-base';

/**
 * Tells the app what went wrong. Where it listens nowhere, the console hears of it: a mistake in the wiring must not
 * look like a button that just does not work. The message alone, since a cause may hold what the app put into it.
 */
export function reportTo(
  handlers: readonly (((error: RelinkError) => void) | undefined)[],
  error: RelinkError,
): void {
  const given = handlers.filter((handler) => handler !== undefined);
  for (const handler of given) callUser(handler, error);
  if (given.length === 0) console.error(`react-plaid-relink: ${error.code}: ${error.message}`);
}

import type { RelinkError } from '../errors/relink-error';
import { isAboutApp, isRelinkable, remedyOf } from '../item/classify-item';
import type { PlaidLinkError } from '../link/plaid-types';
import { sessionErrors } from './session-errors';

/**
 * What the error of an exit means beyond "the user closed Link": null where another try may simply go better.
 *
 * @param error what Link's `onExit` said; the last error that the user saw, or null
 */
export function exitProblem(itemId: string, error: PlaidLinkError | null): RelinkError | null {
  if (!error) return null;
  if (error.error_type === 'OAUTH_ERROR') {
    const why = `Plaid says ${error.error_code}: the redirect was used already, or is another session's.`;
    return sessionErrors.notResumable(itemId, why);
  }
  if (isAboutApp(error)) return sessionErrors.refused(itemId, error);
  const remedy = remedyOf(error);
  if (isRelinkable(remedy)) return null;
  return sessionErrors.notRelinkable(itemId, error.error_code, remedy, error);
}

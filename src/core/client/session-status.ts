import type { RelinkStatus } from '../types';

/** Whether the session has Link in the user's hands, or is about to: nobody may take Link away from it. */
export function holdsLink(status: RelinkStatus): boolean {
  return status === 'opening' || status === 'open';
}

/** Whether a session is under way. */
export function isBusy(status: RelinkStatus): boolean {
  return holdsLink(status) || status === 'confirming';
}

import type { RelinkStatus } from '../types';

/** Whether Link is open or about to open for the user. No other session may take Link then. */
export function holdsLink(status: RelinkStatus): boolean {
  return status === 'opening' || status === 'open';
}

/** Whether a session is under way. */
export function isBusy(status: RelinkStatus): boolean {
  return holdsLink(status) || status === 'confirming';
}

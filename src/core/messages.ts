import type { RelinkError } from './errors';
import type { RelinkStatus } from './types';

/** The texts of a button, by status. The one for 'failed' gets the error and should offer another try. */
export type RelinkMessages = Record<Exclude<RelinkStatus, 'failed'>, string> & {
  failed: (error: RelinkError) => string;
};

/** English. Statuses before the click read the same, so that a hover does not change the button. */
export const ENGLISH: RelinkMessages = {
  idle: 'Reconnect',
  preparing: 'Reconnect',
  ready: 'Reconnect',
  opening: 'Opening…',
  open: 'Continue in the secure window',
  confirming: 'Checking the connection…',
  relinked: 'Reconnected',
  exited: 'Reconnect',
  failed: (error) => error.displayMessage,
};

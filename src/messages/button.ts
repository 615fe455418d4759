import type { ButtonMessages } from './types';

/** The statuses before a click read the same, so that a hover does not change the button. */
export const ENGLISH_BUTTON: ButtonMessages = {
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

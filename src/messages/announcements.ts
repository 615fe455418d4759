import type { Announcements } from './button';

/** English. Beside the buttons' texts, which are there from the start. */
export const ENGLISH_ANNOUNCEMENTS: Announcements = {
  announceOpening: 'Opening a secure window.',
  announceConfirming: 'Checking the bank connection.',
  announceRelinked: 'The bank connection works again.',
  announceExited: 'The bank connection was not changed.',
  announceFailed: (text) => `The bank connection could not be updated. ${text}`,
};

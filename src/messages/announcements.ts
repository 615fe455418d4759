import type { Announcements } from './types';

/** In a file of its own, which loads at the first interaction: an idle button needs none of it. */
export const ENGLISH_ANNOUNCEMENTS: Announcements = {
  announceOpening: 'Opening a secure window.',
  announceConfirming: 'Checking the bank connection.',
  announceRelinked: 'The bank connection works.',
  announceExited: 'The bank connection was not changed.',
  announceFailed: (text) => `The bank connection could not be updated. ${text}`,
};

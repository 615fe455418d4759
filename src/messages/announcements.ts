import { atStart } from './at-start';
import type { Announcements } from './types';

/** In a file of its own, which loads at the first interaction: an idle button needs none of it. */
export const ENGLISH_ANNOUNCEMENTS: Announcements = {
  announceOpening: ({ bank }) => `Opening the sign-in for ${bank}.`,
  announceConfirming: ({ bank }) => `Checking ${bank}.`,
  announceRelinked: ({ bank }) => `${atStart(bank, 'your')} is connected again.`,
  announceExited: ({ bank }) => `Nothing has changed at ${bank}.`,
  announceFailed: (text, { bank }) => `${atStart(bank, 'your')}: ${text}`,
};

import type { ENGLISH_BUTTON } from './button';
import type { ButtonMessages } from './types';

type Aside = Omit<ButtonMessages, keyof typeof ENGLISH_BUTTON>;

/** The texts beside a button, and its further labels. They load at the first interaction. */
export const ENGLISH_ASIDE: Aside = {
  // The English texts of errors say "your bank" of the Item's bank, and "A sign-in" of another bank's.
  failed: ({ displayMessage, code }, { bank, otherBank } = {}) =>
    code === 'session_in_progress' && otherBank
      ? displayMessage.replace('A sign-in', () => `The sign-in for ${otherBank}`)
      : displayMessage.replace('your bank', (yourBank) => bank ?? yourBank),
  signIn: 'Sign in',
  getHelp: 'Get help',
  openHosted: 'Open Plaid’s page',
  retryIn: ({ seconds }) => `Try again in ${seconds} s`,
  stillOpening: 'Still opening…',
  inOtherTab: 'Sign-in continues in the other tab.',
  cancel: 'Cancel',
  nothingChanged: ({ bank }) => `Nothing has changed at ${bank}.`,
  reference: ({ requestId }) => `Reference: ${requestId}`,
  copy: 'Copy',
  copied: 'Copied',
};

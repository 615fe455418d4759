import type { ButtonMessages } from './types';

/**
 * The labels of a button before a failure that has one of its own: all that an idle button loads, since styles reserve the
 * width for the widest. A status without a text shows `idle`, so that a hover changes nothing.
 */
export const ENGLISH_BUTTON = {
  idle: 'Reconnect',
  confirming: 'Checking…',
  relinked: 'Connected',
  tryAgain: 'Try again',
  checkAgain: 'Check again',
} satisfies Partial<ButtonMessages>;

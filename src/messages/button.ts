import type { RelinkError } from '../core/errors/relink-error';
import type { ListMessages } from './list';
import type { NoticeMessages } from './notice';
import type { RelinkStatus } from '../core/types';

/** The texts of a button, by status. The one for 'failed' gets the error and should offer another try. */
export type ButtonMessages = Record<Exclude<RelinkStatus, 'failed'>, string> & {
  /**
   * By `error.code`; with 'not_relinkable' and 'still_broken' `error.remedy` says what helps.
   *
   * @default `error.displayMessage`, which is English
   */
  failed: (error: RelinkError) => string;
};

/** What a screen reader says, politely, while the user is elsewhere on the page. */
export interface Announcements {
  /** Where Link takes its time to open. */
  announceOpening: string;
  /** Link is done, and the server asks Plaid. */
  announceConfirming: string;
  /** The server confirmed it. */
  announceRelinked: string;
  /** The user closed Link. */
  announceExited: string;
  /** `text` is what the `failed` text says about the error. */
  announceFailed: (text: string) => string;
}

/** Every text that this package shows or says. */
export type RelinkMessages = ButtonMessages & Announcements & NoticeMessages & ListMessages;

/** English. Statuses before the click read the same, so that a hover does not change the button. */
export const ENGLISH: ButtonMessages = {
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

import type { RelinkErrorCode } from '../core/errors/code';
import { atStart } from './at-start';
import { ENGLISH_BANK } from '../core/bank-name';
import type { NoticeMessages, NoticeSubject } from './notice-types';

export const ENGLISH_NOTICE: NoticeMessages = {
  ...ENGLISH_BANK,
  noticeRelink({ bank, reason }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          title: `You’ve turned off access at ${bank}`,
          text: 'If you meant to, there is nothing to do. Reconnect to see this bank here again.',
          action: 'Reconnect',
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return {
          title: `Renew your permission at ${bank}`,
          text: 'It has ended, and new activity is paused until you renew it. It takes about a minute.',
          action: 'Renew',
        };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          title: `Allow one more thing at ${bank}`,
          text: 'A feature of this app uses data that you haven’t shared yet. Sign in and allow it. It takes about a minute.',
          action: 'Allow access',
        };
      default:
        return {
          title: `Sign in to ${bank} again`,
          text: 'Banks ask for this now and then. New activity is paused until you do. It takes about a minute.',
          action: 'Reconnect',
        };
    }
  },
  noticeAccounts: ({ bank }) => ({
    title: `Choose which accounts at ${bank} to show`,
    text: 'An account that this app uses is not shared at the moment.',
    action: 'Choose accounts',
  }),
  noticeExpiring: (subject) => ({
    title: `Keep ${subject.bank} connected`,
    text: `Your permission ends ${endOf(subject)}. Renew it now and nothing is interrupted.`,
    action: 'Renew',
  }),
  noticeMigrating: (subject) => ({
    title: `Keep ${subject.bank} connected`,
    text: `The bank is moving to a new kind of connection, and the current one ends ${endOf(subject)}. Reconnect now and nothing is interrupted.`,
    action: 'Reconnect',
  }),
  noticeNewLink: ({ bank }) => ({
    title: `Connect ${bank} again`,
    text: 'The old connection has ended and can’t be renewed. Setting it up takes a few minutes.',
    action: 'Set up again',
  }),
  noticeDuplicate: ({ bank }) => ({
    title: `${atStart(bank, 'your')} seems to be connected twice`,
    text: 'Both connections use the same sign-in, and only one of them can stay. Remove the one that you don’t need.',
    action: 'Remove one',
  }),
  noticeVisitBank: ({ bank }) => ({
    title: `First, sort something out with ${bank}`,
    text: 'Your login there is locked or needs a new password. Sort it out on their site or app, then reconnect here.',
    action: 'Reconnect',
  }),
  noticeWait: ({ bank }) => ({
    title: `${atStart(bank, 'your')} isn’t responding right now`,
    text: 'Nothing for you to do. We check again every minute.',
    action: 'Check now',
  }),
  noticeStillDown: () => 'Checked just now: still no answer.',
  noticeNewAccounts: ({ bank }) => ({
    title: `You have new accounts at ${bank}`,
    text: 'Sign in and choose those that you want to see here.',
    action: 'Add accounts',
  }),
  noticeDismiss: 'Not now',
  noticeUnchecked: ({ code, count }) => ({
    title: count === 1 ? 'We couldn’t check this bank' : `We couldn’t check ${count} banks`,
    text: whyUnchecked(code),
    action: 'Try again',
  }),
  noticeSignIn: 'Sign in',
  noticeRepaired: ({ bank }) => ({
    title: `${atStart(bank, 'your')} is connected again`,
    text: 'We’re catching up. New activity can take a few minutes to show.',
  }),
  trust: ({ bank, oauth, count }) =>
    oauth && count === 1
      ? `You sign in at ${bank} through Plaid. We never see your password.`
      : 'You sign in through Plaid. We never see your password.',
  lastUpdated: ({ ago }) => (ago ? `last update ${ago}` : 'updated just now'),
  lastChecked: ({ ago }) => (ago ? `Last checked ${ago}.` : 'Checked just now.'),
  openBank: ({ bank }) => `Open ${bank}`,
  done: 'Done',
};

/** "on December 1", "tomorrow", or "in 3 days, on Tuesday". */
function endOf({ until, inDays, weekday }: NoticeSubject): string {
  if (inDays) return weekday ? `${inDays}, on ${weekday}` : inDays;
  return until ? `on ${until}` : 'soon';
}

function whyUnchecked(code: RelinkErrorCode): string {
  switch (code) {
    case 'unauthorized':
      return 'You’ve been signed out. Sign in, and we check again.';
    case 'offline':
      return 'You’re offline. We check again as soon as you’re back.';
    case 'network_error':
      return 'We couldn’t reach our server. We keep trying.';
    case 'timeout':
      return 'This is taking longer than usual. We keep trying.';
    case 'rate_limited':
    case 'backend_error':
    case 'invalid_response':
      return 'That is on our side, and there is nothing for you to do. We keep trying.';
    default:
      return 'That is on our side. If it stays like this, please contact support.';
  }
}

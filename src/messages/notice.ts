import type { RelinkErrorCode } from '../core/errors/code';
import type { NoticeMessages } from './types';

export const ENGLISH_NOTICE: NoticeMessages = {
  locale: 'en',
  yourBank: 'Your bank',
  noticeRelink({ bank, reason }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          title: `You ended the access at ${bank}`,
          text: 'There is nothing to do if you meant to. Reconnect to see this bank here again.',
          action: 'Reconnect',
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return {
          title: `Your consent at ${bank} has ended`,
          text: 'Banks ask for it again from time to time. Until then, nothing new arrives from this bank.',
          action: 'Renew now',
        };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          title: `${bank} needs your consent`,
          text: 'A feature of this app needs data that you have not shared yet. Log in and allow it. It takes about a minute.',
          action: 'Allow access',
        };
      default:
        return {
          title: `${bank} needs you to log in again`,
          text: 'Until then, nothing new arrives from this bank. It takes about a minute.',
          action: 'Reconnect',
        };
    }
  },
  noticeAccounts: ({ bank }) => ({
    title: `${bank} shares no account with us`,
    text: 'Log in and choose the accounts that you want to see here.',
    action: 'Choose accounts',
  }),
  noticeExpiring: ({ bank, until }) => ({
    title: `${bank} will disconnect ${until ? `on ${until}` : 'soon'}`,
    text: 'Banks ask for your consent again from time to time. Renew it now and nothing is interrupted.',
    action: 'Renew now',
  }),
  noticeMigrating: ({ bank, until }) => ({
    title: `${bank} is changing how it connects`,
    text: `This connection ends ${until ? `on ${until}` : 'soon'}. Reconnect now and nothing is interrupted. It takes about a minute.`,
    action: 'Reconnect',
  }),
  noticeNewLink: ({ bank }) => ({
    title: `${bank} is no longer connected`,
    text: 'This connection cannot be repaired. Connect the bank again to see it here.',
    action: 'Connect again',
  }),
  noticeDuplicate: ({ bank }) => ({
    title: `${bank} seems to be connected twice`,
    text: 'Both connections use the same login, and the bank keeps only one of them. Remove the one that you do not need.',
    action: 'Remove one',
  }),
  noticeVisitBank: ({ bank }) => ({
    title: `${bank} wants you to sign in on its own site first`,
    text: 'Your bank has locked the login or asks for a new password. Settle that there, then come back.',
    action: 'I have done that',
  }),
  noticeWait: ({ bank }) => ({
    title: `${bank} cannot be reached at the moment`,
    text: 'You don’t need to do anything. We keep trying.',
    action: 'Check now',
  }),
  noticeStillDown: () => 'We have just checked: it still cannot be reached. We keep trying.',
  noticeNewAccounts: ({ bank }) => ({
    title: `You have new accounts at ${bank}`,
    text: 'Log in and choose those that you want to see here.',
    action: 'Add accounts',
  }),
  noticeDismiss: 'Not now',
  noticeUnchecked: ({ code, count }) => ({
    title:
      count === 1
        ? 'We couldn’t check this bank connection'
        : `We couldn’t check ${count} bank connections`,
    text: whyUnchecked(code),
    action: 'Try again',
  }),
  noticeSignIn: 'Sign in',
  noticeRepaired: ({ bank }) => ({
    title: `${bank} is connected`,
    text: 'Everything will be up to date shortly.',
  }),
};

function whyUnchecked(code: RelinkErrorCode): string {
  switch (code) {
    case 'unauthorized':
      return 'You have been signed out. Sign in, and we check again.';
    case 'offline':
      return 'You are offline. We check again as soon as you are connected.';
    case 'network_error':
      return 'We could not reach our server. We keep trying.';
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

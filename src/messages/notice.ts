import type { NoticeMessages } from './types';

export const ENGLISH_NOTICE: NoticeMessages = {
  locale: 'en',
  yourBank: 'Your bank',
  noticeRelink: ({ bank }) => ({
    title: `${bank} needs you to log in again`,
    text: 'Until then, nothing new arrives from this bank. It takes about a minute.',
    action: 'Reconnect',
  }),
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
  noticeNewLink: ({ bank }) => ({
    title: `${bank} is no longer connected`,
    text: 'This connection cannot be repaired. Connect the bank again to see it here.',
    action: 'Connect again',
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
  noticeRepaired: ({ bank }) => ({
    title: `${bank} is connected`,
    text: 'Everything will be up to date again shortly.',
  }),
};

import type { RelinkMailTexts } from './mail-texts';

/** The mail in English: what `relinkMail` says without `texts`. */
export const englishMailTexts: RelinkMailTexts = {
  locale: 'en',
  yourBank: 'your bank',
  relink({ bank, appName, reason }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          title: `You’ve turned off access at ${bank}`,
          text: `If you meant to, there is nothing to do. Reconnect to see this bank in ${appName} again.`,
          action: 'Reconnect',
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return {
          title: `Renew your permission at ${bank}`,
          text: `It has ended. Until you renew it, ${appName} gets nothing new from there. It takes about a minute.`,
          action: 'Renew',
        };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          title: `Allow one more thing at ${bank}`,
          text: `A feature of ${appName} uses data that you haven’t shared yet. Sign in and allow it. It takes about a minute.`,
          action: 'Allow access',
        };
      default:
        return {
          title: `Sign in to ${bank} again`,
          text: `Banks ask for this now and then. Until you do, ${appName} gets nothing new from there. It takes about a minute.`,
          action: 'Reconnect',
        };
    }
  },
  accounts: ({ bank, appName }) => ({
    title: `Choose which accounts at ${bank} to show`,
    text: `An account that ${appName} uses is not shared at the moment. Sign in and choose.`,
    action: 'Choose accounts',
  }),
  expiring: ({ bank, appName, ends }) => ({
    title: `Keep ${bank} connected`,
    text: `Your permission for ${appName} ends ${ends ? `on ${ends}. Renew it before then` : 'soon. Renew it now'} and nothing is interrupted.`,
    action: 'Renew',
  }),
  migrating: ({ bank, ends }) => ({
    title: `Keep ${bank} connected`,
    text: `The bank is moving to a new kind of connection, and the current one ends ${ends ? `on ${ends}. Reconnect before then` : 'soon. Reconnect now'} and nothing is interrupted.`,
    action: 'Reconnect',
  }),
  newLink: ({ bank, appName }) => ({
    title: `Connect ${bank} again`,
    text: `The old connection has ended and can’t be renewed. Setting it up in ${appName} takes a few minutes.`,
    action: 'Set up again',
  }),
  visitBank: ({ bank }) => ({
    title: `First, sort something out with ${bank}`,
    text: 'Your login there is locked or needs a new password. Sort it out on their site or app, then come back to this mail and reconnect.',
    action: 'Reconnect',
  }),
  linkEnds: ({ date, time }) =>
    `The link works until ${date}, ${time}. It is for you alone: please don’t forward this mail.`,
  linkIsYours: 'The link is for you alone: please don’t forward this mail.',
  address: 'If the button doesn’t work, open this address:',
  trust: ({ appName }) =>
    `You sign in through Plaid, which connects banks for ${appName}. We never see your bank password, and never ask for it by mail.`,
  byYourself: ({ appName }) =>
    `Rather not follow a link in a mail? Open ${appName} the way you always do. The same request is waiting there.`,
  why: ({ bank, appName }) => `You get this mail because you connected ${bank} to ${appName}.`,
};

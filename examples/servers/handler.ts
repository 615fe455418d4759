import { Configuration, PlaidApi } from 'plaid';
import { createRelinkHandler, createWebhookHandler } from 'react-plaid-relink/server';
import { findItemOfUser, getUser, saveEvent } from './your-app.ts';

const { PLAID_URL, PLAID_CLIENT_ID, PLAID_SECRET, TRUSTED_ORIGIN } = process.env;

const configuration = new Configuration({
  basePath: PLAID_URL ?? 'https://sandbox.plaid.com',
  baseOptions: { headers: { 'PLAID-CLIENT-ID': PLAID_CLIENT_ID, 'PLAID-SECRET': PLAID_SECRET } },
});
const plaid = new PlaidApi(configuration);

/** Takes a Web-standard `Request` and returns a `Response`. Every server here uses it. */
export const handler = createRelinkHandler({
  plaid,
  authenticate: getUser,
  // A user without an id is no user, and ids that are not the user's are counted.
  userId: (user) => user.id,
  findItem: (itemId, user) => findItemOfUser(itemId, user.id),
  linkToken: { clientName: 'Your App', countryCodes: ['US'], language: 'en' },
  trustedOrigins: TRUSTED_ORIGIN ? [TRUSTED_ORIGIN] : [],
});

/** The same for what Plaid sends. It needs the bytes of the body as Plaid signed them. */
export const webhooks = createWebhookHandler({ plaid, onEvent: saveEvent });

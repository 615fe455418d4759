import { Configuration, PlaidApi } from 'plaid';
import { createRelinkHandler } from 'react-plaid-relink/server';
import { findItemOfUser, getUser } from './your-app.ts';

const { PLAID_URL, PLAID_CLIENT_ID, PLAID_SECRET, TRUSTED_ORIGIN } = process.env;

const configuration = new Configuration({
  basePath: PLAID_URL ?? 'https://sandbox.plaid.com',
  baseOptions: { headers: { 'PLAID-CLIENT-ID': PLAID_CLIENT_ID, 'PLAID-SECRET': PLAID_SECRET } },
});

/** Takes a Web-standard `Request` and returns a `Response`. Every server here uses it. */
export const handler = createRelinkHandler({
  plaid: new PlaidApi(configuration),
  authenticate: getUser,
  findItem: (itemId, user) => findItemOfUser(itemId, user.id),
  linkToken: { clientName: 'Your App', countryCodes: ['US'], language: 'en' },
  trustedOrigins: TRUSTED_ORIGIN ? [TRUSTED_ORIGIN] : [],
});

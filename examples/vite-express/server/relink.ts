import { Configuration, PlaidApi } from 'plaid';
import { createRelinkHandler } from 'react-plaid-relink/server';
import { findItemOfUser, getUser } from './your-app.ts';

const { PLAID_URL = 'https://sandbox.plaid.com', PLAID_CLIENT_ID, PLAID_SECRET } = process.env;
const headers = { 'PLAID-CLIENT-ID': PLAID_CLIENT_ID, 'PLAID-SECRET': PLAID_SECRET };

export const relink = createRelinkHandler({
  plaid: new PlaidApi(new Configuration({ basePath: PLAID_URL, baseOptions: { headers } })),
  // No user: 401.
  authenticate: (request) => getUser(request.headers.get('cookie')),
  // A user without an id is no user either.
  userId: (user) => user.id,
  // { accessToken, clientUserId } if the Item is this user's, else null: 404.
  findItem: (itemId, user) => findItemOfUser(itemId, user.id),
  linkToken: { clientName: 'Your App', countryCodes: ['US'], language: 'en' },
  // The legacy route is off: nothing here uses public tokens.
  publicTokens: false,
});

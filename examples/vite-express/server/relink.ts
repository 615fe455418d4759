import { createRelinkHandler } from 'react-plaid-relink/server';
import { findItemOfUser, userOf } from './database.ts';
import { plaid } from './plaid.ts';

export const relink = createRelinkHandler({
  plaid,
  // No user: 401.
  authenticate: (request) => userOf(request.headers.get('cookie')),
  // A user without an id is no user either.
  userId: (user) => user.id,
  // { accessToken, clientUserId } if the Item is this user's, else null: 404.
  findItem: (itemId, user) => findItemOfUser(itemId, user.id),
  linkToken: { clientName: 'Your App', countryCodes: ['US'], language: 'en' },
  // The legacy route is off: nothing here uses public tokens.
  publicTokens: false,
});

import { createRelinkHandler } from 'react-plaid-relink/server';
import { findItemOfUser, userOf } from './database.ts';
import { plaid } from './plaid.ts';

export const relink = createRelinkHandler({
  plaid,
  // Nobody: 401.
  authenticate: (request) => userOf(request.headers.get('cookie')),
  // Not this user's: 404. Else { accessToken, clientUserId }.
  findItem: (itemId, user) => findItemOfUser(itemId, user.id),
  linkToken: { clientName: 'Your App', countryCodes: ['US'], language: 'en' },
});

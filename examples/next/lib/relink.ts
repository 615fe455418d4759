import 'server-only';
import { createRelinkHandler, type RelinkHandler } from 'react-plaid-relink/server';
import { findItemOfUser } from './items';
import { once } from './once';
import { plaid } from './plaid';
import { userOf } from './session';

/** Created at the first request, because `next build` has no secrets. */
export const relinkHandler = (): RelinkHandler =>
  once('relink', () =>
    createRelinkHandler({
      plaid: plaid(),
      authenticate: userOf,
      findItem: (itemId, user) => findItemOfUser(itemId, user.id),
      linkToken: { clientName: 'Relink Example', countryCodes: ['US'], language: 'en' },
    }),
  );

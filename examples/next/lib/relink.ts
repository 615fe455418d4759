import 'server-only';
import {
  createRelinkHandler,
  createRelinkService,
  type RelinkHandler,
  type RelinkService,
  type RelinkServiceOptions,
} from 'react-plaid-relink/server';
import { institutions } from './institutions';
import { findItemOfUser, setItemHealth, type OwnedRow } from './items';
import { publish } from './news';
import { once } from './once';
import { plaid } from './plaid';
import { records } from './records';
import { userOf } from './session';
import { settings } from './settings';
import { forgetAccounts, syncTransactions } from './transactions';

/** What is asked of a user here: jobs and webhooks know no more of one. */
interface Owner {
  id: string;
}

function options(): RelinkServiceOptions<Owner, OwnedRow> {
  const { webhookUrl } = settings();
  return {
    plaid: plaid(),
    userId: (user) => user.id,
    findItem: (itemId, user) => findItemOfUser(itemId, user.id),
    publicTokens: false,
    records,
    institutions: { store: institutions },
    linkToken: {
      clientName: 'Relink Example',
      countryCodes: ['US'],
      language: 'en',
      // Where Plaid has enabled it, SESSION_FINISHED tells of a relink though the page is gone.
      ...(webhookUrl && { webhook: webhookUrl }),
    },
    // Every answer of Plaid's, so the row is right after the next page view, whatever became of the page before.
    async onHealth({ itemId, item, user, health, at }) {
      await setItemHealth(itemId, health, at);
      // The row alone: a page that was told to ask again would throw away the very answer that is on its way to it.
      if (health.state !== item.state) publish(user.id, { type: 'data', itemId });
    },
    async onRelinked({ itemId, user, accounts }) {
      if (accounts) await forgetAccounts(itemId, accounts.removed);
      await syncTransactions(itemId);
      // The user may have the page open elsewhere too: its notices and its rows change.
      publish(user.id, { type: 'health', itemId });
      publish(user.id, { type: 'data', itemId });
    },
  };
}

// Created at the first request, because `next build` has no secrets.

/** For the browser. */
export const relinkHandler = (): RelinkHandler =>
  once('handler', () =>
    createRelinkHandler<Owner, OwnedRow>({ ...options(), authenticate: userOf }),
  );

/** For this server: pages, actions and webhooks. It shares the records with the handler. */
export const relinkService = (): RelinkService<Owner> =>
  once('service', () => createRelinkService(options()));

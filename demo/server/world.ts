import type { PlaidApi } from 'plaid';
import {
  createMemoryRecords,
  createRelinkHandler,
  createWebhookHandler,
  type RelinkHandler,
} from 'react-plaid-relink/server';
import type { FakeItemActions, FakePlaid } from 'react-plaid-relink/testing';
import { watchPlaid, type Activity } from './activity';
import { createChannel, type Channel } from './channel';
import { faultsOf } from './faults';
import { ADA } from './seeds';
import type { Store, StoredItem } from './store';

/** What the user of the demo may let a bank do. */
export type BankAction = 'break' | 'go_down' | 'move' | 'open_account';

/** Where the world's Plaid is, and what only a fake one has. */
export interface WorldInit {
  id: string;
  plaid: PlaidApi;
  store: Store;
  /** Null in Sandbox. */
  fake: { plaid: FakePlaid; url: string } | null;
  redirectUri: string | null;
  /** Where Link's own webhooks go. Null in Sandbox, which has no address of this machine. */
  webhook: string | null;
}

/** A Plaid with banks, and an app's backend with one user: what one browser sees. */
export interface World {
  id: string;
  plaid: PlaidApi;
  store: Store;
  fake: WorldInit['fake'];
  /** Whether Plaid answers the backend with errors, until the page's next request says otherwise. */
  isPlaidDown: boolean;
  activity: Channel<Activity>;
  /** The Items that may have changed. */
  changes: Channel<string>;
  relink: RelinkHandler;
  receiveWebhook(request: Request): Promise<Response>;
  /** Lets the bank of an Item do something. */
  act(action: BankAction, item: StoredItem): Promise<void>;
}

export function createWorld({ id, store, fake, redirectUri, webhook, ...init }: WorldInit): World {
  const activity = createChannel<Activity>();
  const changes = createChannel<string>();
  const records = createMemoryRecords();
  const plaid = watchPlaid(init.plaid, activity);

  const relink = createRelinkHandler({
    plaid,
    records,
    // Names, colours and logos of the banks.
    institutions: true,
    authenticate: ({ headers }) => (faultsOf(headers).has('signed_out') ? null : ADA),
    findItem(itemId, userId) {
      const item = store.findItem(itemId, userId);
      return item && { accessToken: item.accessToken, clientUserId: userId };
    },
    linkToken: {
      clientName: 'Acme Money',
      countryCodes: ['US'],
      language: 'en',
      ...(redirectUri && { redirectUri }),
      hostedLink: true,
      // SESSION_FINISHED tells of a relink whose page is gone.
      ...(webhook && { webhook }),
    },
    onError: ({ route, status, message }) => console.error(`${route} ${status}: ${message}`),
  });
  const announce = (itemId: string): void => {
    relink.invalidateHealth(itemId);
    changes.send(itemId);
  };
  const receiveWebhook = createWebhookHandler({
    plaid,
    records,
    onWebhook({ webhookType, webhookCode }) {
      activity.send({ from: 'webhook', what: `${webhookType} ${webhookCode}`, status: 200, ms: 0 });
    },
    onEvent: ({ itemId }) => announce(itemId),
  });

  const actions: Record<BankAction, (item: StoredItem, banks?: FakeItemActions) => unknown> = {
    break: ({ accessToken }) => plaid.sandboxItemResetLogin({ access_token: accessToken }),
    async go_down({ itemId }, banks) {
      banks?.breakItem(itemId, 'INSTITUTION_DOWN');
      await banks?.sendWebhook(itemId, 'ERROR');
    },
    move: ({ itemId }, banks) => banks?.announceDisconnect(itemId),
    open_account: ({ itemId }, banks) => banks?.announceNewAccounts(itemId),
  };
  return {
    id,
    plaid,
    store,
    fake,
    isPlaidDown: false,
    activity,
    changes,
    relink,
    receiveWebhook,
    async act(action, item) {
      await actions[action](item, fake?.plaid);
      // Plaid's Sandbox has no address of this machine for its webhooks.
      if (!fake) announce(item.itemId);
    },
  };
}

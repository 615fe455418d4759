import { createServer } from 'node:http';
import { toNodeHandler } from 'react-plaid-relink/server';
import {
  createFakePlaid,
  type FakeItemActions,
  type FakeItemInit,
} from 'react-plaid-relink/testing';
import type { Store, StoredItem } from './store';

const DAY_MS = 24 * 60 * 60_000;

interface Seed extends FakeItemInit {
  institutionName: string;
  section: StoredItem['section'];
  userId?: string;
  /** The bank announces that it moves to a new login. Only a webhook tells it. */
  isMoving?: boolean;
}

const SEEDS: readonly Seed[] = [
  {
    section: 'list',
    institutionName: 'First Platypus Bank',
    institutionId: 'ins_109508',
    errorCode: 'ITEM_LOGIN_REQUIRED',
  },
  {
    section: 'list',
    institutionName: 'Houndstooth Bank',
    institutionId: 'ins_109512',
    consentExpirationTime: new Date(Date.now() + 3 * DAY_MS).toISOString(),
  },
  {
    section: 'list',
    institutionName: 'Tattersall Federal Credit Union',
    institutionId: 'ins_109510',
    errorCode: 'NO_ACCOUNTS',
  },
  {
    section: 'list',
    institutionName: 'First Gingham Credit Union',
    institutionId: 'ins_109509',
    errorCode: 'ITEM_LOCKED',
  },
  { section: 'list', institutionName: 'Herringbone Bank', isMoving: true },
  { section: 'list', institutionName: 'Tartan Bank', institutionId: 'ins_109511' },
  {
    section: 'legacy',
    institutionName: 'Argyle Savings',
    institutionId: 'ins_109511',
    errorCode: 'ITEM_LOGIN_REQUIRED',
  },
  {
    section: 'custom',
    institutionName: 'Paisley Union',
    institutionId: 'ins_109512',
    errorCode: 'ITEM_LOGIN_REQUIRED',
  },
  // Another user's Item. A request for it gets the same answer as for an Item that does not exist.
  {
    section: 'list',
    institutionName: 'Bob’s Bank',
    userId: 'bob',
    errorCode: 'ITEM_LOGIN_REQUIRED',
  },
];

export interface FakePlaidServer {
  url: string;
  clientId: string;
  secret: string;
  publicKey: string;
  /** What the banks of its Items do. */
  banks: FakeItemActions;
  /** Announces the moves of the banks that move, once the backend can hear of them. */
  announceMoves(): Promise<void>;
  close(): void;
}

/** Serves a fake Plaid on its own port, with Items in different states. It sends their webhooks to `webhook`. */
export async function startFakePlaid(
  port: number,
  store: Store,
  webhook: string,
): Promise<FakePlaidServer> {
  const url = `http://127.0.0.1:${port}`;
  const plaid = createFakePlaid({
    hostedLinkBaseUrl: `${url}/fake/hosted`,
    deliverWebhook: (request) => fetch(request),
    linkWebhooks: 'all',
  });
  const moving: string[] = [];
  for (const { section, userId = 'ada', isMoving, ...init } of SEEDS) {
    const item = plaid.createItem({ ...init, webhook });
    store.addItem({ ...item, bank: init.institutionName, section, userId });
    if (isMoving) moving.push(item.itemId);
  }
  const handler = toNodeHandler(plaid.fetch);
  const server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { clientId, secret, publicKey } = plaid;
  return {
    url,
    clientId,
    secret,
    publicKey,
    banks: plaid,
    async announceMoves() {
      for (const itemId of moving) await plaid.announceDisconnect(itemId);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

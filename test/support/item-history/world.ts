import {
  createRelinkHandler,
  createWebhookHandler,
  type ItemHealthEvent,
  type RelinkedEvent,
} from 'react-plaid-relink/server';
import { createFakePlaid, type FakePlaid } from 'react-plaid-relink/testing';
import { ITEMS, MACHINES } from './steps';
import { createUnsteadyRecords, type UnsteadyRecords } from './store';
import { createItemTruth, look, type ItemTruth, type Session } from './truth';
import { toSentWebhook, type SentWebhook } from './webhooks';

export const MAX_AGE_MS = 60_000;

/** One process of the app. */
export interface Machine {
  relink(request: Request): Promise<Response>;
  webhook(request: Request): Promise<Response>;
}

/** The state of one history. */
export interface ItemWorld {
  plaid: FakePlaid;
  records: UnsteadyRecords;
  machines: readonly Machine[];
  items: readonly ItemTruth[];
  webhooks: SentWebhook[];
  sessions: Session[];
  /** Requests that are not answered yet. */
  inFlight: Set<Promise<void>>;
  healthEvents: ItemHealthEvent<string>[];
  relinkedEvents: RelinkedEvent<string>[];
  problems: string[];
  /** How many views were checked, and how many flags they had to show. */
  seen: { views: number; flags: number; over: number };
  /** What Plaid has, as of now. */
  look(): void;
}

/** Machines that share a store, beside one Plaid with two Items of one user. */
export function createItemWorld(): ItemWorld {
  const webhooks: SentWebhook[] = [];
  const plaid = createFakePlaid({
    // It waits here until a step delivers it, or until it is too old.
    deliverWebhook: async (request) => void webhooks.push(await toSentWebhook(request)),
  });
  const records = createUnsteadyRecords();
  const healthEvents: ItemHealthEvent<string>[] = [];
  const relinkedEvents: RelinkedEvent<string>[] = [];
  const items = Array.from({ length: ITEMS }, () => createItemTruth(plaid));
  const real = plaid.client();
  // Without a signal for each call, which takes a third of a history's time.
  const client = {
    ...real,
    itemGet: (request: object) => real.itemGet(request),
    accountsGet: (request: object) => real.accountsGet(request),
  };
  const onError = (): void => {};
  const machines = Array.from({ length: MACHINES }, () => ({
    relink: createRelinkHandler<string>({
      plaid: client,
      authenticate: () => 'ada',
      findItem(itemId, clientUserId) {
        const item = items.find((known) => known.itemId === itemId);
        return item ? { accessToken: item.accessToken, clientUserId } : null;
      },
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
      records,
      healthMaxAgeMs: MAX_AGE_MS,
      rateLimit: false,
      onHealth: (event) => void healthEvents.push(event),
      onRelinked: (event) => void relinkedEvents.push(event),
      onError,
    }),
    webhook: createWebhookHandler({ plaid: client, records, onError }),
  }));
  const pending = new Map<string, string | undefined>();
  return {
    plaid,
    records,
    machines,
    items,
    webhooks,
    sessions: [],
    inFlight: new Set(),
    healthEvents,
    relinkedEvents,
    problems: [],
    seen: { views: 0, flags: 0, over: 0 },
    look() {
      for (const truth of items) {
        look(truth, plaid, pending.get(truth.itemId));
        pending.set(truth.itemId, plaid.itemState(truth.itemId).pendingError?.at);
      }
    },
  };
}

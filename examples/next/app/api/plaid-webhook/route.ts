import {
  createWebhookHandler,
  type ItemWebhookEvent,
  type VerifiedWebhook,
} from 'react-plaid-relink/server';
import { findItem } from '@/lib/items';
import { publish } from '@/lib/news';
import { once } from '@/lib/once';
import { plaid } from '@/lib/plaid';
import { records } from '@/lib/records';
import { relinkHandler, relinkService } from '@/lib/relink';
import { asksForMail, remind } from '@/lib/reminders';
import { syncTransactions } from '@/lib/transactions';

/** An Item has one address for all its webhooks. An app with more data puts a job into a queue here. */
async function syncData({ webhookType, webhookCode, itemId }: VerifiedWebhook): Promise<void> {
  if (webhookType !== 'TRANSACTIONS' || webhookCode !== 'SYNC_UPDATES_AVAILABLE') return;
  const item = itemId && (await findItem(itemId));
  if (!item) return;
  await syncTransactions(itemId);
  publish(item.userId, { type: 'data', itemId });
}

/** The record has the news already. The open pages ask for it, and Plaid's answer brings it to the Item's row. */
async function showHealth({ itemId }: ItemWebhookEvent): Promise<void> {
  const item = await findItem(itemId);
  if (!item) return;
  // Each remembers the answers of the last seconds.
  relinkHandler().invalidateHealth(itemId);
  relinkService().invalidateHealth(itemId);
  publish(item.userId, { type: 'health', itemId });
  await relinkService().getItem({ id: item.userId }, { itemId });
}

/** What throws here is in the log, and Plaid sends the webhook again. */
async function handleHealth(event: ItemWebhookEvent): Promise<void> {
  await showHealth(event);
  if (asksForMail(event)) await remind(event.itemId);
}

/** Created at the first request, because `next build` has no secrets. After a failure Plaid sends the webhook again. */
const webhookHandler = (): ((request: Request) => Promise<Response>) =>
  once('webhook', () =>
    createWebhookHandler({ plaid: plaid(), records, onWebhook: syncData, onEvent: handleHealth }),
  );

export const POST = (request: Request): Promise<Response> => webhookHandler()(request);

import { createWebhookHandler, type ItemWebhookEvent } from 'react-plaid-relink/server';
import { setItemState } from '@/lib/items';
import { once } from '@/lib/once';
import { plaid } from '@/lib/plaid';
import { relinkHandler } from '@/lib/relink';

async function store(event: ItemWebhookEvent): Promise<void> {
  switch (event.type) {
    case 'needs_update':
      await setItemState(event.itemId, 'needs_update');
      break;
    case 'expiring':
      await setItemState(event.itemId, 'expiring', event.expiresAt);
      break;
    case 'repaired':
      await setItemState(event.itemId, 'healthy');
      break;
    case 'revoked':
      // Only one account is gone; the others still work.
      if (event.accountId === null) await setItemState(event.itemId, 'revoked');
      break;
    case 'new_accounts':
      // Invite the user here to add accounts with <RelinkButton accountSelection>.
      break;
  }
  relinkHandler().invalidateHealth(event.itemId);
}

const webhookHandler = (): ((request: Request) => Promise<Response>) =>
  once('webhook', () => createWebhookHandler({ plaid: plaid(), onEvent: store }));

export const POST = (request: Request): Promise<Response> => webhookHandler()(request);

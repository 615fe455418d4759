import 'server-only';
import { Products, SandboxItemFireWebhookRequestWebhookCodeEnum as WebhookCode } from 'plaid';
import { addItem } from './items';
import { addSampleActivity } from './sample-activity';
import { plaid } from './plaid';
import { settings } from './settings';
import { syncTransactions } from './transactions';
import type { User } from './users';

/** Banks of Plaid's Sandbox (plaid.com/docs/sandbox/institutions). */
const BANKS = [
  { institutionId: 'ins_109508', institutionName: 'First Platypus Bank' },
  { institutionId: 'ins_109512', institutionName: 'Houndstooth Bank' },
  { institutionId: 'ins_109511', institutionName: 'Tartan Bank' },
];

/**
 * Gives a new user of this example three connections: one is broken, and the bank of one announces that it moves to a new
 * login. Your app connects banks with Link.
 */
export async function connectBanks(user: User): Promise<void> {
  const { webhookUrl } = settings();
  const tokens: string[] = [];
  for (const { institutionId, institutionName } of BANKS) {
    const created = await plaid().sandboxPublicTokenCreate({
      institution_id: institutionId,
      initial_products: [Products.Transactions],
      ...(webhookUrl && { options: { webhook: webhookUrl } }),
    });
    const { data } = await plaid().itemPublicTokenExchange({
      public_token: created.data.public_token,
    });
    const { access_token: accessToken, item_id: itemId } = data;
    await addItem({ itemId, userId: user.id, accessToken, institutionName });
    // Plaid sends SYNC_UPDATES_AVAILABLE only after the first sync (plaid.com/docs/transactions/webhooks).
    await syncTransactions(itemId);
    tokens.push(accessToken);
  }
  const [broken, moving] = tokens;
  if (broken) await plaid().sandboxItemResetLogin({ access_token: broken });
  if (moving) await fireWebhook(moving, WebhookCode.PendingDisconnect);
  if (settings().fakePlaidUrl) await addSampleActivity();
}

/** Makes Plaid's Sandbox send a webhook, if it knows an address for it. */
export async function fireWebhook(accessToken: string, code: WebhookCode): Promise<void> {
  if (!settings().webhookUrl) return;
  await plaid().sandboxItemFireWebhook({ access_token: accessToken, webhook_code: code });
}

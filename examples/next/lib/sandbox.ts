import 'server-only';
import { Products } from 'plaid';
import { addItem } from './items';
import { plaid } from './plaid';
import { settings } from './settings';
import type { User } from './users';

/** Two banks of Plaid's Sandbox (plaid.com/docs/sandbox/institutions). */
const BANKS = [
  { institutionId: 'ins_109508', institutionName: 'First Platypus Bank' },
  { institutionId: 'ins_109511', institutionName: 'Tartan Bank' },
];

/** Gives a new user of this example two connections, one of them broken. Your app connects banks with Link. */
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
    tokens.push(accessToken);
  }
  const [first] = tokens;
  if (first) await plaid().sandboxItemResetLogin({ access_token: first });
}

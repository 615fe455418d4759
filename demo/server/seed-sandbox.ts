import { Products, type PlaidApi } from 'plaid';
import { ADA } from './seeds';
import type { Store } from './store';

/** First Platypus Bank has no OAuth, so Link asks only for user_good / pass_good. */
const INSTITUTION = 'ins_109508';

/** Creates two Items for Ada in Plaid's Sandbox, without Link, and breaks the first. */
export async function seedSandbox(plaid: PlaidApi, store: Store): Promise<void> {
  for (const isBroken of [true, false]) {
    const created = await plaid.sandboxPublicTokenCreate({
      institution_id: INSTITUTION,
      initial_products: [Products.Transactions],
    });
    const { data } = await plaid.itemPublicTokenExchange({
      public_token: created.data.public_token,
    });
    const { item_id: itemId, access_token: accessToken } = data;
    store.addItem({
      itemId,
      accessToken,
      userId: ADA,
      bank: 'First Platypus Bank',
      scene: isBroken ? 'notice' : 'button',
    });
    if (isBroken) await plaid.sandboxItemResetLogin({ access_token: accessToken });
  }
}

import { Products, type PlaidApi } from 'plaid';
import type { Store } from './store';

/** First Platypus Bank: no OAuth, so user_good / pass_good is all that Link asks for. */
const INSTITUTION = 'ins_109508';

/** Makes Ada two Items in Plaid's Sandbox, without Link, and breaks the first. */
export async function fillSandbox(plaid: PlaidApi, store: Store): Promise<void> {
  for (const isBroken of [true, false]) {
    const created = await plaid.sandboxPublicTokenCreate({
      institution_id: INSTITUTION,
      initial_products: [Products.Transactions],
    });
    const { data } = await plaid.itemPublicTokenExchange({
      public_token: created.data.public_token,
    });
    const { item_id: itemId, access_token: accessToken } = data;
    store.addItem({ itemId, accessToken, userId: 'ada', section: isBroken ? 'list' : 'custom' });
    if (isBroken) await plaid.sandboxItemResetLogin({ access_token: accessToken });
  }
}

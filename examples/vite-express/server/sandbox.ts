import { Products } from 'plaid';
import { addItem } from './database.ts';
import { plaid } from './plaid.ts';

/** Banks of Plaid's Sandbox (plaid.com/docs/sandbox/institutions). */
const BANKS = [
  ['ins_109508', 'First Platypus Bank'],
  ['ins_109511', 'Tartan Bank'],
] as const;

/** For the example only: creates two connections without Link and breaks the first. Your app connects banks with Link. */
export async function connectTwoBanks(userId: string): Promise<void> {
  const [first] = await Promise.all(BANKS.map(([id, bank]) => connect(userId, id, bank)));
  if (first) await plaid.sandboxItemResetLogin({ access_token: first });
}

async function connect(userId: string, institutionId: string, bank: string): Promise<string> {
  const created = await plaid.sandboxPublicTokenCreate({
    institution_id: institutionId,
    initial_products: [Products.Transactions],
  });
  const { public_token } = created.data;
  const { data } = await plaid.itemPublicTokenExchange({ public_token });
  addItem({ itemId: data.item_id, userId, bank, accessToken: data.access_token });
  return data.access_token;
}

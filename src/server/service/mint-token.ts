import { HttpError } from '../http/http-error';
import type { OwnedItem } from '../options/owned-item';
import { callPlaid } from '../plaid/call-plaid';
import type { PlaidCallOptions, PlaidResponse } from '../plaid/plaid-client';
import type { OwnedCall } from './service-call';

/**
 * Asks Plaid for a token, and writes to the Item's record how that went. After a token, older answers about the Item are
 * not believed: the page that gets it may die before it can report a relink. A refusal that no relink can mend keeps the
 * Item's health from sending the user to Link again.
 *
 * @throws HttpError
 */
export async function mintToken<User, Item extends OwnedItem>(
  { context, deadline, plaidItemId }: OwnedCall<User, Item>,
  mint: (options: PlaidCallOptions) => PlaidResponse,
): Promise<Record<string, unknown>> {
  const { keeper } = context;
  if (!keeper) return callPlaid(mint, deadline);
  const at = new Date().toISOString();
  try {
    const data = await callPlaid(mint, deadline);
    await keeper.apply(plaidItemId, { type: 'mint', at });
    return data;
  } catch (thrown) {
    if (thrown instanceof HttpError && thrown.init.remedy === 'new_link')
      await keeper.apply(plaidItemId, { type: 'refusal', at });
    throw thrown;
  }
}

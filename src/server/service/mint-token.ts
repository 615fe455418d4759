import { HttpError } from '../http/http-error';
import type { OwnedItem } from '../options/owned-item';
import { callPlaid } from '../plaid/call-plaid';
import type { PlaidCallOptions, PlaidResponse } from '../plaid/plaid-client';
import type { OwnedCall } from './service-call';

/**
 * Asks Plaid for a token. A refusal that no relink can mend is written to the Item's record, so that its health does not
 * send the user to Link again.
 *
 * @throws HttpError
 */
export async function mintToken<User, Item extends OwnedItem>(
  { context, deadline, plaidItemId }: OwnedCall<User, Item>,
  mint: (options: PlaidCallOptions) => PlaidResponse,
): Promise<Record<string, unknown>> {
  const at = new Date().toISOString();
  try {
    return await callPlaid(mint, deadline);
  } catch (thrown) {
    if (thrown instanceof HttpError && thrown.init.remedy === 'new_link')
      await context.keeper?.apply(plaidItemId, { type: 'refusal', at });
    throw thrown;
  }
}

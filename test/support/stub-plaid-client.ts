import type { PlaidClient } from 'react-plaid-relink/server';

/** What a stub of the official client does with each call. */
type Call = () => Promise<{ data: unknown }>;

/** The official client, which does the same with each call: `clientThat(refuses('ITEM_ERROR', 'ITEM_LOCKED'))`. */
export function clientThat(call: Call): PlaidClient {
  return { itemCreatePublicToken: call, linkTokenCreate: call, itemGet: call };
}

export const says =
  (data: unknown): Call =>
  () =>
    Promise.resolve({ data });

export const refuses =
  (error_type: string, error_code: string): Call =>
  () =>
    Promise.reject(
      Object.assign(new Error('Request failed'), {
        response: { status: 400, data: { error_type, error_code, request_id: 'req-plaid' } },
      }),
    );

import { Configuration, PlaidApi } from 'plaid';

const { PLAID_URL, PLAID_CLIENT_ID, PLAID_SECRET } = process.env;

export const plaid = new PlaidApi(
  new Configuration({
    basePath: PLAID_URL ?? 'https://sandbox.plaid.com',
    baseOptions: { headers: { 'PLAID-CLIENT-ID': PLAID_CLIENT_ID, 'PLAID-SECRET': PLAID_SECRET } },
  }),
);

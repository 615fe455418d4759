import 'server-only';
import { Configuration, PlaidApi } from 'plaid';
import { once } from './once';
import { settings } from './settings';

/** Plaid's official client. */
export const plaid = (): PlaidApi =>
  once('plaid', () => {
    const { url, clientId, secret } = settings().plaid;
    const headers = { 'PLAID-CLIENT-ID': clientId, 'PLAID-SECRET': secret };
    return new PlaidApi(new Configuration({ basePath: url, baseOptions: { headers } }));
  });

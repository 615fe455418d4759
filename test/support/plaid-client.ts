import { Configuration, PlaidApi } from 'plaid';
import type { FakePlaid } from 'react-plaid-relink/testing';

/** The official client, pointed at a fake Plaid that is served. */
export function officialClient(
  url: string,
  { clientId, secret }: Pick<FakePlaid, 'clientId' | 'secret'>,
): PlaidApi {
  return new PlaidApi(
    new Configuration({
      basePath: url,
      baseOptions: { headers: { 'PLAID-CLIENT-ID': clientId, 'PLAID-SECRET': secret } },
    }),
  );
}

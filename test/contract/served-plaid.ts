import { CountryCode, type PlaidApi } from 'plaid';
import { createFakePlaid, type FakePlaid } from 'react-plaid-relink/testing';
import { officialClient } from '../support/plaid-client';
import { serve } from '../support/serve';

/** What reached Plaid, as it was sent. */
export interface SentRequest {
  path: string;
  method: string;
  headers: Headers;
  body: unknown;
}

/** What Plaid answered. */
export interface Answer {
  status: number;
  body: unknown;
}

export interface ServedPlaid {
  plaid: FakePlaid;
  /** The official client, over a real socket. */
  client: PlaidApi;
  sent: SentRequest[];
  /** An answer as it is, good or bad, with the fake's keys in the headers unless told otherwise. */
  post(path: string, body: object, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export const MINUTE = 60_000;

export async function servePlaid(
  options: Parameters<typeof createFakePlaid>[0] = {},
): Promise<ServedPlaid> {
  const plaid = createFakePlaid(options);
  const sent: SentRequest[] = [];
  const served = await serve(async (request) => {
    const { method, headers } = request;
    const body: unknown = await request.clone().json();
    sent.push({ path: new URL(request.url).pathname, method, headers, body });
    return plaid.fetch(request);
  });
  return {
    plaid,
    client: officialClient(served.url, plaid),
    sent,
    async post(path, body, headers = keysOf(plaid)) {
      const response = await plaid.fetch(
        new Request(`https://plaid.test${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
      );
      return { status: response.status, body: await response.json() };
    },
    close: () => served.close(),
  };
}

export function keysOf({ clientId, secret }: FakePlaid): Record<string, string> {
  return { 'plaid-client-id': clientId, 'plaid-secret': secret };
}

/** A `/link/token/create` that Plaid takes: update mode where there is an Item. */
export function linkTokenRequest(accessToken: string) {
  return {
    client_name: 'App',
    language: 'en',
    country_codes: [CountryCode.Us],
    user: { client_user_id: 'user-1' },
    access_token: accessToken,
  };
}

import { Configuration, CountryCode, PlaidApi } from 'plaid';
import { createFakePlaid, type FakePlaid } from 'react-plaid-relink/testing';
import { serve } from './serve';

/** What reached Plaid, as it was sent. */
export interface SentRequest {
  path: string;
  method: string;
  headers: Headers;
  /** The text, where it is no JSON. */
  body: unknown;
}

/** What Plaid answered. */
export interface Answer {
  status: number;
  body: unknown;
}

export interface ServedPlaid {
  plaid: FakePlaid;
  url: string;
  /** The official client, over a real socket. */
  client: PlaidApi;
  sent: SentRequest[];
  /** An answer as it is, good or bad, with the fake's keys in the headers unless told otherwise. */
  post(path: string, body: object, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export const MINUTE = 60_000;

/** A fake Plaid on a socket of this machine. `onRequest` is called for each request as it comes. */
export async function servePlaid(
  plaid: FakePlaid = createFakePlaid(),
  onRequest: (request: Request) => void = () => {},
): Promise<ServedPlaid> {
  const sent: SentRequest[] = [];
  const { url, close } = await serve(async (request) => {
    onRequest(request);
    const { method, headers } = request;
    const body = parsed(await request.clone().text());
    sent.push({ path: new URL(request.url).pathname, method, headers, body });
    return plaid.fetch(request);
  });
  return {
    plaid,
    url,
    client: officialClient(url, plaid),
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
    close,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The official client, with these keys, for a Plaid that is served at `url`. */
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

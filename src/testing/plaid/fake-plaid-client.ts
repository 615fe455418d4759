import { parseJsonObject } from '../parse-json-object';

type Call = (request: object, options?: { signal?: AbortSignal }) => Promise<FakeClientAnswer>;

/** The part of an axios response that callers of the official client read. */
export interface FakeClientAnswer {
  data: Record<string, unknown>;
  status: number;
}

/** The methods of the official client that this package and its demos call. */
export interface FakePlaidClient {
  /** Plaid's address, as far as this fake has one: that of its pages of Hosted Link. */
  readonly basePath: string;
  accountsGet: Call;
  betaWebhookEventsList: Call;
  institutionsGetById: Call;
  itemCreatePublicToken: Call;
  itemPublicTokenExchange: Call;
  itemGet: Call;
  itemRemove: Call;
  itemWebhookUpdate: Call;
  linkTokenCreate: Call;
  linkTokenGet: Call;
  sandboxItemFireWebhook: Call;
  sandboxItemResetLogin: Call;
  sandboxPublicTokenCreate: Call;
  webhookVerificationKeyGet: Call;
}

/** The official client throws an error of axios, with Plaid's error object in `response.data`. */
class FakePlaidClientError extends Error {
  override readonly name = 'AxiosError';
  readonly response: FakeClientAnswer;
  constructor(response: FakeClientAnswer) {
    super(`Request failed with status code ${response.status}`);
    this.response = response;
  }
}

/** The official client's methods over a fake Plaid in memory. */
export function createFakePlaidClient(
  fetch: (request: Request) => Promise<Response>,
  credentials: { clientId: string; secret: string },
  basePath: string,
): FakePlaidClient {
  const call =
    (path: string): Call =>
    async (body, { signal } = {}) => {
      const response = await fetch(
        new Request(`https://fake.plaid.test${path}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'plaid-client-id': credentials.clientId,
            'plaid-secret': credentials.secret,
          },
          body: JSON.stringify(body),
          signal: signal ?? null,
        }),
      );
      const answer = { data: parseJsonObject(await response.text()), status: response.status };
      // An error may have the status of a success (OAUTH_STATE_ID_ALREADY_PROCESSED is a 208).
      if (!response.ok || 'error_code' in answer.data) throw new FakePlaidClientError(answer);
      return answer;
    };
  return {
    basePath,
    accountsGet: call('/accounts/get'),
    betaWebhookEventsList: call('/beta/webhook_events/list'),
    institutionsGetById: call('/institutions/get_by_id'),
    itemCreatePublicToken: call('/item/public_token/create'),
    itemPublicTokenExchange: call('/item/public_token/exchange'),
    itemGet: call('/item/get'),
    itemRemove: call('/item/remove'),
    itemWebhookUpdate: call('/item/webhook/update'),
    sandboxItemFireWebhook: call('/sandbox/item/fire_webhook'),
    webhookVerificationKeyGet: call('/webhook_verification_key/get'),
    linkTokenCreate: call('/link/token/create'),
    linkTokenGet: call('/link/token/get'),
    sandboxItemResetLogin: call('/sandbox/item/reset_login'),
    sandboxPublicTokenCreate: call('/sandbox/public_token/create'),
  };
}

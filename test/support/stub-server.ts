import {
  createRelinkHandler,
  type PlaidClient,
  type RelinkHandlerOptions,
  type RelinkHandlerError,
} from 'react-plaid-relink/server';

export const LINK = '/link/token/create';
export const PUBLIC = '/item/public_token/create';
export const ITEM = '/item/get';
const HEALTHY = { item: { error: null }, request_id: 'req-plaid' };

/** What a stub of Plaid's client does with each call. */
type Answer = () => Promise<{ data: unknown }>;
export const says =
  (data: unknown): Answer =>
  () =>
    Promise.resolve({ data });
export const refuses =
  (error_type: string, error_code: string): Answer =>
  () =>
    Promise.reject(
      Object.assign(new Error('Request failed'), {
        response: { status: 400, data: { error_type, error_code, request_id: 'req-plaid' } },
      }),
    );

export function portOf(answer: Answer): PlaidClient {
  return { itemCreatePublicToken: answer, linkTokenCreate: answer, itemGet: answer };
}

/** A handler of Ada's, over a Plaid that answers the same to each call. */
export function setUp(overrides: Partial<RelinkHandlerOptions<unknown>> = {}) {
  const problems: RelinkHandlerError[] = [];
  const handler = createRelinkHandler<unknown>({
    plaid: portOf(says({ ...HEALTHY, link_token: 'link-1', public_token: 'public-1' })),
    authenticate: () => 'ada',
    findItem: () => ({ accessToken: 'access-sandbox-1', clientUserId: 'ada' }),
    linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    onError: (problem) => problems.push(problem),
    ...overrides,
  });
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await handler(requestFor(path, init));
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { handler, ask, problems };
}
export function requestFor(path: string, init: RequestInit = {}): Request {
  return new Request(`https://app.test/api/plaid${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ item_id: 'item-1' }),
    ...init,
  });
}

import type { RelinkGateway } from 'react-plaid-relink';

type Gateway = Required<RelinkGateway>;

/** Never answers, so that a story stays in a state that would otherwise pass. */
const never = (): Promise<never> => new Promise(() => {});

/** Long enough to see, short enough to wait for. */
const SLOW_MS = 1_200;

const answers = (status: number) => (): Promise<never> =>
  Promise.reject(Object.assign(new Error(`The backend answered ${status}.`), { status }));

const stillBroken = (itemId: string) =>
  Promise.resolve({
    item_id: itemId,
    health: 'needs_update' as const,
    remedy: 'relink' as const,
    error_code: 'ITEM_LOGIN_REQUIRED',
    request_id: 'story',
  });

const sharesLogin = (itemId: string) =>
  Promise.resolve({
    item_id: itemId,
    health: 'needs_update' as const,
    remedy: 'relink' as const,
    institution_name: 'Tartan Bank',
    flags: ['app' as const],
    reason: 'duplicate',
  });

async function slowly<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
  await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
  return answer();
}

/** Behaviours of the backend, by the name that a story gives in `parameters.backend`. */
export const BACKENDS = {
  works: (gateway: Gateway): RelinkGateway => gateway,
  slow: (gateway: Gateway): RelinkGateway => ({
    createPublicToken: (...call) => slowly(() => gateway.createPublicToken(...call)),
    createLinkToken: (...call) => slowly(() => gateway.createLinkToken(...call)),
    getItem: (...call) => slowly(() => gateway.getItem(...call)),
  }),
  silent: (): RelinkGateway => ({ createLinkToken: never, getItem: never }),
  'link tokens never come': (gateway: Gateway): RelinkGateway => ({
    ...gateway,
    createLinkToken: never,
  }),
  'confirms never': (gateway: Gateway): RelinkGateway => ({
    ...gateway,
    getItem: never,
    reportRelink: never,
  }),
  'cannot confirm': (gateway: Gateway): RelinkGateway => ({
    ...gateway,
    getItem: answers(401),
    reportRelink: answers(401),
  }),
  'says that it is still broken': (gateway: Gateway): RelinkGateway => ({
    ...gateway,
    getItem: stillBroken,
    reportRelink: stillBroken,
  }),
  'another Item has the same login': (gateway: Gateway): RelinkGateway => ({
    ...gateway,
    getItem: sharesLogin,
  }),
  'signed out': (): RelinkGateway => ({ createLinkToken: answers(401) }),
  'signed out meanwhile': (gateway: Gateway): RelinkGateway => ({
    ...gateway,
    createLinkToken: answers(401),
  }),
  'cannot say how Items are': (gateway: Gateway): RelinkGateway => ({
    ...gateway,
    getItem: answers(500),
    getItems: answers(500),
  }),
  'says that the user is signed out': (gateway: Gateway): RelinkGateway => ({
    ...gateway,
    getItem: answers(401),
    getItems: answers(401),
  }),
  'knows no such Item': (): RelinkGateway => ({ createLinkToken: answers(404) }),
  'gets too many requests': (): RelinkGateway => ({ createLinkToken: answers(429) }),
  'is broken': (): RelinkGateway => ({ createLinkToken: answers(500) }),
  'cannot be reached': (): RelinkGateway => ({
    createLinkToken: () => Promise.reject(new TypeError('Failed to fetch')),
  }),
};

export type BackendName = keyof typeof BACKENDS;

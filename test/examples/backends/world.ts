import { checkGateway, type GatewayCheckResult } from 'react-plaid-relink/testing';
import { createHttpGateway } from '../../../src/core/gateway/http-gateway';
import { startBackend, type Backend, type BackendProcess } from '../../support/backend-process';
import { faultsOfAnswer, PATHS } from '../../support/gateway-description';
import { servePlaid } from '../../support/served-plaid';
import { send, type Answer, type Sent } from '../../frameworks/send';

export const [LINK, ITEM, ITEMS, RELINKED, PUBLIC] = [
  '/link/token/create',
  '/item/get',
  '/items/get',
  '/item/relinked',
  '/item/public_token/create',
] as const;
export const TRUSTED = 'https://app.example.com';
export const NO_CACHE = { 'cache-control': 'no-cache' };
/** Where the backends say that a bank may return to: a page, and an Android app. */
export const REDIRECT_URI = `${TRUSTED}/plaid`;
export const ANDROID_PACKAGE = 'com.example.app';
const GATEWAY = '/api/plaid';
const WEBHOOK = '/api/plaid-webhook';
/** Where Plaid's own page leads to in the end. */
export const COMPLETION_URI = `${TRUSTED}/banks`;
/** The backends' own route, as Plaid reaches it. */
export const WEBHOOK_URL = `${TRUSTED}${WEBHOOK}?tenant=1`;

/** Well below what the client and vitest wait. */
const PLAID_TIMEOUT_MS = 1_500;

const OWNERS = {
  /** The one that most tests use. */
  own: 'ada',
  other: 'ada',
  healthy: 'ada',
  limited: 'ada',
  told: 'ada',
  // One for each webhook that raises a flag.
  PENDING_DISCONNECT: 'ada',
  PENDING_EXPIRATION: 'ada',
  USER_PERMISSION_REVOKED: 'ada',
  USER_ACCOUNT_REVOKED: 'ada',
  PRODUCT_PERMISSIONS_REQUIRED: 'ada',
  NEW_ACCOUNTS_AVAILABLE: 'ada',
  relinked: 'ada',
  // Their users finish on Plaid's own page.
  hosted: 'ada',
  hostedTwice: 'ada',
  hostedExit: 'ada',
  foreign: 'bob',
  checked: 'cleo',
} as const;
const BROKEN = ['own', 'other', 'foreign', 'relinked', 'checked'];
export type ItemName = keyof typeof OWNERS;
type User = 'ada' | 'bob' | 'cleo' | 'eve';

/** A request of a signed-in user, as the client sends it, with these changes. */
export interface Asked extends Omit<Sent, 'headers'> {
  /** Whose session cookie it has. @default 'ada' */
  user?: User | null;
  /** In place of the content type, or beside it. */
  headers?: Record<string, string>;
  /** As JSON. @default the Item `own` */
  fields?: object;
}

/** A backend as its own process, in front of a fake Plaid on a socket. */
export async function startBackendWorld(backend: Backend) {
  const served = await servePlaid();
  const { plaid } = served;
  const items = Object.fromEntries(
    Object.keys(OWNERS).map((name) => [
      name,
      plaid.createItem(BROKEN.includes(name) ? { errorCode: 'ITEM_LOGIN_REQUIRED' } : {}),
    ]),
  ) as Record<ItemName, { itemId: string; accessToken: string }>;
  const rows = Object.entries(OWNERS).map(([name, userId]) => {
    return { ...items[name as ItemName], userId };
  });
  const users: User[] = ['ada', 'bob', 'cleo', 'eve'];
  /** What every backend needs. Where a bank returns to, and Plaid's webhooks go to, may be left out. */
  const required = {
    PLAID_URL: served.url,
    PLAID_CLIENT_ID: plaid.clientId,
    PLAID_SECRET: plaid.secret,
    PLAID_TIMEOUT_MS: String(PLAID_TIMEOUT_MS),
    TOKEN_KEY: Buffer.alloc(32, 7).toString('base64'),
    SESSIONS: JSON.stringify(Object.fromEntries(users.map((user) => [sessionOf(user), user]))),
    ITEMS: JSON.stringify(rows),
  };
  const server: BackendProcess = await startBackend(backend, {
    ...required,
    TRUSTED_ORIGINS: `${TRUSTED},capacitor://localhost`,
    REDIRECT_URI,
    ANDROID_PACKAGE_NAME: ANDROID_PACKAGE,
    COMPLETION_REDIRECT_URI: COMPLETION_URI,
    WEBHOOK_URL,
  });
  const faults: string[] = [];
  const itemIds = (name: ItemName) => ({ item_id: items[name].itemId });

  const ask = (path: string, asked?: Asked): Promise<Answer> => askAt(server.port, path, asked);

  async function askAt(
    port: number,
    path: string,
    { user = 'ada', headers = {}, fields = itemIds('own'), ...sent }: Asked = {},
  ): Promise<Answer> {
    const cookie: [string, string][] = user === null ? [] : [['cookie', sessionCookie(user)]];
    const answer = await send(port, {
      path: GATEWAY + path,
      headers: [
        ...Object.entries({ 'content-type': 'application/json', ...headers }),
        ...cookie,
      ].filter(([, value]) => value !== ''),
      body: JSON.stringify(fields),
      ...sent,
    });
    const method = sent.method === 'OPTIONS' ? 'options' : 'post';
    faults.push(
      ...faultsOf(path, answer, method).map((fault) => `${path} ${answer.text} ${fault}`),
    );
    return answer;
  }

  const checkAt = (port: number): Promise<GatewayCheckResult[]> =>
    checkGateway({
      url: `http://127.0.0.1:${port}${GATEWAY}`,
      webhookUrl: `http://127.0.0.1:${port}${WEBHOOK}`,
      itemId: items.checked.itemId,
      foreignItemId: items.foreign.itemId,
      headers: { cookie: sessionCookie('cleo') },
      reportRelink: true,
      rateLimit: true,
    });

  return {
    ...served,
    server,
    items,
    itemIds,
    ask,
    /** The status and the code of an error. */
    async codeOf(path: string, asked?: Asked): Promise<[number, unknown]> {
      const answer = await ask(path, asked);
      return [answer.status, answer.json().error_code];
    },
    /** The health of an Item, from a question to Plaid. */
    async healthOf(name: ItemName): Promise<Record<string, unknown>> {
      return (await ask(ITEM, { fields: itemIds(name), headers: NO_CACHE })).json();
    },
    /** Sends a webhook, and gives the status of the answer. */
    async deliver(signed: { body: string; headers: Record<string, string> }): Promise<number> {
      const headers = Object.entries(signed.headers);
      const { status } = await send(server.port, { path: WEBHOOK, headers, body: signed.body });
      return status;
    },
    send: (sent: Sent) => send(server.port, sent),
    /** Which calls reached Plaid while `work` ran. */
    async callsDuring(work: () => Promise<unknown>): Promise<string[]> {
      const before = served.sent.length;
      await work();
      return served.sent.slice(before).map(({ path }) => path);
    },
    /** The client's own gateway, with a user's session. */
    gateway: (user: User = 'ada') =>
      createHttpGateway({
        baseUrl: `http://127.0.0.1:${server.port}${GATEWAY}`,
        headers: { cookie: sessionCookie(user) },
      }),
    /** What the package's own check says of it, with the session of a user of its own. */
    check: () => checkAt(server.port),
    /** Runs `work` with the backend set up with no more than it needs to start, as a process of its own. */
    async withRequiredOnly(
      work: (bare: {
        ask(path: string, asked?: Asked): Promise<Answer>;
        check(): Promise<GatewayCheckResult[]>;
      }) => Promise<void>,
    ): Promise<void> {
      const { port, stop } = await server.startBeside(required);
      try {
        await work({
          ask: (path, asked) => askAt(port, path, asked),
          check: () => checkAt(port),
        });
      } finally {
        await stop();
      }
    },
    /** What is wrong with all answers so far, by openapi.yaml and by its rules for every answer. */
    faults: (): readonly string[] => faults,
    async stop() {
      await server.stop();
      await served.close();
    },
  };
}

export type BackendWorld = Awaited<ReturnType<typeof startBackendWorld>>;

const sessionOf = (user: User): string => `session-of-${user}`;
/** The header of a request of this user. */
const sessionCookie = (user: User): string => `session=${sessionOf(user)}`;

function faultsOf(
  path: string,
  { status, headers, text }: Answer,
  method: 'post' | 'options',
): string[] {
  const faults = [];
  if (text.includes('access-')) faults.push('has an access token');
  if (status !== 204 && headers['x-content-type-options'] !== 'nosniff') faults.push('no nosniff');
  if (headers['cache-control'] !== 'no-store') faults.push('may be stored');
  const first = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  if (!PATHS.includes(path)) return faults;
  const answer = new Response(null, { status, headers: first });
  return [...faults, ...faultsOfAnswer(path, answer, text, method)];
}

/** `/items/get` and `/item/relinked` are optional: see openapi.yaml. */
export function isNotOffered(answer: Answer): boolean {
  return answer.status === 404 && answer.json().error_code === 'NOT_FOUND';
}

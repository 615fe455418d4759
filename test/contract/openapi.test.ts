import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RelinkHandlerOptions } from 'react-plaid-relink/server';
import { checkGateway, createFakeBackend, createFakePlaid } from 'react-plaid-relink/testing';
import { createHttpGateway } from '../../src/core/gateway/http-gateway';
import { errorFromAnswer } from '../../src/core/gateway/parse-failure';
import { parseItemHealth } from '../../src/core/item/parse-item-health';
import { FLAG_KINDS, HEALTH_STATES, REMEDIES } from '../../src/core/types';
import {
  description,
  EXAMPLES,
  faultsOfAnswer,
  faultsOfBody,
  PATHS,
  requestSchema,
} from '../support/gateway-description';
import { ROOT } from '../support/markdown';
import {
  createServerApp,
  ITEM,
  ITEMS,
  LINK,
  ORIGIN,
  PUBLIC,
  RELINKED,
  TRUSTED,
  type ServerApp,
} from '../support/server-app';
import { clientThat, refuses } from '../support/stub-plaid-client';

afterEach(() => vi.unstubAllGlobals());

const ERRORS = EXAMPLES.flatMap(({ status, name, value }) =>
  status !== null && status >= 400 ? [{ status, name, value }] : [],
);

interface ErrorFields {
  error_code?: string;
  error_message?: string;
}

/** A request, and what the handler is set up with. */
interface Scenario {
  path: string;
  options?: Partial<RelinkHandlerOptions<string>>;
  request?: (app: ServerApp) => Parameters<ServerApp['requestFor']>[1];
}

const always = (fields: Parameters<ServerApp['requestFor']>[1]) => () => fields;
const bodyOf = (fields: object) => (app: ServerApp) => ({
  body: JSON.stringify({ item_id: app.items.ada.itemId, ...fields }),
});
const refused = (type: string, code: string) => ({ plaid: clientThat(refuses(type, code)) });
const never = new Promise<never>(() => {});
const limiter = {
  consume: () => Promise.reject(Object.assign(new Error(), { msBeforeNext: 20_000 })),
};
const brokenLimiter = { consume: () => Promise.reject(new Error('down')) };
const broken = { consume: () => Promise.reject(new Error('told by the test')) };
const gone = AbortSignal.abort();

const ONE_ITEM = [LINK, PUBLIC, ITEM, RELINKED];
const forAll = (scenario: Omit<Scenario, 'path'>, paths = PATHS): Scenario[] =>
  paths.map((path) => ({ path, ...scenario }));

/** At least one request for each answer that the handler can give, by route, status and code. */
const SCENARIOS: readonly Scenario[] = [
  ...forAll({}, ONE_ITEM),
  {
    path: ITEMS,
    request: (app) => ({ body: JSON.stringify({ item_ids: [app.items.ada.itemId, 'x'] }) }),
  },
  {
    path: LINK,
    request: bodyOf({
      account_selection_enabled: true,
      purpose: 'renew',
      hosted_link: null,
      platform: 'ios',
    }),
  },
  {
    path: LINK,
    request: bodyOf({ hosted_link: true }),
    options: {
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en', hostedLink: true },
    },
  },
  { path: RELINKED, request: bodyOf({ link_session_id: 's-1', purpose: 'repair' }) },
  ...forAll({ request: always({ body: '[]' }) }),
  ...forAll({ request: bodyOf({ access_token: 1 }) }),
  { path: LINK, request: bodyOf({ hosted_link: true }) },
  { path: RELINKED, request: bodyOf({ link_session_id: 1 }) },
  { path: ITEMS, request: always({ body: '{"item_ids":[]}' }) },
  ...forAll({ options: { authenticate: () => null } }),
  ...forAll({ request: always({ headers: { origin: 'https://evil.test' } }) }),
  ...forAll({ request: always({ itemId: 'no-such-item' }) }, ONE_ITEM),
  ...forAll({ request: bodyOf({ item_id: 7 }) }, ONE_ITEM),
  ...forAll({ options: { basePath: '/elsewhere' } }),
  ...forAll({ request: always({ method: 'PUT' }) }),
  ...forAll({ request: always({ body: 'x'.repeat(40_000) }) }),
  ...forAll({ request: always({ headers: { 'content-type': 'text/plain' } }) }),
  ...forAll({ options: { rateLimit: limiter } }, ONE_ITEM),
  ...forAll({ options: { rateLimit: brokenLimiter, onLimiterDown: 'refuse' } }, ONE_ITEM),
  { path: LINK, options: { linkToken: () => null } },
  ...forAll({ options: { plaid: clientThat(() => Promise.reject(new Error('told'))) } }, ONE_ITEM),
  ...forAll({ options: { rateLimit: broken, onLimiterDown: 'refuse' } }, ONE_ITEM),
  { path: LINK, options: { linkToken: () => null } },
  { path: LINK, request: bodyOf({ account_selection_enabled: 1 }) },
  { path: PUBLIC, options: { publicTokens: false } },
  ...forAll({ options: { allowedHosts: ['other.test'] } }),
  ...forAll({ request: always({ signal: gone }) }),
  ...forAll({ options: { authenticate: () => Promise.reject(new Error('told')) } }),
  ...forAll({ options: { authenticate: () => never, timeoutMs: 1 } }),
  ...[
    ['ITEM_ERROR', 'ITEM_LOCKED'],
    ['ITEM_ERROR', 'ITEM_NOT_FOUND'],
    ['RATE_LIMIT_EXCEEDED', 'ITEM_GET_LIMIT'],
    ['API_ERROR', 'INTERNAL_SERVER_ERROR'],
    ['API_ERROR', 'PLANNED_MAINTENANCE'],
    ['INSTITUTION_ERROR', 'INSTITUTION_DOWN'],
    ['INVALID_INPUT', 'INVALID_API_KEYS'],
  ].flatMap(([type = '', code = '']) => forAll({ options: refused(type, code) }, ONE_ITEM)),
];

/** The handler answers about each Item of such a request by itself. Other backends may count the request as one. */
const NOT_OURS = ['/items/get 429'];

async function answerTo({ path, options, request }: Scenario) {
  const app = createServerApp();
  const { handler } = app.setUp(options);
  const response = await handler(app.requestFor(path, request?.(app)));
  return { response, text: await response.text() };
}

describe('openapi.yaml', () => {
  it('openapi.yaml is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator();
    expect(await validator.validate(`${ROOT}/openapi.yaml`)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('each example of openapi.yaml fits its schema', () => {
    expect(EXAMPLES.length).toBeGreaterThan(60);
    const faults = EXAMPLES.flatMap(({ path, status, name, value, schema }) =>
      faultsOfBody(schema, value).map((fault) => `${path} ${status} ${name}: ${fault}`),
    ).filter((fault) => !/passed_through.*unevaluated/.test(fault));
    expect(faults).toEqual([]);
  });

  it('each error of openapi.yaml is shown under its code', () => {
    for (const { name, value } of ERRORS) expect(value).toMatchObject({ error_code: name });
  });

  it('openapi.yaml has the health, the remedies and the flags of the types', () => {
    const { schemas } = Object(Reflect.get(description, 'components')) as {
      schemas: Record<string, { enum?: string[] }>;
    };
    expect(schemas.Health?.enum).toEqual(HEALTH_STATES);
    expect(schemas.Remedy?.enum).toEqual(REMEDIES);
    expect(schemas.FlagKind?.enum).toEqual(FLAG_KINDS);
  });
});

describe('openapi.yaml and the handler', () => {
  it('every answer of the handler is as openapi.yaml describes it', async () => {
    const faults: string[] = [];
    for (const scenario of SCENARIOS) {
      const { response, text } = await answerTo(scenario);
      for (const fault of faultsOfAnswer(scenario.path, response, text))
        faults.push(`${scenario.path} ${response.status} ${text}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });

  it('the handler gives every status of each route of openapi.yaml, and every code in the same words', async () => {
    const given = new Set<string>();
    for (const scenario of SCENARIOS) {
      const { response, text } = await answerTo(scenario);
      const { error_code: code, error_message: message } = JSON.parse(text) as ErrorFields;
      given.add(`${scenario.path} ${response.status}`);
      if (code !== undefined) given.add(`${response.status} ${code}: ${message}`);
    }
    const described = EXAMPLES.flatMap(({ path, status, name, value }) =>
      status === null || status === 200
        ? [`${path} 200`]
        : [`${path} ${status}`, `${status} ${name}: ${(value as ErrorFields).error_message}`],
    );
    // The handler may add advice to a text.
    const isGiven = (answer: string): boolean => [...given].some((each) => each.startsWith(answer));
    expect([...new Set(described)].filter((answer) => !isGiven(answer))).toEqual(NOT_OURS);
  });

  it('the pre-flights of listed and of other origins are answered as openapi.yaml describes it', async () => {
    const headers = { origin: TRUSTED, 'access-control-request-headers': 'content-type' };
    const request = always({ method: 'OPTIONS', headers, body: null });
    for (const path of PATHS) {
      for (const trustedOrigins of [[TRUSTED], []]) {
        const { response, text } = await answerTo({ path, request, options: { trustedOrigins } });
        expect(response.status).toBe(trustedOrigins.length > 0 ? 204 : 403);
        expect(faultsOfAnswer(path, response, text, 'options')).toEqual([]);
      }
    }
  });

  it('openapi.yaml names each code of the handler’s source', () => {
    const sources = import.meta.glob<string>(
      '../../src/server/{http,service,routes,rate-limit}/*.ts',
      {
        query: '?raw',
        import: 'default',
        eager: true,
      },
    );
    const found = Object.values(sources).flatMap((source) =>
      [...source.matchAll(/invalidRequest\(\s*(\d+),\s*'(\w+)'/g)].map(
        ([, status, code]) => `${status} ${code}`,
      ),
    );
    expect(found.length).toBeGreaterThan(8);
    const described = EXAMPLES.map(({ status, name }) => `${status} ${name}`);
    expect(found.filter((answer) => !described.includes(answer))).toEqual([]);
  });
});

describe('openapi.yaml and the fake backend', () => {
  it('the answers of the fake backend are as openapi.yaml describes them', async () => {
    const plaid = createFakePlaid();
    const backend = createFakeBackend({ plaid });
    const { itemId } = plaid.createItem();
    const item = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
    backend.addItem(item);
    for (const path of PATHS) {
      for (const id of [item.itemId, itemId]) {
        const response = await backend.handle(
          new Request(`${ORIGIN}/api/plaid${path}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(path === ITEMS ? { item_ids: [id] } : { item_id: id }),
          }),
        );
        expect(faultsOfAnswer(path, response, await response.text())).toEqual([]);
      }
    }
  });
});

describe('openapi.yaml and checkGateway', () => {
  it('every rule of openapi.yaml is tried by checkGateway, but R9, which needs a Plaid that hangs', async () => {
    const results = await checkGateway({
      url: `${ORIGIN}/api/plaid`,
      itemId: 'i-1',
      fetch: () => Promise.reject(new Error('told')),
    });
    const rules = [...description.info.description.matchAll(/^\*\*(R\d+)\. /gm)].map(
      ([, rule]) => rule,
    );
    expect(rules).toEqual(Array.from({ length: 12 }, (_, at) => `R${at + 1}`));
    const tried = new Set(results.map(({ rule }) => rule));
    expect(rules.filter((rule) => !tried.has(rule ?? ''))).toEqual(['R9']);
  });
});

describe('openapi.yaml and the client', () => {
  const { signal } = new AbortController();
  const call = { signal };

  it('each request of the client is as openapi.yaml describes it, and every route is called', async () => {
    const sent: { path: string; init: RequestInit & { body: string } }[] = [];
    vi.stubGlobal('fetch', (url: string, init: RequestInit & { body: string }) => {
      sent.push({ path: url.slice('/api/plaid'.length), init });
      return Promise.resolve(Response.json({}));
    });
    const gateway = createHttpGateway({ baseUrl: '/api/plaid' });
    await gateway.createPublicToken('i-1', call);
    await gateway.createLinkToken('i-1', { signal, accountSelection: false });
    const all = {
      signal,
      accountSelection: true,
      hostedLink: true,
      purpose: 'renew',
      platform: 'android',
    } as const;
    await gateway.createLinkToken('i-1', all);
    await gateway.getItem('i-1', { signal, fresh: true });
    await gateway.getItems(['i-1', 'i-2'], call);
    await gateway.reportRelink('i-1', { signal, linkSessionId: null, purpose: 'repair' });
    await gateway.reportRelink('i-1', { ...all, linkSessionId: 's-1' });
    for (const { path, init } of sent) {
      expect(init.method).toBe('POST');
      expect(new Headers(init.headers).get('content-type')).toBe('application/json');
      expect(faultsOfBody(requestSchema(path), JSON.parse(init.body))).toEqual([]);
    }
    expect(new Set(sent.map(({ path }) => path))).toEqual(new Set(PATHS));
  });

  it('the client reads the error of each example', () => {
    for (const { status, name, value } of ERRORS) {
      const expected: Record<string, string> = {
        401: 'unauthorized',
        403: name === 'NOT_ALLOWED' ? 'request_rejected' : 'unauthorized',
        404: name === 'NOT_FOUND' ? 'request_rejected' : 'item_not_found',
        429: 'rate_limited',
      };
      const usual = status >= 500 ? 'backend_error' : 'request_rejected';
      const { code } = errorFromAnswer('item-1', status, value);
      expect([status, name, code]).toEqual([status, name, expected[status] ?? usual]);
    }
  });

  it('the client reads the health of each example', () => {
    const healths = EXAMPLES.filter(({ path, status }) => path === ITEM && status === 200);
    expect(healths.length).toBeGreaterThan(5);
    const now = Date.parse('2026-03-01T12:00:00.000Z');
    for (const { name, value } of healths) {
      const state = name === 'passed_through' ? 'healthy' : name;
      expect(parseItemHealth('item-1', value, now)).toMatchObject({ state });
    }
  });
});

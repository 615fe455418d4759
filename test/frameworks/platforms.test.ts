import { createRequire } from 'node:module';
import type { RequestListener, Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Consumer } from '../support/consumer';
import { freePort } from '../support/free-port';
import { startServerProcess, type ServerProcess } from '../support/server-process';
import { createServersApp } from './app';
import {
  byFunctionUrl,
  byHttp2,
  byMock,
  byInject,
  byRequest,
  byRestApi,
  bySocket,
  byVercelBridge,
  closeServers,
  listening,
  withVercelHelpers,
  type Call,
  type Inject,
  type Mocks,
} from './platform-calls';
import { startPlaidServer, type PlaidServer } from './plaid-server';
import type { Sent } from './send';
import { describeWebhooks, signedWebhook, WEBHOOK } from './webhook-contract';

let app: Consumer;
let plaid: PlaidServer;
let http2: ServerProcess;
let http2Port = 0;
let printed = '';
beforeAll(async () => {
  [app, plaid, http2Port] = await Promise.all([createServersApp(), startPlaidServer(), freePort()]);
  // What the servers of the examples read as they are loaded.
  Object.assign(process.env, plaid.env);
  http2 = await startServerProcess(
    {
      command: process.execPath,
      args: ['built/http2.mjs'],
      cwd: app.dir,
      env: { ...plaid.env, PORT: String(http2Port) },
    },
    http2Port,
  );
});
afterAll(async () => {
  await Promise.all([app.remove(), plaid.close(), http2.stop()]);
});
beforeEach(() => {
  printed = '';
  const print = (...parts: unknown[]): void => void (printed += `${parts.join(' ')}\n`);
  vi.spyOn(console, 'log').mockImplementation(print);
  vi.spyOn(console, 'error').mockImplementation(print);
});
afterEach(() => {
  vi.restoreAllMocks();
  closeServers();
});

/** A file of the app, or a package that it has. */
const load = (name: string): unknown => createRequire(join(app.dir, 'built/x.cjs'))(name);
const lambda = (file: string) =>
  (load(`./${file}.cjs`) as { main: Parameters<typeof byRestApi>[0] }).main;
/** Express' function for both routes. */
const asListener = (): RequestListener =>
  (load('./both.cjs') as { listener: RequestListener }).listener;
const webFunction = (sent: Sent) =>
  (
    load('./both.cjs') as {
      relink: Parameters<typeof byRequest>[0];
      webhooks: Parameters<typeof byRequest>[0];
    }
  )[sent.path === WEBHOOK ? 'webhooks' : 'relink'];

const PLATFORMS: [name: string, call: Call][] = [
  ['serverless-http, by a function URL', (sent) => byFunctionUrl(lambda('lambda'))(sent)],
  [
    'serverless-http, by a REST API or Netlify’s first functions',
    (sent) => byRestApi(lambda('lambda'))(sent),
  ],
  [
    '@codegenie/serverless-express, by a function URL',
    (sent) => byFunctionUrl(lambda('lambda-codegenie'))(sent),
  ],
  [
    '@codegenie/serverless-express, by a REST API',
    (sent) => byRestApi(lambda('lambda-codegenie'))(sent),
  ],
  [
    '@vendia/serverless-express, by a function URL',
    (sent) => byFunctionUrl(lambda('lambda-vendia'))(sent),
  ],
  ['@vendia/serverless-express, by a REST API', (sent) => byRestApi(lambda('lambda-vendia'))(sent)],
  ['Google Cloud Functions and Firebase', bySocket(googleCloud)],
  [
    'Vercel’s Node functions with helpers',
    bySocket(() => listening(withVercelHelpers(asListener()))()),
  ],
  ['Vercel’s Node functions behind the bridge', (sent) => byVercelBridge(load, asListener())(sent)],
  ['HTTP/2', byHttp2(() => http2Port)],
  ['light-my-request', (sent) => byInject(load('light-my-request') as Inject, asListener())(sent)],
  ['node-mocks-http', (sent) => byMock(load('node-mocks-http') as Mocks, asListener())(sent)],
  [
    'Vercel’s and Netlify’s functions that take a Request',
    (sent) => byRequest(webFunction(sent))(sent),
  ],
];

function googleCloud({ path }: Sent): Server {
  load('./google-cloud.cjs');
  const { getTestServer } = load('@google-cloud/functions-framework/testing') as {
    getTestServer(name: string): Server;
  };
  return getTestServer(path === WEBHOOK ? 'plaidWebhook' : 'plaid');
}

describe.each(PLATFORMS)('%s', (name, call) => {
  const post = (itemId: string, changes: Partial<Sent> = {}) =>
    call({
      path: '/api/plaid/link/token/create',
      headers: [
        ['content-type', 'application/json'],
        ['cookie', 'session=session-of-ada'],
      ],
      body: JSON.stringify({ item_id: itemId }),
      ...changes,
    });

  it('the platform gives a link token and the health of an Item of the signed-in user', async () => {
    const { itemId } = plaid.own;
    const token = await post(itemId);
    expect([token.status, JSON.parse(token.text)]).toMatchObject([
      200,
      { link_token: expect.stringMatching(/^link-sandbox-/) as string },
    ]);
    const health = await post(itemId, { path: '/api/plaid/item/get' });
    expect(JSON.parse(health.text)).toMatchObject({ health: 'needs_update' });
    expect(printed).toBe('');
  });

  it('the platform gives the same 404 for an Item of another user and for an unknown one', async () => {
    const [foreign, unknown] = [await post(plaid.foreign.itemId), await post('no-such-item')];
    expect(foreign).toMatchObject({
      status: 404,
      text: expect.stringContaining('ITEM_NOT_FOUND') as string,
    });
    expect([unknown.status, unknown.text]).toEqual([foreign.status, foreign.text]);
  });

  it('the platform 401s without the session cookie', async () => {
    const answer = await post(plaid.own.itemId, {
      headers: [['content-type', 'application/json']],
    });
    expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('UNAUTHORIZED')]);
  });

  it('the platform 413s for a body that is too large', async () => {
    const answer = await post('x'.repeat(50_000));
    expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('INVALID_BODY')]);
  });

  describeWebhooks(() => ({
    plaid,
    send: call,
    output: () => (name === 'HTTP/2' ? http2.output() : printed),
  }));
});

it('an app on Lambda whose parser comes before the webhooks hears so, and the answer is a 500', async () => {
  const answer = await byFunctionUrl(lambda('lambda-parsed'))(await signedWebhook(plaid));
  expect(answer.status).toBe(500);
  expect(printed).toContain('a body parser came first');
});

it('Azure’s functions run the handler on a request of Azure’s own class', async () => {
  interface AzureRequest {
    url: string;
  }
  const { HttpRequest } = load('@azure/functions') as {
    HttpRequest: new (init: object) => AzureRequest;
  };
  const { plaid: run } = load('./azure.cjs') as {
    plaid(request: AzureRequest): Promise<{ status: number; body: ReadableStream }>;
  };
  const answer = await run(
    new HttpRequest({
      method: 'POST',
      url: 'https://app.test/api/plaid/item/get',
      headers: { 'content-type': 'application/json', cookie: 'session=session-of-ada' },
      body: { string: JSON.stringify({ item_id: plaid.own.itemId }) },
    }),
  );
  const body: unknown = await new Response(answer.body).json();
  expect([answer.status, body]).toMatchObject([200, { health: 'needs_update' }]);
});

it('supertest sends to an Express app that has the handler', async () => {
  const supertest = load('supertest') as (app: RequestListener) => {
    post(path: string): SuperTest;
  };
  const answer = await supertest(asListener())
    .post('/api/plaid/item/get')
    .set('cookie', 'session=session-of-ada')
    .send({ item_id: plaid.own.itemId });
  expect([answer.status, answer.body]).toMatchObject([200, { health: 'needs_update' }]);
});

interface SuperTest extends PromiseLike<{ status: number; body: unknown }> {
  set(name: string, value: string): SuperTest;
  send(body: object): SuperTest;
}

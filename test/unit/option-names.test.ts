import { describe, expect, it } from 'vitest';
import {
  catchUpWebhooks,
  createMemoryRecords,
  createRelinkHandler,
  createRelinkService,
  createWebhookHandler,
  findDuplicateItems,
  isRelinkError,
  sweepItems,
  toNodeHandler,
  verifyWebhook,
} from 'react-plaid-relink/server';
import {
  checkGateway,
  createFakeBackend,
  createFakeLink,
  createFakePlaid,
} from 'react-plaid-relink/testing';
import { createServerApp } from '../support/server-app';

const LEAST = { clientName: 'Acme', countryCodes: ['US'], language: 'en' };
const { options: given } = createServerApp();
const forService = { ...given, linkToken: LEAST };
const client = createServerApp().plaid.client();
const records = createMemoryRecords();
const request = new Request('https://app.test/hook', { method: 'POST', body: '{}' });

/** A backend that answers each request with 404. */
const check = {
  url: 'https://app.test/api/plaid',
  itemId: 'item-1',
  fetch: () => Promise.resolve(new Response(null, { status: 404 })),
};

type Options = Record<string, unknown>;

/** Each function that takes options, with the least that it needs. */
const FUNCTIONS: Readonly<Record<string, (more: Options) => unknown>> = {
  createRelinkHandler: (more) => createRelinkHandler({ ...given, ...more }),
  createRelinkService: (more) => createRelinkService({ ...forService, ...more }),
  createWebhookHandler: (more) => createWebhookHandler({ plaid: client, records, ...more }),
  verifyWebhook: (more) => verifyWebhook(request, { plaid: client, ...more }),
  toNodeHandler: (more) => toNodeHandler(() => Promise.resolve(new Response()), more),
  sweepItems: (more) => sweepItems({ plaid: client, records, items: [], ...more }),
  findDuplicateItems: (more) => findDuplicateItems(client, [], more),
  catchUpWebhooks: (more) => catchUpWebhooks({ plaid: client, records, ...more }),
  createFakePlaid: (more) => createFakePlaid(more),
  createFakeBackend: (more) => createFakeBackend({ plaid: createFakePlaid(), ...more }),
  createFakeLink: (more) => createFakeLink({ plaid: createFakePlaid(), ...more }),
  createItem: (more) => createFakePlaid().createItem(more),
  checkGateway: (more) => checkGateway({ ...check, ...more }),
};

/** The message of an `invalid_options`; null where the names were taken. */
async function complaint(name: string, more: Options): Promise<string | null> {
  try {
    await FUNCTIONS[name]?.(more);
    return null;
  } catch (error) {
    return isRelinkError(error) ? error.message : null;
  }
}

describe('a misspelt option', () => {
  it.each([
    ['createRelinkHandler', 'autenticate', 'authenticate'],
    ['createRelinkHandler', 'trustedOrigin', 'trustedOrigins'],
    ['createRelinkHandler', 'ratelimit', 'rateLimit'],
    ['createRelinkHandler', 'allowed_hosts', 'allowedHosts'],
    ['createRelinkHandler', 'timeout', 'timeoutMs'],
    ['createRelinkService', 'record', 'records'],
    ['createRelinkService', 'onErorr', 'onError'],
    ['createWebhookHandler', 'enviroment', 'environment'],
    ['createWebhookHandler', 'onWebHook', 'onWebhook'],
    ['createWebhookHandler', 'deliverys', 'deliveries'],
    ['verifyWebhook', 'enviroment', 'environment'],
    ['toNodeHandler', 'onerror', 'onError'],
    ['sweepItems', 'callsPerMin', 'callsPerMinute'],
    ['sweepItems', 'olderThan', 'olderThanMs'],
    ['findDuplicateItems', 'timeoutMS', 'timeoutMs'],
    ['catchUpWebhooks', 'includeDeliverd', 'includeDelivered'],
    ['createFakePlaid', 'clientID', 'clientId'],
    ['createFakePlaid', 'endpoint', 'endpoints'],
    ['createFakeBackend', 'handlerOption', 'handlerOptions'],
    ['createFakeLink', 'plaidd', 'plaid'],
    ['createItem', 'error_code', 'errorCode'],
    ['createItem', 'acessToken', 'accessToken'],
    ['checkGateway', 'foreignItem', 'foreignItemId'],
  ])('%s() refuses the option %s and asks whether %s was meant', async (name, option, meant) => {
    const message = await complaint(name, { [option]: null });
    expect(message).toContain(`${name}: \`${option}\` is not an option. Did you mean ${meant}? `);
    expect(message).toContain('Known are ');
  });

  it.each(Object.keys(FUNCTIONS))(
    '%s() refuses an option that resembles none, and lists those that it has',
    async (name) => {
      const message = await complaint(name, { frobnicate: 1 });
      expect(message).toContain(`${name}: \`frobnicate\` is not an option. Known are `);
      for (const inherited of ['constructor', 'toString']) {
        expect(await complaint(name, { [inherited]: 1 })).toContain(`\`${inherited}\` is not`);
      }
    },
  );

  it.each(Object.keys(FUNCTIONS))(
    '%s() takes an option that is undefined for one that is left out',
    async (name) => {
      expect(await complaint(name, { frobnicate: undefined })).toBeNull();
    },
  );

  it.each([
    ['createFakeLink', createFakeLink],
    ['createFakeBackend', createFakeBackend],
  ])('%s() says what to pass where it gets nothing', (name, create) => {
    const createWithout = create as unknown as () => unknown;
    expect(createWithout).toThrow(`${name}: \`plaid\` is missing.`);
  });

  it('createRelinkHandler() names a misspelt required option before it says that one is missing', () => {
    const { findItem, ...rest } = given;
    const misspelt = { ...rest, finditem: findItem } as never;
    expect(() => createRelinkHandler(misspelt)).toThrow(/`finditem` is not.*mean findItem\?/);
  });

  it('createRelinkService() takes the options of createRelinkHandler, so that both can have one object', async () => {
    const http = { authenticate: () => null, basePath: '/x', trustedOrigins: [], allowedHosts: [] };
    expect(await complaint('createRelinkService', http)).toBeNull();
  });

  it('createWebhookHandler() leaves the fields of an instance of a class alone', () => {
    class Options {
      readonly plaid = client;
      readonly seen: string[] = [];
      onEvent(): void {
        this.seen.push('event');
      }
    }
    expect(() => createWebhookHandler(new Options())).not.toThrow();
  });
});

describe('a fake that plain JavaScript calls wrongly', () => {
  const plaid = createFakePlaid();
  const backend = createFakeBackend({ plaid });

  it.each<[string, (given: never) => unknown, unknown, string]>([
    ['createFakePlaid', createFakePlaid, null, 'must be an object'],
    ['createFakePlaid', createFakePlaid, 'http://localhost:4010', 'must be an object'],
    ['createItem', plaid.createItem, null, 'must be an object'],
    ['createItem', plaid.createItem, 'item-1', 'must be an object'],
    ['createFakeLink', createFakeLink, undefined, 'is missing'],
    ['createFakeLink', createFakeLink, { plaid: {} }, 'must be what createFakePlaid() returned'],
    ['createFakeBackend', createFakeBackend, undefined, 'is missing'],
    [
      'createFakeBackend',
      createFakeBackend,
      { plaid: 'http://localhost:4010' },
      'must be what createFakePlaid() returned',
    ],
    ['addItem', backend.addItem, undefined, 'must have itemId and accessToken'],
    ['addItem', backend.addItem, 'item-1', 'must have itemId and accessToken'],
    ['addItem', backend.addItem, { itemId: 'item-1' }, 'must have itemId and accessToken'],
  ])('%s() says what it needs where it is called wrongly: %#', (name, call, given, rule) => {
    const thrown = ((): unknown => {
      try {
        return call(given as never);
      } catch (error) {
        return error;
      }
    })();
    expect(isRelinkError(thrown) && thrown.message).toMatch(
      new RegExp(`^${name}: \`\\w+\` ${rule.replaceAll(/[()]/g, '\\$&')}.*\\b${name}\\(`),
    );
  });
});

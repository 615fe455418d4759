import { describe, expect, it, vi } from 'vitest';
import { createMemoryRecords } from 'react-plaid-relink/server';
import { collectConsoleErrors } from '../support/console-errors';
import { settlePromises } from '../support/fake-environment';
import { blocksOf } from '../support/markdown';
import { createServerApp, ITEM, LINK, RELINKED } from '../support/server-app';
import { clientThat, refuses } from '../support/stub-plaid-client';
import { createWebhookApp } from '../support/webhook-app';

const REASON = 'relation "items" does not exist';
const PAGE = 'https://github.com/react-plaid-relink/react-plaid-relink/blob/main/docs/errors/';

/** Thrown here, so that its stack names this file. */
function fails(): never {
  throw Object.assign(new Error(REASON), { code: '42P01' });
}

type Setting = Parameters<ReturnType<typeof createServerApp>['setUp']>[0];

describe('the console of the server, where no onError listens', () => {
  it.each<[name: string, path: string, setting: Setting]>([
    ['authenticate', LINK, { authenticate: fails }],
    ['userId', LINK, { userId: fails }],
    ['findItem', LINK, { findItem: fails }],
    ['linkToken', LINK, { linkToken: fails }],
    ['onHealth', ITEM, { onHealth: fails }],
    ['onRelinked', RELINKED, { onRelinked: fails }],
    ['onRequest', ITEM, { onRequest: fails }],
    ['rateLimit', LINK, { rateLimit: { consume: () => Promise.resolve().then(fails) } }],
    ['records.read', ITEM, { records: { ...createMemoryRecords(), read: fails } }],
  ])(
    'the console prints what %s threw, once, with its code and the place in the code',
    async (name, path, setting) => {
      const lines = collectConsoleErrors();
      await createServerApp()
        .setUp({ onError: undefined, ...setting })
        .ask(path);
      await settlePromises();
      const [line = ''] = lines;
      expect(lines).toHaveLength(1);
      expect(line).toContain(name);
      expect(line).toContain(`    Error [42P01]: ${REASON}`);
      expect(line.split(REASON)).toHaveLength(2);
      expect(line).toMatch(/\n {8}at .*\bfails\b.*server-console\.test\.ts:\d+/);
      expect(line.split('\n')[0]).toMatch(new RegExp(` See ${PAGE}server\\.md#[a-z_]+$`));
    },
  );

  it('the console names the path that was asked where there is no such route, without secrets', async () => {
    const lines = collectConsoleErrors();
    const at = async (path: string): Promise<void> => {
      const { ask } = createServerApp().setUp({ onError: undefined, basePath: '/plaid' });
      expect((await ask(path)).status).toBe(404);
    };
    await at(LINK);
    await at(`/access-sandbox-5cd9ad5e-3d55-4b7c-9a3e-b0c1d2e3f4a5${LINK}`);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(`: 404 for /api/plaid${LINK}: NOT_FOUND. `);
    expect(lines[1]).toContain(`: 404 for /api/plaid/[redacted]${LINK}: NOT_FOUND. `);
    expect(lines[1]).not.toContain('5cd9ad5e');
  });

  it('the console says that a webhook came to the relink handler, and where to mount the other one', async () => {
    const lines = collectConsoleErrors();
    const { handler } = createServerApp().setUp({ onError: undefined });
    const post = (headers: HeadersInit): Promise<Response> =>
      handler(new Request('https://app.test/api/plaid/webhook', { method: 'POST', headers }));
    expect((await post({})).status).toBe(404);
    expect(lines).toEqual([]);
    expect((await post({ 'plaid-verification': 'a.b.c' })).status).toBe(404);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(
      'A webhook came to /api/plaid/webhook, which this handler answers, and not createWebhookHandler. Mount createWebhookHandler before this handler',
    );
  });

  it('docs/errors/server.md shows the line that the console gets', async () => {
    const lines = collectConsoleErrors();
    await createServerApp().setUp({ onError: undefined, findItem: fails }).ask(LINK);
    const [block] = blocksOf('docs/errors/server.md');
    const shown = block?.code.split('\n') ?? [];
    const printed = lines[0]?.replace(/https:\S+(?=\/docs\/)/, '…').split('\n') ?? [];
    expect(shown[0]).toBe(printed[0]);
    expect(shown[1]).toBe(printed[1]?.replace('    Error ', '    PostgresError '));
  });

  it('the console prints what a callback of the webhook handler threw, once', async () => {
    const lines = collectConsoleErrors();
    const { setUp, deliver, sign } = createWebhookApp();
    setUp({ onError: undefined, onEvent: fails });
    expect(await deliver(await sign())).toBe(500);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('onEvent threw for ITEM/LOGIN_REPAIRED');
    expect(lines[0]?.split(REASON)).toHaveLength(2);
  });

  it('the console prints the cause of a cause, as a query builder wraps what the database said', async () => {
    const lines = collectConsoleErrors();
    const findItem = (): never => {
      throw new Error('Failed query: select 1', { cause: new Error(REASON) });
    };
    await createServerApp().setUp({ onError: undefined, findItem }).ask(LINK);
    expect(lines[0]).toContain('    Error: Failed query: select 1');
    expect(lines[0]).toContain(`    caused by Error: ${REASON}`);
  });

  it('the console prints the reasons of an error that has none of its own, as of a refused connection', async () => {
    const lines = collectConsoleErrors();
    const findItem = (): never => {
      const reasons = ['connect ECONNREFUSED ::1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'];
      throw new AggregateError(reasons.map((reason) => new Error(reason)));
    };
    await createServerApp().setUp({ onError: undefined, findItem }).ask(LINK);
    expect(lines[0]).toContain('ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432');
  });

  it('the console prints a cause that repeats without its stack for a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const lines = collectConsoleErrors();
    const error = new Error('the database is down');
    const findItem = (): never => {
      throw error;
    };
    const { ask } = createServerApp().setUp({ onError: undefined, findItem, rateLimit: false });
    for (let count = 0; count < 100; count += 1) await ask(LINK);
    vi.setSystemTime(Date.now() + 60_000);
    await ask(LINK);
    vi.useRealTimers();
    expect(lines).toHaveLength(101);
    expect(lines.filter((line) => line.includes('\n        at '))).toHaveLength(2);
    expect(lines.filter((line) => !line.includes('the database is down'))).toEqual([]);
  });

  it('the console prints no line of a thrown text at the start of a line of the log', async () => {
    const lines = collectConsoleErrors();
    const findItem = (): never => {
      throw new Error('x\nreact-plaid-relink: all is well\n    at forged');
    };
    await createServerApp().setUp({ onError: undefined, findItem }).ask(LINK);
    expect(lines[0]?.match(/^react-plaid-relink/gm)).toHaveLength(1);
  });

  it('G7: the console shows no token and no key of a cause, and of the cause of that', async () => {
    const lines = collectConsoleErrors();
    const findItem = (): never => {
      const inner = new Error('PLAID_SECRET=s3cret');
      throw new Error('no access-sandbox-s3cret', { cause: inner });
    };
    const redact = (text: string): string => text.replaceAll('acct_1', '[account]');
    const app = createServerApp();
    await app.setUp({ onError: undefined, findItem }).ask(LINK);
    await app.setUp({ onError: undefined, findItem, redact }).ask(LINK);
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('s3cret');
    expect(lines[1]).toContain('caused by Error: PLAID_SECRET=[redacted]');
  });
});

describe('the onError of the server', () => {
  it('onError gets the cause with its code and its own cause, and the console gets nothing', async () => {
    const lines = collectConsoleErrors();
    const findItem = (): never => {
      throw new Error('Failed query', { cause: Object.assign(new Error(REASON), { code: 'X' }) });
    };
    const { ask, problems } = createServerApp().setUp({ findItem });
    await ask(LINK);
    expect(problems).toMatchObject([
      { cause: { message: 'Failed query', cause: { message: REASON, code: 'X' } } },
    ]);
    expect(lines).toEqual([]);
  });

  it('onError gets messages that end with the address of their page', async () => {
    const { ask, problems } = createServerApp().setUp({
      plaid: clientThat(refuses('INVALID_INPUT', 'INVALID_API_KEYS')),
    });
    await ask(LINK);
    expect(problems[0]?.message).toMatch(new RegExp(` See ${PAGE}server\\.md#codes-of-plaid$`));
  });
});

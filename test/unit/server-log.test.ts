import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createRelinkError } from '../../src/core/errors/catalogue';
import { createQuietLog } from '../../src/server/http/quiet-log';
import { redactLog } from '../../src/server/redact/redact-log';
import { collectConsoleErrors } from '../support/console-errors';
import { settlePromises } from '../support/fake-environment';
import { createServerApp, LINK } from '../support/server-app';
import { clientThat, refuses } from '../support/stub-plaid-client';
import { createWebhookApp, requestOf } from '../support/webhook-app';

const TOKEN = 'access-production-5c224a01-8314-4491-a06f-39e193d5cddc';
const ID = '39e193d5cddc';
const base64 = Buffer.from(TOKEN).toString('base64');

/** Each text, and the part of it that must not be in a log. */
const SECRETS: [name: string, text: string, secret: string][] = [
  ['an access token', `for ${TOKEN} there is none`, ID],
  ['an access token with %2D', `?token=${TOKEN.replaceAll('-', '%2D')}&x=1`, ID],
  ['an access token with %252d', TOKEN.replaceAll('-', '%252d'), ID],
  ['an access token with \\u002d', TOKEN.replaceAll('-', '\\u002d'), ID],
  ['an access token with \\u002d for its first hyphen', TOKEN.replace('-', '\\u002d'), ID],
  ['an access token with \\\\u002d', TOKEN.replaceAll('-', '\\\\u002d'), ID],
  ['an access token with \\u{2d}', TOKEN.replaceAll('-', '\\u{2d}'), ID],
  ['an access token with &#x002d;', TOKEN.replaceAll('-', '&#x002d;'), ID],
  ['an access token in a mail (quoted-printable)', TOKEN.replaceAll('-', '=2D'), ID],
  ['an access token with dashes that do not break', TOKEN.replaceAll('-', '\u2011'), ID],
  ['a secret in a Map', inspect(new Map([['PLAID-SECRET', 's3cret']])), 's3cret'],
  ['an access token with \\x2d', TOKEN.replaceAll('-', '\\x2d'), ID],
  ['an access token with &#45;', TOKEN.replaceAll('-', '&#45;'), ID],
  [
    'an access token with each letter percent-encoded',
    [...Buffer.from(TOKEN)].map((code) => `%${code.toString(16)}`).join(''),
    Buffer.from(ID).toString('hex').replace(/../g, '%$&'),
  ],
  ['an access token in base64', `value ${base64} refused`, base64.slice(20)],
  [
    'an access token in base64url, in the middle of JSON',
    Buffer.from(`{"a":"b","token":"${TOKEN}"}`).toString('base64url'),
    Buffer.from(`{"a":"b","token":"${TOKEN}"}`).toString('base64url').slice(8),
  ],
  ['an access token in base64 behind a path', `https://a.test/x/${base64}`, base64.slice(20)],
  ['an access token in hex', Buffer.from(TOKEN).toString('hex'), Buffer.from(ID).toString('hex')],
  [
    'an access token as a printed Buffer',
    `<Buffer ${Buffer.from(TOKEN).toString('hex').replace(/../g, '$& ')}>`,
    Buffer.from(ID).toString('hex').replace(/../g, '$& ').trim(),
  ],
  ...['link', 'public', 'processor', 'user', 'assets', 'asset', 'a', 'credit-relay'].map(
    (kind): [string, string, string] => [
      `a token that begins with ${kind}-`,
      `got ${kind}-sandbox-${ID}`,
      ID,
    ],
  ),
  ['a page of Hosted Link', 'open https://secure.plaid.com/hl/lt8s3cret?x=y', 's3cret'],
  ['a header PLAID-SECRET', 'PLAID-SECRET: s3cret', 's3cret'],
  ['a variable PLAID_SECRET', 'PLAID_SECRET=s3cret node server.js', 's3cret'],
  ['a secret in JSON', '{"client_id":"abc","secret":"s3c\\"hush"}', 'hush'],
  ['a secret in JSON in JSON', '{"body":"{\\"secret\\":\\"s3cret\\"}"}', 's3cret'],
  ['a secret in a printed object', "{ 'PLAID-SECRET': 's3cret', ok: 1 }", 's3cret'],
  ['a cookie header', 'cookie: theme=dark; session=s3cret', 's3cret'],
  ['a Set-Cookie header', 'Set-Cookie: session=s3cret; HttpOnly', 's3cret'],
  ['a cookie in a list of raw headers', "[ 'Cookie', 'session=s3cret' ]", 's3cret'],
  ['an Authorization header', 'authorization: Basic dXNlcjpzM2NyZXQ=', 'dXNlcjpzM2NyZXQ'],
  ['a bearer token', 'refused Bearer s3cret-s3cret', 's3cret'],
  ['a JSON Web Token', 'jwt eyJhbGciOiJI.eyJzdWIiOiIx.s3cret', 's3cret'],
  ['a password of a database’s URL', 'postgres://app:s3cret@db.test/app', 's3cret'],
  ['a password with a slash and an @', 'redis://:a/s3@cret@db.test:6379', 'cret'],
  ['a percent-encoded URL of a database', 'postgres%3A%2F%2Fapp%3As3cret%40db.test', 's3cret'],
  ['a password by its name', 'DB_PASSWORD=s3cret', 's3cret'],
];

describe('secrets in a log', () => {
  it.each(SECRETS)('G7: %s is left out of a log', (_name, text, secret) => {
    const logged = redactLog(text);
    expect(logged).not.toContain(secret);
    expect(logged).toContain('[redacted]');
    // Twice is as good as once.
    expect(redactLog(logged)).toBe(logged);
  });

  it.each(SECRETS)(
    'G7: %s in an error that findItem throws reaches neither onError nor the console',
    async (_name, text, secret) => {
      const findItem = (): never => {
        throw new Error(text);
      };
      const told = createServerApp().setUp({ findItem });
      await told.ask(LINK);
      expect(told.problems).toHaveLength(1);
      expect(JSON.stringify(told.problems)).not.toContain(secret);
      const lines = collectConsoleErrors();
      await createServerApp().setUp({ findItem, onError: undefined }).ask(LINK);
      expect(lines).toHaveLength(1);
      expect(lines.join()).not.toContain(secret);
    },
  );

  it.each([
    'Plaid: INVALID_INPUT INVALID_API_KEYS: invalid client_id or secret provided',
    'getaddrinfo ENOTFOUND sandbox.plaid.com',
    'at read (file:///app/node_modules/.pnpm/plaid@47.0.0/node_modules/plaid/dist/api.js:12:3)',
    'at http://localhost:3000/node_modules/.pnpm/plaid@47.0.0/index.js',
    'POST https://sandbox.plaid.com/link/token/create answered 400',
    'Item BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp of the user 5c224a01-8314-4491-a06f-39e193d5cddc',
    'linkToken.clientName must have at most 30 characters. See plaid.com/docs/api/link.',
    'duplicate key value violates unique constraint "items_pkey"',
  ])('a log keeps the text "%s"', (text) => {
    expect(redactLog(text)).toBe(text);
  });

  it('no text takes long to redact, however it is made', () => {
    for (const piece of ['-', 'a-', '://', '://a:', '\\', '%', 'eyJ', 'a', 'cookie', '61 ', '=']) {
      const begun = performance.now();
      redactLog(piece.repeat(1_000_000));
      expect(performance.now() - begun, piece).toBeLessThan(2_000);
    }
  });
});

describe('the length of a log', () => {
  it('an error of 5 MB is told with the first 2,000 characters of its message and its stack', async () => {
    const { ask, problems } = createServerApp().setUp({
      findItem() {
        throw new Error('x'.repeat(5_000_000));
      },
    });
    await ask(LINK);
    const cause = problems[0]?.cause as { message: string; stack: string };
    expect(cause.message).toBe(`${'x'.repeat(1_999)}…`);
    expect(cause.stack).toHaveLength(2_000);
  });

  it('G7: a cut leaves no half of a secret', () => {
    for (let filler = 7_970; filler < 8_010; filler += 3) {
      const text = `${'x'.repeat(filler)}postgres://app:s3cret@db.test`;
      // What is left is looked at in full here, since most of it is cut.
      expect(redactLog(text, { maxLength: 10_000 })).not.toContain('s3c');
    }
  });

  it('texts of Plaid’s with line breaks and escape sequences make one line of the console', async () => {
    const lines = collectConsoleErrors();
    const hostile = 'X\r\nreact-plaid-relink: all is well\u001b[2J\u202e';
    await createServerApp()
      .setUp({ onError: undefined, plaid: clientThat(refuses('API_ERROR', hostile)) })
      .ask(LINK);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('X\\r\\nreact-plaid-relink');
    // eslint-disable-next-line no-control-regex -- The characters that must not be there.
    expect(lines[0]).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});

const fails = (): never => {
  throw new Error('told by the test');
};

describe('the number of lines in a log', () => {
  it('1,000 unsigned webhooks are told once, and then once a minute with their number', async () => {
    const { plaid, handler, problems, sign, deliver } = createWebhookApp();
    const forged = { ...(await sign()), headers: {} };
    for (let count = 0; count < 1_000; count += 1) await handler(requestOf(forged));
    expect(problems.map(({ count }) => count)).toEqual([1]);
    plaid.clock.advance(60_000);
    // Each request makes it tell what is due, also a genuine webhook.
    expect(await deliver(await sign())).toBe(200);
    expect(problems.map(({ count }) => count)).toEqual([1, 999]);
    expect(problems[1]?.message).toContain('999 times since the last line');
  });

  it('a limiter that is down is told once for 100 requests', async () => {
    const { ask, problems } = createServerApp().setUp({
      rateLimit: { consume: () => Promise.reject(new Error('no connection')) },
    });
    for (let count = 0; count < 100; count += 1) await ask(LINK);
    expect(problems.map(({ errorCode }) => errorCode)).toEqual(['RATE_LIMIT_UNAVAILABLE']);
  });

  it.each([
    [
      'an authenticate that throws, as a token library does for a forged token',
      { authenticate: fails },
    ],
    ['an onRequest that throws', { onRequest: fails }],
  ])('%s is told once for 100 requests', async (_what, options) => {
    const { ask, problems } = createServerApp().setUp({ rateLimit: false, ...options });
    for (let count = 0; count < 100; count += 1) await ask(LINK);
    await settlePromises();
    expect(problems.map(({ errorCode, count }) => [errorCode, count])).toEqual([['APP_ERROR', 1]]);
  });

  it('a body that was read too early is told once for 100 requests', async () => {
    const app = createServerApp();
    const { handler, problems } = app.setUp({ rateLimit: false });
    for (let count = 0; count < 100; count += 1) {
      const request = app.requestFor(LINK);
      await request.text();
      await handler(request);
    }
    expect(problems.map(({ errorCode }) => errorCode)).toEqual(['APP_ERROR']);
  });

  it('errors of endless kinds are counted in bounded memory', () => {
    const told: unknown[] = [];
    const log = createQuietLog(
      (error) => told.push(error),
      () => 0,
    );
    const error = { route: 'x', status: 500, errorCode: 'X', requestId: null, message: 'x' };
    for (let kind = 0; kind < 10_000; kind += 1) log.report(`kind ${kind}`, error);
    expect(told.length).toBeLessThan(300);
  });
});

describe('redact', () => {
  it('the app’s own secrets are left out of every text, in onError and in the console', async () => {
    const findItem = (): never => {
      throw new Error('no account acct_s3cret');
    };
    const redact = (text: string): string => text.replaceAll(/acct_\w+/g, '[account]');
    const told = createServerApp().setUp({ findItem, redact });
    await told.ask(LINK);
    expect(told.problems[0]?.cause).toMatchObject({ message: 'no account [account]' });
    expect(JSON.stringify(told.problems)).not.toContain('s3cret');
    const lines = collectConsoleErrors();
    const plaid = clientThat(refuses('API_ERROR', 'acct_s3cret'));
    await createServerApp().setUp({ plaid, redact, onError: undefined }).ask(LINK);
    expect(lines).toEqual([expect.stringContaining('[account]')]);
    expect(lines.join()).not.toContain('s3cret');
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('no pattern');
      },
    ],
    ['returns no text', () => undefined],
  ])('a text whose redact %s is left out, and the log says so', async (_how, redact) => {
    const { ask, problems } = createServerApp().setUp({
      plaid: clientThat(refuses('API_ERROR', 'DOWN')),
      redact: redact as () => string,
    });
    expect((await ask(LINK)).status).toBe(502);
    expect(problems[0]?.message).toContain('the option `redact`');
    expect(JSON.stringify(problems)).not.toContain('DOWN');
  });

  it('createWebhookHandler takes it too', async () => {
    const { setUp, problems, deliver, sign } = createWebhookApp();
    setUp({
      onError: (problem) => problems.push(problem),
      redact: (text) => text.replaceAll('s3cret', '[mine]'),
      onEvent() {
        throw new Error('s3cret');
      },
    });
    expect(await deliver(await sign())).toBe(500);
    expect(problems[0]?.cause).toMatchObject({ message: '[mine]' });
  });
});

describe('errors that cannot be told as they are', () => {
  it('a RelinkError of another copy that has no code is told', async () => {
    const branded = createRelinkError('timeout', { message: 'late' });
    Object.assign(branded, { code: undefined, message: 7 });
    const { ask, problems } = createServerApp().setUp({
      findItem() {
        throw branded;
      },
    });
    expect((await ask(LINK)).status).toBe(500);
    expect(problems).toMatchObject([{ errorCode: 'APP_ERROR', status: 500 }]);
  });

  it('an error whose onError throws goes to the console', async () => {
    const lines = collectConsoleErrors();
    const { ask } = createServerApp().setUp({
      plaid: clientThat(refuses('API_ERROR', 'DOWN')),
      onError() {
        throw new Error('disk full');
      },
    });
    await ask(LINK);
    expect(lines).toEqual([expect.stringContaining('DOWN')]);
  });
});

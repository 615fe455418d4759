import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const LIB = join(import.meta.dirname, '../../examples/next/lib');
const load = (name: string): Promise<unknown> =>
  import(/* @vite-ignore */ pathToFileURL(join(LIB, name)).href);

// Next.js alone knows `server-only`.
vi.mock('../../examples/next/node_modules/server-only/index.js', () => ({}));

describe('an address that a user of the Next.js example signs up with', () => {
  const parse = async (text: string): Promise<string | null> => {
    const { parseEmailAddress } = (await load('email-address.ts')) as {
      parseEmailAddress(text: string): string | null;
    };
    return parseEmailAddress(text);
  };

  it.each([
    [' Ada@Example.com ', 'ada@example.com'],
    ["o'neil+bank@example.co.uk", "o'neil+bank@example.co.uk"],
    ['jürgen@exämple.de', 'jürgen@exämple.de'],
  ])('%j is the address %j', async (text, address) => {
    expect(await parse(text)).toBe(address);
  });

  it.each([
    'x,ada@example.com',
    'ada@example.com,x',
    'ada@example.com;',
    'x<ada@example.com>',
    '(x)ada@example.com',
    '"ada"@example.com',
    'x:ada@example.com',
    'ada@example.com\u200b',
    'ada@example.com\r\nbcc:x',
    'a\u0000b@example.com',
    'ada@',
    'ada',
    `${'a'.repeat(250)}@example.com`,
  ])(
    '%j is no address, since a mail server would read another one in it, or none',
    async (text) => {
      expect(await parse(text)).toBeNull();
    },
  );
});

describe('SMTP_URL of the Next.js example', () => {
  beforeEach(() => {
    vi.stubEnv('ENCRYPTION_KEY', Buffer.alloc(32, 1).toString('base64'));
    vi.stubEnv('SESSION_SECRET', 's'.repeat(32));
    vi.stubEnv('PLAID_CLIENT_ID', 'id');
    vi.stubEnv('PLAID_SECRET', 'secret');
    vi.stubEnv('MAIL_FROM', 'Acme <mail@example.com>');
  });
  afterEach(() => vi.unstubAllEnvs());

  it.each(['smtps://ada:sesame/2026@smtp.example.com', 'smtps://ada:sesame#2026@smtp.example.com'])(
    'a password that is not in percent-encoding (%s) is refused before the first mail, and is in no error',
    async (url) => {
      vi.stubEnv('SMTP_URL', url);
      const { settings } = (await load('settings.ts')) as { settings(): unknown };
      expect(settings).toThrow(/^SMTP_URL must be such as [^]*percent-encoding/);
      expect(settings).not.toThrow('sesame');
    },
  );
});

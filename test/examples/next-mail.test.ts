import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { servePlaid, type ServedPlaid } from '../support/served-plaid';
import { startMailServer, type MailServer } from './next-mail';

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLE = join(ROOT, 'examples/next');
const LIB = join(EXAMPLE, 'lib');
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

describe('a mail server that takes no mail of the Next.js example', () => {
  let folder: string;
  let plaid: ServedPlaid;
  let mailServer: MailServer;
  let itemId: string;
  let userId: string;
  let logged: string[];

  const remind = async (): Promise<void> => {
    const { remind } = (await load('reminders.ts')) as { remind(itemId: string): Promise<void> };
    return remind(itemId);
  };
  const query = async (sql: string): Promise<unknown[]> => {
    const { db } = (await load('db/client.ts')) as {
      db(): Promise<{ execute(query: string): Promise<{ rows: unknown[] }> }>;
    };
    return (await (await db()).execute(sql)).rows;
  };
  const noteOf = (column: string): Promise<unknown[]> =>
    query(
      `select claimed_at, ${column} is not null as noted from relink_mails where item_id = '${itemId}'`,
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relink-mail-'));
    plaid = await servePlaid();
    mailServer = await startMailServer(EXAMPLE);
    // The migrations are found from here.
    process.chdir(EXAMPLE);
    for (const [name, value] of Object.entries({
      ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
      SESSION_SECRET: 's'.repeat(32),
      PLAID_URL: plaid.url,
      PLAID_CLIENT_ID: plaid.plaid.clientId,
      PLAID_SECRET: plaid.plaid.secret,
      DATA_DIR: folder,
      APP_URL: 'https://app.example.com',
      SMTP_URL: mailServer.url,
      MAIL_FROM: 'Relink <mail@app.example.com>',
      MAIL_LINK: 'page',
    }))
      vi.stubEnv(name, value);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    process.chdir(ROOT);
    await Promise.all([mailServer.stop(), plaid.close()]);
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    const { addItem } = (await load('items.ts')) as { addItem(item: object): Promise<void> };
    const { createUser } = (await load('users.ts')) as {
      createUser(email: string, password: string): Promise<{ id: string } | null>;
    };
    const item = plaid.plaid.createItem();
    ({ itemId } = item);
    userId = (await createUser(`ada+${itemId}@example.com`, 'correct horse'))?.id ?? '';
    await addItem({ ...item, userId, institutionName: 'Tartan Bank' });
    plaid.plaid.breakItem(itemId);
    mailServer.mails.length = 0;
    logged = [];
    vi.spyOn(console, 'error').mockImplementation((...args: unknown[]) => {
      logged.push(args.join(' '));
    });
  });
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['RCPT TO', 550],
    ['RCPT TO', 553],
    ['DATA', 554],
  ] as const)(
    'an address that a mail server refuses for good (%s, %i) is told once, and tried again after three days',
    async (step, replyCode) => {
      mailServer.refuseNext(step, replyCode);
      await remind();
      const line = `The mail server refuses mails to user ${userId} (${replyCode}). The next try is in three days at the earliest.`;
      expect(logged).toEqual([line]);
      expect(await noteOf('refused_at')).toEqual([{ claimed_at: null, noted: true }]);
      // The next webhooks: the server, which would take it now, is not asked.
      await remind();
      await remind();
      expect(mailServer.mails).toEqual([]);
      expect(logged).toEqual([line]);
      await query("update relink_mails set refused_at = refused_at - interval '3 days'");
      await remind();
      expect(mailServer.mails.map(({ to }) => to)).toEqual([[`ada+${itemId}@example.com`]]);
      expect(await noteOf('sent_at')).toEqual([{ claimed_at: null, noted: true }]);
    },
  );

  it.each([
    ['RCPT TO', 450],
    ['DATA', 452],
  ] as const)(
    'a mail that a server does not take now (%s, %i) is an error, and the next webhook sends it',
    async (step, replyCode) => {
      mailServer.refuseNext(step, replyCode);
      await expect(remind()).rejects.toMatchObject({ responseCode: replyCode });
      expect(await noteOf('refused_at')).toEqual([{ claimed_at: null, noted: false }]);
      await remind();
      expect(mailServer.mails.length).toBe(1);
      expect(logged).toEqual([]);
    },
  );

  it('a mail whose note was lost goes out again once its claim has lapsed, and not before: at least one', async () => {
    await query(
      "create function lose() returns trigger as $$ begin raise exception 'The note is lost.'; end $$ language plpgsql",
    );
    await query(
      'create trigger lost before update on relink_mails for each row when (new.claimed_at is null) execute function lose()',
    );
    await expect(remind()).rejects.toThrow();
    await query('drop trigger lost on relink_mails');
    expect(mailServer.mails.length).toBe(1);
    await remind();
    expect(mailServer.mails.length).toBe(1);
    await query("update relink_mails set claimed_at = claimed_at - interval '10 minutes'");
    await remind();
    expect(mailServer.mails.length).toBe(2);
    await remind();
    expect(mailServer.mails.length).toBe(2);
  });
});

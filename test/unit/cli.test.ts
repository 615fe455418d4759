import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRelinkHandler } from 'react-plaid-relink/server';
import { ROOT } from '../support/markdown';
import { serve, type Served } from '../support/serve';
import { createServerApp } from '../support/server-app';

const SESSION = 'ada';
const app = createServerApp();
let good: Served;
let bad: Served;
beforeAll(async () => {
  good = await serve(createRelinkHandler(app.options));
  bad = await serve(createRelinkHandler({ ...app.options, authenticate: () => 'ada' }));
});
afterAll(() => Promise.all([good.close(), bad.close()]));

interface Run {
  status: unknown;
  stdout: string;
  stderr: string;
}

function run(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'src/cli.ts', ...args];
    const env = { ...process.env, RELINK_TEST_SESSION: SESSION };
    execFile(process.execPath, command, { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ status: error?.code ?? 0, stdout, stderr }),
    );
  });
}

const about = (server: Served): string[] => [
  'check-gateway',
  `${server.url}/api/plaid`,
  '--item-id',
  app.items.ada.itemId,
  '--foreign-item-id',
  app.items.bob.itemId,
];

describe('react-plaid-relink check-gateway', () => {
  it('the command prints a table and exits with 0 where everything holds', async () => {
    const { status, stdout, stderr } = await run(...about(good), '--header', `X-User: ${SESSION}`);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^holds {4}R2 {3}foreign-item +Another user’s Item is not to be had$/m);
    expect(stdout).toMatch(/^skipped {2}R10 {2}rate-limit .*Allow it with rateLimit/m);
    expect(stdout).toMatch(/^\d\d hold, 0 fail, \d+ skipped\./m);
  });

  it('the command exits with 1 where something fails, and says what was seen, why it matters and how to mend it', async () => {
    const { status, stdout } = await run(
      ...about(bad),
      '--header-env',
      'x-user=RELINK_TEST_SESSION',
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^FAILS {4}R1 {3}no-session /m);
    expect(stdout).toMatch(
      /^no-session \(R1\): .*\n {2}seen {2}POST \/link\/token\/create without a session was answered with 200\.\n(.*\n)+? {2}why .*\n {2}mend .*$/m,
    );
    expect(stdout).not.toMatch(/(access|link|public)-sandbox-/);
  });

  it('the command prints JSON with --json', async () => {
    const { stdout } = await run(...about(good), '--header', `x-user:${SESSION}`, '--json');
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ id: 'no-secret', rule: 'R4', outcome: 'holds' }),
    );
  });

  it.each<[string, string[], string]>([
    ['no command', [], 'Name a command: check-gateway or fake-plaid.'],
    ['an unknown command', ['check'], 'Name a command: check-gateway or fake-plaid.'],
    ['no URL', ['check-gateway', '--item-id', 'i'], 'Give one URL.'],
    ['no Item', ['check-gateway', 'http://localhost'], '--item-id is missing.'],
    [
      'no Item of another user',
      ['check-gateway', 'http://localhost', '--item-id', 'i'],
      '--foreign-item-id is missing.',
    ],
    ['an unknown option', ['check-gateway', '--itemid', 'i'], "Unknown option '--itemid'"],
    [
      'a header without a name',
      ['check-gateway', 'http://localhost', '--item-id', 'i', '--foreign-item-id', 'j'].concat(
        '--header',
        'geheim',
      ),
      "--header must be 'NAME: VALUE'.",
    ],
    [
      'a URL that is none',
      ['check-gateway', 'localhost', '--item-id', 'i', '--foreign-item-id', 'j'],
      '`url` must be the gateway’s base URL',
    ],
  ])('the command exits with 2 for %s, and shows its usage', async (_name, args, message) => {
    const { status, stdout, stderr } = await run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: react-plaid-relink check-gateway URL');
    expect(stderr).not.toContain('geheim');
  });
});

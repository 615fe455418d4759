import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { createWebhookHandler, type ItemWebhookEvent } from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { UsageError } from '../../src/cli/command';
import { fakePlaidCommand } from '../../src/cli/fake-plaid';
import { ROOT } from '../support/markdown';
import { serve } from '../support/serve';
import { linkTokenRequest, officialClient } from '../support/served-plaid';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** The command, until it ends. */
function run(...args: string[]) {
  const command = ['--import', 'tsx', 'src/cli.ts', 'fake-plaid', ...args];
  const child = spawn(process.execPath, command, { cwd: ROOT });
  ends.push(() => child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const lines = createInterface(child.stdout);
  const waiting = new Set<() => void>();
  lines.on('line', (line) => {
    stdout += `${line}\n`;
    for (const check of [...waiting]) check();
  });
  const ended = new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once('close', (status) => resolve({ status, stdout, stderr })),
  );
  return {
    child,
    ended,
    /** Resolves once the command has printed it. */
    prints: (text: string) =>
      new Promise<string>((resolve, reject) => {
        const check = (): void => {
          if (!stdout.includes(text)) return;
          waiting.delete(check);
          resolve(stdout);
        };
        waiting.add(check);
        check();
        void ended.then(() => reject(new Error(`It ended without "${text}".\n${stdout}${stderr}`)));
      }),
  };
}

/** A running fake Plaid, and what its `.env` lines say. */
async function start(...args: string[]) {
  const command = run('--port', '0', ...args);
  const text = await command.prints('Ctrl+C ends it.');
  const lines = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)];
  const env = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
  const { PLAID_URL: url = '', PLAID_CLIENT_ID: clientId = '', PLAID_SECRET: secret = '' } = env;
  return { ...command, env, url, client: officialClient(url, { clientId, secret }) };
}

describe('react-plaid-relink fake-plaid', () => {
  it('fake-plaid prints the same keys and Items at each start, and its own address', async () => {
    const { env, url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(env).toEqual({
      PLAID_URL: url,
      PLAID_CLIENT_ID: 'fake-client-id',
      PLAID_SECRET: 'fake-secret',
      PLAID_ITEM_ID: 'item-first-platypus-bank',
      PLAID_ACCESS_TOKEN: 'access-sandbox-first-platypus-bank',
      PLAID_HEALTHY_ITEM_ID: 'item-tartan-bank',
      PLAID_HEALTHY_ACCESS_TOKEN: 'access-sandbox-tartan-bank',
      VITE_FAKE_PLAID_URL: url,
      NEXT_PUBLIC_FAKE_PLAID_URL: url,
    });
  });

  it('the official client finds a broken and a healthy Item at fake-plaid, and a fake Link relinks the broken one', async () => {
    const { env, url, client, prints } = await start();
    const broken = await client.itemGet({ access_token: env.PLAID_ACCESS_TOKEN ?? '' });
    expect(broken.data.item).toMatchObject({
      item_id: env.PLAID_ITEM_ID,
      institution_name: 'First Platypus Bank',
      error: { error_code: 'ITEM_LOGIN_REQUIRED' },
    });
    const healthy = await client.itemGet({ access_token: env.PLAID_HEALTHY_ACCESS_TOKEN ?? '' });
    expect(healthy.data.item).toMatchObject({
      item_id: env.PLAID_HEALTHY_ITEM_ID,
      institution_name: 'Tartan Bank',
      error: null,
    });
    const { data } = await client.linkTokenCreate(linkTokenRequest(env.PLAID_ACCESS_TOKEN ?? ''));
    expect(await prints('/link/token/create 200')).toContain('/item/get 200');

    const link = async (action: object): Promise<{ sessionId: string; step: string }> => {
      const body = JSON.stringify(action);
      const headers = { 'content-type': 'application/json', origin: 'http://localhost:5173' };
      const response = await fetch(`${url}/fake/link`, { method: 'POST', headers, body });
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      return (await response.json()) as { sessionId: string; step: string };
    };
    const { sessionId } = await link({ type: 'open', token: data.link_token });
    await link({ type: 'credentials', sessionId, username: 'user_good', password: 'pass_good' });
    expect(await link({ type: 'finish', sessionId })).toMatchObject({ step: 'finished' });
    const relinked = await client.itemGet({ access_token: env.PLAID_ACCESS_TOKEN ?? '' });
    expect(relinked.data.item.error).toBeNull();
  });

  it('what fake-plaid says breaks the bank again does, and the address of its webhooks hears of it', async () => {
    const bodies: string[] = [];
    const route = await serve(async (request) => {
      bodies.push(await request.text());
      return new Response();
    });
    ends.push(route.close);
    const { client, env, prints } = await start('--webhook', route.url);
    const access_token = env.PLAID_HEALTHY_ACCESS_TOKEN ?? '';
    await prints('sandboxItemResetLogin of the official client');
    await client.sandboxItemResetLogin({ access_token });
    await prints('webhook ERROR: 200');
    expect(bodies.join()).toContain('ITEM_LOGIN_REQUIRED');
    const { item } = (await client.itemGet({ access_token })).data;
    expect(item.error).toMatchObject({ error_code: 'ITEM_LOGIN_REQUIRED' });
  });

  it('fake-plaid sends the webhooks of its Items to the given address, signed', async () => {
    const events: ItemWebhookEvent[] = [];
    let url = '';
    const route = await serve((request) =>
      createWebhookHandler({
        plaid: officialClient(url, createFakePlaid()),
        onEvent: (event) => void events.push(event),
      })(request),
    );
    ends.push(route.close);
    const plaid = await start('--webhook', `${route.url}/api/plaid-webhook`);
    ({ url } = plaid);
    await plaid.client.sandboxItemFireWebhook({
      access_token: plaid.env.PLAID_ACCESS_TOKEN ?? '',
      webhook_code: 'NEW_ACCOUNTS_AVAILABLE' as never,
    });
    await plaid.prints('webhook NEW_ACCOUNTS_AVAILABLE: 200');
    expect(events).toMatchObject([
      { itemId: plaid.env.PLAID_ITEM_ID, webhookCode: 'NEW_ACCOUNTS_AVAILABLE' },
    ]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends fake-plaid with status 0', async (signal) => {
    const { child, ended, url } = await start();
    child.kill(signal);
    expect((await ended).status).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('fake-plaid says what to do where its port is in use, and exits with 1', async () => {
    const other = await serve(() => Promise.resolve(new Response()));
    ends.push(other.close);
    const { port } = new URL(other.url);
    const { status, stdout, stderr } = await run('--port', port).ended;
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `Port ${port} is in use, perhaps by another fake Plaid. End that one, or choose another port with --port.\n`,
    );
  });

  it('fake-plaid exits with 2 for an unknown option, and shows its usage', async () => {
    const { status, stdout, stderr } = await run('--host', '0.0.0.0').ended;
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain("Unknown option '--host'");
    expect(stderr).toContain('Usage: react-plaid-relink fake-plaid');
    expect(stderr).not.toContain('check-gateway');
  });

  it.each<[string, string[], string]>([
    ['a port that is none', ['--port', '4000x'], '--port must be a number from 0 to 65535.'],
    ['a port that is too high', ['--port', '65536'], '--port must be a number from 0 to 65535.'],
    ['a webhook that is no URL', ['--webhook', '/hook'], '--webhook must be an http or https URL.'],
    ['an argument too many', ['4000'], "Unexpected argument '4000'"],
  ])('fake-plaid refuses %s', async (_name, args, message) => {
    await expect(fakePlaidCommand.run(args)).rejects.toThrow(message);
    await expect(fakePlaidCommand.run(args)).rejects.toBeInstanceOf(UsageError);
  });
});

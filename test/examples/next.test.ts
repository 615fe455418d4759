import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { untilAtRest } from '../../scripts/story-page';
import { openPage, type WatchedPage } from '../support/browser-page';
import { freePort, freePorts } from '../support/free-port';
import { hasPostgres, startPostgres, type Postgres } from '../support/postgres';
import { startServerProcess } from '../support/server-process';
import {
  startMailServer,
  startWebhookProxy,
  type MailServer,
  type WebhookProxy,
} from './next-mail';

const HERE = fileURLToPath(new URL('../../examples/next/', import.meta.url));
const START_TIMEOUT_MS = 240_000;
const SECRETS = {
  ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  SESSION_SECRET: randomBytes(32).toString('base64'),
};

interface Example {
  url: string;
  fakePlaidUrl: string;
  /** All that it has printed. */
  output(): string;
  stop(): Promise<void>;
}

async function startExample(kind: string, env: Record<string, string>): Promise<Example> {
  const port = await freePorts();
  const child: ChildProcess = spawn('npm', ['start'], {
    cwd: HERE,
    env: {
      ...process.env,
      PLAID_CLIENT_ID: '',
      PLAID_SECRET: '',
      // The package by this test's set-up, since two builds at once would empty each other's folder.
      SKIP_BUILD: kind === 'PGlite' ? 'package' : 'all',
      // vitest's own would make Next.js build for tests.
      NODE_ENV: 'production',
      PORT: String(port),
      ...env,
    },
    detached: true,
  });
  const ended = once(child, 'close');
  let output = '';
  const read = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  async function stop(): Promise<void> {
    const isRunning = child.exitCode === null && child.signalCode === null;
    if (isRunning && child.pid) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
  const isUp = vi.waitFor(() => expect(output).toContain(`Open http://localhost:${port}`), {
    timeout: START_TIMEOUT_MS,
  });
  try {
    await Promise.race([isUp, ended.then(() => Promise.reject(new Error('npm start ended.')))]);
  } catch (cause) {
    await stop();
    throw new Error(`npm start:\n${output}`, { cause });
  }
  return {
    url: `http://localhost:${port}`,
    fakePlaidUrl: `http://127.0.0.1:${port + 1}`,
    output: () => output,
    stop,
  };
}

const card = (page: Page, bank: string): Locator => page.locator('li', { hasText: bank });
const link = (page: Page) => page.frameLocator('iframe[title="Plaid Link"]:visible');
const until = (item: Locator, name: string, value: string): Promise<void> =>
  item.and(item.page().locator(`[data-${name}="${value}"]`)).waitFor();

/** Reads the rows that the app wrote. */
type ReadRows = (sql: string) => Promise<Record<string, unknown>[]>;

const isPostgresThere = hasPostgres();
if (!isPostgresThere)
  console.warn('Skipped on Postgres: it is not installed (apt-get install postgresql).');

describe.each(['PGlite', 'Postgres'])('examples/next, started with npm start, on %s', (kind) => {
  if (kind === 'Postgres' && !isPostgresThere) {
    it.skip('Postgres is not installed on this machine', () => {});
    return;
  }
  let dir: string;
  let example: Example;
  let postgres: Postgres | undefined;
  /** On Postgres. On PGlite the example has its outbox. */
  let mailServer: MailServer | undefined;
  let webhooks: WebhookProxy | undefined;
  let watched: WatchedPage;
  let page: Page;
  // As far as it came: what was started must end, also where something after it failed to start.
  const cleanUps: (() => Promise<void>)[] = [];
  /** The id of an Item of ada's. */
  let adas: string | null = null;
  const email = 'ada@example.com';
  const password = 'correct horse battery';

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'relink-next-'));
    cleanUps.push(() => rm(dir, { recursive: true, force: true }));
    if (kind === 'Postgres') {
      postgres = await startPostgres(join(HERE, 'node_modules/pg/esm/index.mjs'));
      cleanUps.push(postgres.stop);
      mailServer = await startMailServer(HERE);
      webhooks = await startWebhookProxy();
      cleanUps.push(mailServer.stop, webhooks.stop);
    }
    example = await startExample(kind, {
      ...SECRETS,
      ...mailSettings(),
      DATA_DIR: dir,
      WEBHOOK_URL: webhooks?.url ?? '',
      DATABASE_URL: postgres?.url ?? '',
      // One of the two as behind a proxy that ends TLS.
      APP_URL: kind === 'Postgres' ? 'https://app.example.com' : '',
      // One of the two as where Plaid has enabled LINK webhooks for every session.
      FAKE_LINK_WEBHOOKS: kind === 'Postgres' ? 'all' : 'hosted',
    });
    cleanUps.push(example.stop);
    webhooks?.targets.push(example.url);
    watched = await openPage(example.url);
    cleanUps.push(watched.close);
    page = watched.page;
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  /** On Postgres, mails go out, and their links lead to a page of the app. */
  const mailSettings = (): Record<string, string> =>
    mailServer
      ? { SMTP_URL: mailServer.url, MAIL_FROM: 'Relink <mail@app.example.com>', MAIL_LINK: 'page' }
      : {};

  const post = (path: string, body: object): Promise<{ status: number; code: unknown }> =>
    page.evaluate(
      async ([url, text]) => {
        const response = await fetch(url ?? '', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: text ?? '',
        });
        const answer = (await response.json()) as { error_code?: unknown };
        return { status: response.status, code: answer.error_code };
      },
      [path, JSON.stringify(body)],
    );

  async function signOut(): Promise<void> {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Your money, in one place' }).waitFor();
    // With nothing left of the page before.
    await page.reload({ waitUntil: 'networkidle' });
  }
  async function enter(who: string, secret: string, button: string, on = page): Promise<void> {
    await on.getByLabel('E-mail').fill(who);
    await on.getByLabel('Password').fill(secret);
    await on.getByRole('button', { name: button }).click();
  }
  async function logIn(on = page): Promise<void> {
    await link(on).getByLabel('Username').fill('user_good');
    await link(on).getByLabel('Password').fill('pass_good');
    await link(on).getByRole('button', { name: 'Log in' }).click();
  }
  /** The same user on another device. Nothing is clicked there, and it hears of nothing but the server. */
  async function openElsewhere(): Promise<WatchedPage> {
    const elsewhere = await openPage(example.url);
    cleanUps.push(elsewhere.close);
    const isListening = elsewhere.page.waitForResponse(/\/api\/events/);
    await enter(email, password, 'Sign in', elsewhere.page);
    await isListening;
    return elsewhere;
  }

  it('the Next.js example 401s without a session', async () => {
    expect(await post('/api/plaid/item/get', { item_id: 'any' })).toEqual({
      status: 401,
      code: 'UNAUTHORIZED',
    });
  });

  it('the Next.js example gives a new user three connections, of which one is broken and relinks', async () => {
    await enter(email, password, 'Create an account');
    const item = card(page, 'First Platypus Bank');
    await until(item, 'health', 'needs_update');
    await item.getByRole('button', { name: 'Reconnect' }).click();
    await logIn();
    await link(page).getByRole('button', { name: 'Finish' }).click();
    await until(item, 'health', 'healthy');
    // The server heard of the relink: the row is right, and the data is synced.
    await until(item, 'state', 'healthy');
    await item.getByText('Connected · 13 transactions').waitFor();
  });

  it('the Next.js example shows the logo of each bank, from a path of its own', async () => {
    // A page does not wait long for what Plaid says of its banks: the next view has the logos.
    await page.reload();
    for (const bank of ['First Platypus Bank', 'Tartan Bank', 'Houndstooth Bank']) {
      const logo = card(page, bank).locator('img').first();
      await logo.waitFor();
      expect(await logo.getAttribute('src')).toMatch(/^\/api\/plaid\/institution\/logo\?key=/);
      await expect
        .poll(() => logo.evaluate((image) => (image as HTMLImageElement).naturalWidth))
        .toBe(152);
    }
  });

  it('the Next.js example without Plaid takes no click before its fake Link is there, and so loads nothing of Plaid’s', async () => {
    const { page: slow, problems } = await openElsewhere();
    const chunks = join(HERE, '.next', 'static', 'chunks');
    let hold = (): void => {};
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (hold = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    await slow.route('**/_next/static/chunks/*.js', async (route) => {
      const file = basename(new URL(route.request().url()).pathname);
      if ((await readFile(join(chunks, file), 'utf8')).includes('text/x-fake-plaid-link')) {
        hold();
        await released;
      }
      await route.continue();
    });
    await slow.reload();
    await held;
    const button = card(slow, 'Houndstooth Bank').getByRole('button', { name: 'Reconnect' });
    const { x, y, width, height } = (await button.boundingBox()) ?? expect.fail('No box.');
    await slow.mouse.click(x + width / 2, y + height / 2);
    release();
    await button.click();
    await link(slow).getByLabel('Username').waitFor();
    expect(problems.filter((problem) => !problem.includes('status of 404'))).toEqual([]);
  });

  it('G13: the Next.js example shows a bank that moves, after the user has closed Link too, until it is relinked', async () => {
    const item = card(page, 'Houndstooth Bank');
    const notice = item.locator('[data-topic="migrating"]');
    await notice.waitFor();
    await until(item, 'health', 'expiring');
    await until(item, 'state', 'expiring');
    const button = item.getByRole('button', { name: 'Reconnect' });
    await button.click();
    await link(page).getByRole('button', { name: 'Close' }).click();
    await button.and(page.locator('[data-state="exited"]')).waitFor();
    await page.reload();
    await notice.waitFor();
    await button.click();
    await logIn();
    await link(page).getByRole('button', { name: 'Finish' }).click();
    await until(item, 'health', 'healthy');
    await until(item, 'state', 'healthy');
  });

  it('what a user of the Next.js example does is in its database, step by step', async () => {
    const first = await card(page, 'First Platypus Bank').getAttribute('data-item');
    const moved = await card(page, 'Houndstooth Bank').getAttribute('data-item');
    // A page sends a step, and does not wait until it is stored.
    const stepsOf = async (itemId: string | null) =>
      (
        await postgres?.query(
          'select name, topic, view, "by" from activity where item_id = $1 order by since_click_ms nulls first, at',
          [itemId],
        )
      )?.map(({ name, topic, view, by }) => [name, topic, view ?? by]);
    if (postgres) {
      const way = ['shown', 'clicked', 'opened', 'succeeded'].map((name) => [name, 'relink', null]);
      await expect.poll(() => stepsOf(first)).toEqual([...way, ['confirmed', 'relink', 'link']]);
      await expect.poll(() => stepsOf(moved)).toContainEqual(['exited', 'migrating', 'CREDENTIAL']);
    }
    const team = await openElsewhere();
    await team.page.goto(`${example.url}/insights`);
    await team.page.getByRole('heading', { name: 'Insights' }).waitFor();
    await team.page.getByText('Sample data.').waitFor();
    for (const [region, rows] of [
      ['Broken connections, by bank', 3],
      ['From the notice to a connection that works', 8],
      ['Where users give up', 6],
    ] as const) {
      const table = team.page.getByRole('region', { name: region }).getByRole('table');
      expect(await table.locator('tbody tr').count(), region).toBe(rows);
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await team.page.emulateMedia({ colorScheme });
      for (const width of [375, 1280]) {
        await team.page.setViewportSize({ width, height: 900 });
        expect(await violations(team.page), `${colorScheme}, ${width} px`).toEqual([]);
        const isWider = (): Promise<boolean> =>
          team.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(await isWider(), `${colorScheme}, ${width} px`).toBe(false);
      }
    }
    // A browser asks for an icon that the example has not.
    expect(team.problems.filter((problem) => !problem.includes('status of 404'))).toEqual([]);
  });

  it('the Next.js example keeps no step that is not its user’s own, and shows its insights to its team alone', async () => {
    const { request } = page.context();
    const itemId = await card(page, 'Tartan Bank').getAttribute('data-item');
    const step = { itemId, name: 'shown', purpose: 'repair' };
    const origin = new URL(example.url).origin;
    const send = async (data: unknown, headers: Record<string, string> = { origin }) =>
      (await request.post(`${example.url}/api/activity`, { data, headers })).status();
    expect(await send(step)).toBe(204);
    expect(await send(step, { origin: 'https://evil.example' })).toBe(403);
    expect(await send(step, {})).toBe(403);
    expect(await send({ ...step, itemId: 'no-such-item' })).toBe(404);
    expect(await send({ ...step, name: 'stolen' })).toBe(400);
    expect(await send({ ...step, view: 'v'.repeat(5_000) })).toBe(413);
    const visitor = await openPage(example.url);
    cleanUps.push(visitor.close);
    const refused = await visitor.page.context().request.post(`${example.url}/api/activity`, {
      data: step,
      headers: { origin },
    });
    expect(refused.status()).toBe(401);
    const statusOf = async ({ page: on }: { page: Page }): Promise<number> =>
      (await on.context().request.get(`${example.url}/insights`)).status();
    expect(await statusOf(visitor)).toBe(404);
    expect(await statusOf({ page })).toBe(200);
    if (!postgres) return;
    await postgres.query('update users set is_team = false');
    expect(await statusOf({ page })).toBe(404);
    await postgres.query('update users set is_team = true');
  });

  it('the health of Items is in the HTML of the Next.js example, as the page shows it', async () => {
    const shown = await page
      .locator('li')
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute('data-item'), one.getAttribute('data-health')]),
      );
    const html = await (await page.context().request.get(example.url)).text();
    const rendered = [...html.matchAll(/data-item="([^"]+)"[^>]*data-health="(\w+)"/g)];
    expect(rendered.map(([, id, health]) => [id, health])).toEqual(shown);
  });

  it('a webhook about transactions syncs them in the Next.js example, and an open page shows them', async () => {
    const { page: elsewhere } = await openElsewhere();
    await card(elsewhere, 'Tartan Bank').getByText('Connected · 12 transactions').waitFor();
    await card(page, 'Tartan Bank').getByRole('button', { name: 'Buy something' }).click();
    await card(elsewhere, 'Tartan Bank').getByText('Connected · 13 transactions').waitFor();
  });

  it('the Next.js example keeps its session in an HttpOnly cookie, which is Secure everywhere but on this machine', async () => {
    const isSecure = kind === 'Postgres';
    const name = isSecure ? '__Host-session' : 'session';
    expect(await page.context().cookies()).toMatchObject([
      { name, httpOnly: true, sameSite: 'Lax', secure: isSecure },
    ]);
  });

  it('Plaid’s webhook about an Item that breaks changes the open page of the Next.js example within a second of the page that broke it, and the row', async () => {
    const { page: elsewhere } = await openElsewhere();
    /** By how much the page elsewhere is later than the page that does it. A busy machine makes both late. */
    const delays: number[] = [];
    // The page notes the time, because the test itself may be late. It listens before the click.
    const noteBreak = (item: Locator) =>
      item.evaluateHandle((element) => ({
        at: new Promise<number>((resolve) => {
          new MutationObserver(() => {
            if (element.getAttribute('data-health') === 'needs_update') resolve(Date.now());
          }).observe(element, { attributes: true });
        }),
      }));
    for (const bank of ['First Platypus Bank', 'Houndstooth Bank', 'Tartan Bank']) {
      const [here, there] = [card(page, bank), card(elsewhere, bank)];
      await until(there, 'health', 'healthy');
      const notes = await Promise.all([here, there].map(noteBreak));
      await here.getByRole('button', { name: 'Break it' }).click();
      const [hereAt = NaN, thereAt = NaN] = await Promise.all(
        notes.map((note) => note.evaluate(({ at }) => at)),
      );
      delays.push(thereAt - hereAt);
      await until(there, 'state', 'needs_update');
    }
    // Other tests may want the processor at the same time, so the fastest counts.
    expect(Math.min(...delays)).toBeLessThan(1_000);
    await until(card(page, 'Tartan Bank'), 'state', 'needs_update');
  });

  it('a relink in one browser changes the open page of the Next.js example in another, though no webhook tells it', async () => {
    const { page: elsewhere } = await openElsewhere();
    const item = card(page, 'Houndstooth Bank');
    await item.getByRole('button', { name: 'Reconnect' }).click();
    await logIn();
    await link(page).getByRole('button', { name: 'Finish' }).click();
    await until(card(elsewhere, 'Houndstooth Bank'), 'health', 'healthy');
    await until(card(elsewhere, 'Houndstooth Bank'), 'state', 'healthy');
  });

  it.runIf(kind === 'Postgres')(
    'a page of the Next.js example hears of a row that changed after it had read the row, though Plaid answered before',
    async () => {
      const itemId = await card(page, 'Houndstooth Bank').getAttribute('data-item');
      const toldSince = (since: string) =>
        page.evaluate(async (time) => {
          const response = await fetch(`/api/events?since=${time}`);
          const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
          let text = '';
          while (reader && !text.includes(': connected')) text += (await reader.read()).value ?? '';
          await reader?.cancel();
          return text;
        }, since);
      const readAt = new Date().toISOString();
      expect(await toldSince(readAt)).toBe(': connected\n\n');
      await postgres?.query('update items set changed_at = now() where item_id = $1', [itemId]);
      expect(await toldSince(readAt)).toContain(`event: data\ndata: ${itemId}\n`);
      const answer = await page.request.get(`${example.url}/api/events?since=yesterday`);
      expect(answer.status()).toBe(400);
    },
  );

  it('the Next.js example 401s for a webhook without Plaid’s signature, and changes nothing', async () => {
    const itemId = await card(page, 'Tartan Bank').getAttribute('data-item');
    const answer = await post('/api/plaid-webhook', {
      webhook_type: 'ITEM',
      webhook_code: 'LOGIN_REPAIRED',
      item_id: itemId,
    });
    expect(answer.status).toBe(401);
    await page.reload();
    expect(await card(page, 'Tartan Bank').getAttribute('data-state')).toBe('needs_update');
  });

  it('G8: another user of the Next.js example gets one 404 for a foreign Item and for none, and sees no foreign Item', async () => {
    adas = await card(page, 'Tartan Bank').getAttribute('data-item');
    await signOut();
    await enter('bob@example.com', password, 'Create an account');
    await until(card(page, 'First Platypus Bank'), 'health', 'needs_update');
    for (const item_id of [adas, 'no-such-item']) {
      expect(await post('/api/plaid/link/token/create', { item_id })).toEqual({
        status: 404,
        code: 'ITEM_NOT_FOUND',
      });
    }
    expect(await page.locator(`[data-item="${adas ?? ''}"]`).count()).toBe(0);
  });

  it('a page of the Next.js example that is killed after Link’s success, before any callback, is right at the next view', async () => {
    const bank = 'First Platypus Bank';
    const doomed = await page.context().newPage();
    await page.goto('about:blank');
    await doomed.goto(example.url);
    await until(card(doomed, bank), 'health', 'needs_update');
    const itemId = await card(doomed, bank).getAttribute('data-item');
    const killed = doomed.waitForEvent('close');
    await doomed.route(`${example.fakePlaidUrl}/fake/link`, async (route) => {
      if (!route.request().postData()?.includes('"finish"')) return route.continue();
      // Plaid has repaired the Item. Its answer never comes to the page.
      await route.fetch();
      await doomed.close();
    });
    await card(doomed, bank).getByRole('button', { name: 'Reconnect' }).click();
    await logIn(doomed);
    // The click never ends, because the page does.
    const click = link(doomed).getByRole('button', { name: 'Finish' }).click();
    await Promise.all([killed, click.catch(() => {})]);
    // No page has asked, and LINK webhooks have brought it to the row.
    if (postgres) {
      const { query } = postgres;
      const sql = 'select state from items where item_id = $1';
      await expect.poll(() => query(sql, [itemId])).toEqual([{ state: 'healthy' }]);
    }
    // Its user has signed up a moment ago, and Plaid may not be asked again within 4 s.
    const view = async () => (await page.context().request.get(example.url)).text();
    await expect.poll(view).toMatch(new RegExp(`data-item="${itemId}"[^>]*data-health="healthy"`));
    await page.goto(example.url);
    await until(card(page, bank), 'health', 'healthy');
    await until(card(page, bank), 'state', 'healthy');
  });

  it('the Next.js example gives one answer for a wrong password and for an unknown address', async () => {
    await signOut();
    for (const who of [email, 'nobody@example.com']) {
      await enter(who, 'wrong', 'Sign in');
      await page.getByText('do not belong together').waitFor();
      await page.reload({ waitUntil: 'networkidle' });
    }
    await enter(email, password, 'Sign in');
    await card(page, 'Tartan Bank').waitFor();
  });

  it('a copy of the cookie signs no user in to the Next.js example after the sign-out', async () => {
    const copied = await page.context().cookies();
    await signOut();
    await page.context().addCookies(copied);
    expect(await post('/api/plaid/item/get', { item_id: 'any' })).toEqual({
      status: 401,
      code: 'UNAUTHORIZED',
    });
    await page.context().clearCookies();
    await page.reload({ waitUntil: 'networkidle' });
  });

  it('ten wrong passwords lock an address of the Next.js example for a while, and no other address', async () => {
    const eve = 'eve@example.com';
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const answer = page.waitForResponse((response) => response.request().method() === 'POST');
      await enter(eve, 'wrong', 'Sign in');
      await answer;
      await page.getByText('do not belong together').waitFor();
      // React empties the form after the action, which must not happen while it is filled in again.
      await expect.poll(() => page.getByLabel('Password').inputValue()).toBe('');
    }
    expect(await page.getByLabel('E-mail').inputValue()).toBe(eve);
    await enter(eve, password, 'Sign in');
    await page.getByText('too many attempts').waitFor();
    await page.reload({ waitUntil: 'networkidle' });
    await enter(email, password, 'Sign in');
    await card(page, 'Tartan Bank').waitFor();
  });

  it('the Next.js example refuses an address with control characters, and logs no SQL', async () => {
    const { page: elsewhere, close } = await openPage(example.url);
    cleanUps.push(close);
    const box = elsewhere.getByLabel('E-mail');
    await box.evaluate((input: HTMLInputElement) => {
      input.type = 'text';
      input.value = 'a\u0000b@example.com';
    });
    await elsewhere.getByLabel('Password').fill(password);
    await elsewhere.getByRole('button', { name: 'Create an account' }).click();
    await elsewhere.getByText('Please enter an e-mail address').waitFor();
  });

  const cy = 'cy@example.com';

  it.runIf(kind === 'PGlite')(
    'the Next.js example puts a mail for each bank that needs the user into its outbox, whose link repairs the bank on Plaid’s page, once',
    async () => {
      const { page: cys, close } = await openPage(example.url);
      cleanUps.push(close);
      await enter(cy, password, 'Create an account', cys);
      await until(card(cys, 'First Platypus Bank'), 'health', 'needs_update');
      const subjects = async (): Promise<string[]> => {
        await cys.goto(`${example.url}/outbox`);
        return (await cys.getByRole('heading', { level: 2 }).allInnerTexts()).sort();
      };
      await expect
        .poll(subjects, { timeout: 30_000 })
        .toEqual(['Keep Houndstooth Bank connected', 'Sign in to First Platypus Bank again']);
      await cys.getByRole('link', { name: 'Sign in to First Platypus Bank again' }).click();
      await cys.getByText('You get this mail because you connected').waitFor();
      const mail = cys.url();
      await cys.getByRole('link', { name: 'Reconnect' }).click();
      await cys.getByRole('button', { name: 'Log in to the bank' }).click();
      await cys.waitForURL(`${example.url}/`);
      // No page of the app has reported it: Plaid's webhook has.
      await until(card(cys, 'First Platypus Bank'), 'health', 'healthy');
      await until(card(cys, 'First Platypus Bank'), 'state', 'healthy');
      await cys.goto(mail);
      await cys.getByRole('link', { name: 'Reconnect' }).click();
      await cys.getByRole('heading', { name: 'This link was used already' }).waitFor();
      // Another user has no such mail.
      const answer = await page.context().request.get(mail);
      expect(answer.status()).toBe(404);
    },
  );

  describe.runIf(kind === 'Postgres')('mails through SMTP', () => {
    let cys: Page;
    let mails: MailServer['mails'];
    const lastMail = () => mails.at(-1);
    const bank = 'Tartan Bank';
    const claims = (): Promise<unknown> | undefined =>
      postgres?.query(
        'select claimed_at, sent_at is not null as is_sent from relink_mails join items using (item_id) join users on users.id = user_id where email = $1 and institution_name = $2',
        [cy, bank],
      );
    /** Makes the bank of the page require a login. @returns the answers to Plaid's webhook about it */
    async function breakBank(): Promise<number[] | undefined> {
      const errors = () => webhooks?.deliveries.filter(({ code }) => code === 'ERROR') ?? [];
      const before = errors().length;
      await cys.goto(example.url);
      await card(cys, bank).getByRole('button', { name: 'Break it' }).click();
      // The first request of a process takes long.
      await expect.poll(() => errors().length, { timeout: 30_000 }).toBe(before + 1);
      return errors().at(-1)?.statuses;
    }
    async function repairBank(): Promise<void> {
      await cys.goto(example.url);
      await card(cys, bank).getByRole('button', { name: 'Reconnect' }).click();
      await logIn(cys);
      await link(cys).getByRole('button', { name: 'Finish' }).click();
      await until(card(cys, bank), 'health', 'healthy');
      await until(card(cys, bank), 'state', 'healthy');
    }

    beforeAll(async () => {
      if (!mailServer || !webhooks) throw new Error('There is no mail server.');
      mails = mailServer.mails;
      const opened = await openPage(example.url);
      cleanUps.push(opened.close);
      cys = opened.page;
    });

    it('the Next.js example sends a mail for each bank that needs the user, with text and HTML, and its link shows the notice after the sign-in', async () => {
      await enter(cy, password, 'Create an account', cys);
      await until(card(cys, 'First Platypus Bank'), 'health', 'needs_update');
      const mine = () => mails.filter(({ to }) => to.includes(cy));
      await expect.poll(() => mine().length, { timeout: 30_000 }).toBe(2);
      const mail = mine().find(({ subject }) => subject === 'Sign in to First Platypus Bank again');
      expect(mail?.headers).toContain('Auto-Submitted: auto-generated');
      expect(mail?.headers).toContain('From: Relink <mail@app.example.com>');
      const [, path = ''] =
        /^https:\/\/app\.example\.com(\/reconnect\/[\w-]{43})$/m.exec(mail?.text ?? '') ?? [];
      expect(mail?.html).toContain(`href="https://app.example.com${path}"`);
      // Each reader signs in first. It is not ada's, and reading it uses nothing up.
      const { page: stranger, close } = await openPage(example.url + path);
      cleanUps.push(close);
      await stranger.getByRole('heading', { name: 'Sign in to reconnect your bank' }).waitFor();
      await enter(email, password, 'Sign in', stranger);
      await stranger.getByRole('heading', { name: 'This link has ended' }).waitFor();
      await cys.goto(example.url + path);
      await cys.getByRole('button', { name: 'Reconnect' }).click();
      await logIn(cys);
      await link(cys).getByRole('button', { name: 'Finish' }).click();
      await cys.getByText('First Platypus Bank is connected again', { exact: true }).waitFor();
      await cys.reload();
      await cys.getByText('This bank is connected.').waitFor();
      const token = path.split('/').at(-1) ?? '';
      const stored = await postgres?.query('select * from reconnects');
      expect(stored?.length).toBeGreaterThan(1);
      expect(JSON.stringify(stored)).not.toContain(token);
      expect((await postgres?.query('select * from outbox'))?.length).toBe(0);
      expect((await cys.goto(`${example.url}/outbox`))?.status()).toBe(404);
    });

    it('a mail that the server refuses is told, gives its claim back, and goes out at Plaid’s next delivery of the webhook', async () => {
      const before = mails.length;
      mailServer?.refuseNext();
      expect(await breakBank()).toEqual([500]);
      // What a process prints may come after its answer.
      await expect.poll(example.output).toContain('onEvent threw for ITEM/ERROR');
      expect(await claims()).toEqual([{ claimed_at: null, is_sent: false }]);
      expect(mails.length).toBe(before);
      expect((await webhooks?.repeat('ERROR'))?.statuses).toEqual([200]);
      expect(mails.length).toBe(before + 1);
      expect(lastMail()?.subject).toBe('Sign in to Tartan Bank again');
      expect(await claims()).toEqual([{ claimed_at: null, is_sent: true }]);
    });

    it('the Next.js example sends one mail in three days about a bank, however often it breaks', async () => {
      const before = mails.length;
      await repairBank();
      expect(await breakBank()).toEqual([200]);
      expect(mails.length).toBe(before);
      await postgres?.query("update relink_mails set sent_at = sent_at - interval '3 days'");
      await repairBank();
      expect(await breakBank()).toEqual([200]);
      expect(mails.length).toBe(before + 1);
    });

    it('two processes that hear of one webhook at the same time send one mail', async () => {
      const port = await freePort();
      const second = await startServerProcess(
        {
          command: process.execPath,
          args: ['node_modules/next/dist/bin/next', 'start', '-H', 'localhost', '-p', String(port)],
          cwd: HERE,
          env: {
            ...SECRETS,
            ...mailSettings(),
            PATH: process.env.PATH ?? '',
            NODE_ENV: 'production',
            NEXT_TELEMETRY_DISABLED: '1',
            DATABASE_URL: postgres?.url ?? '',
            APP_URL: 'https://app.example.com',
            PLAID_URL: example.fakePlaidUrl,
            PLAID_CLIENT_ID: 'fake-client-id',
            PLAID_SECRET: 'fake-secret',
          },
        },
        port,
      );
      cleanUps.push(second.stop);
      const before = mails.length;
      await repairBank();
      await postgres?.query("update relink_mails set sent_at = sent_at - interval '3 days'");
      webhooks?.targets.push(`http://localhost:${port}`);
      expect(await breakBank()).toEqual([200, 200]);
      webhooks?.targets.pop();
      expect(mails.length).toBe(before + 1);
    });

    it('a webhook that comes after the repair sends no mail', async () => {
      const before = mails.length;
      await repairBank();
      await postgres?.query("update relink_mails set sent_at = sent_at - interval '3 days'");
      const letThrough = webhooks?.hold();
      await cys.goto(example.url);
      await card(cys, bank).getByRole('button', { name: 'Break it' }).click();
      await until(card(cys, bank), 'health', 'needs_update');
      await card(cys, bank).getByRole('button', { name: 'Reconnect' }).click();
      await logIn(cys);
      await link(cys).getByRole('button', { name: 'Finish' }).click();
      await until(card(cys, bank), 'health', 'healthy');
      letThrough?.();
      await expect.poll(() => webhooks?.isIdle(), { timeout: 30_000 }).toBe(true);
      expect(webhooks?.deliveries.findLast(({ code }) => code === 'ERROR')?.statuses).toEqual([
        200,
      ]);
      expect(mails.length).toBe(before);
      expect(await claims()).toEqual([{ claimed_at: null, is_sent: true }]);
    });
  });

  it('the page of the Next.js example stays within its Content-Security-Policy and logs no error', () => {
    // A browser logs each 4xx that the tests above asked for.
    const problems = watched.problems.filter((problem) => !/status of 40[14]/.test(problem));
    expect(problems).toEqual([]);
  });

  it('G7: no browser bundle of the Next.js example holds a secret or server code', async () => {
    const chunks = join(HERE, '.next', 'static');
    const files = (await readdir(chunks, { recursive: true })).filter((file) =>
      file.endsWith('.js'),
    );
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const text = await readFile(join(chunks, file), 'utf8');
      for (const secret of [
        ...Object.values(SECRETS),
        'drizzle',
        'scrypt',
        'item_records',
        'relink_mails',
        'nodemailer',
        'sealed_access_token',
      ]) {
        expect(text.includes(secret) && `${secret} in ${file}`).toBe(false);
      }
    }
  });

  it('G7: the database of the Next.js example holds no readable access token', async () => {
    const read = postgres?.query ?? (await readPglite(example, dir));
    const rows = await read('select * from items');
    expect(rows).toHaveLength(9);
    for (const row of rows) expect(row.sealed_access_token).toMatch(/^v1\./);
    expect(JSON.stringify(rows)).not.toContain('access-');
    const users = await read('select * from users');
    expect(JSON.stringify(users)).not.toContain(password);
    // N, r and p of scrypt, so that they can grow.
    for (const { password_hash } of users) expect(password_hash).toMatch(/^131072\.8\.1\./);
  });

  // The test before closes PGlite, to read what is in it.
  it.runIf(kind === 'Postgres')(
    'G7: the Next.js example cannot open a row that was moved to another user',
    async () => {
      await postgres?.query(
        "update items set user_id = (select id from users where email = 'ada@example.com')",
      );
      await page.reload();
      const moved = page.locator('li', { hasText: 'First Platypus Bank' });
      expect(await moved.count()).toBe(3);
      const ids = await moved.evaluateAll((all) => all.map((one) => one.getAttribute('data-item')));
      const answers = await Promise.all(
        ids.map((item_id) => post('/api/plaid/link/token/create', { item_id })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 500, 500]);
    },
  );

  it.runIf(kind === 'Postgres')(
    'the Next.js example takes new secrets: users stay signed in, and tokens are sealed with the new key',
    async () => {
      // Of an Item that was not moved.
      const item = adas;
      const sealed = 'select sealed_access_token from items where item_id = $1';
      expect(JSON.stringify(await postgres?.query(sealed, [item]))).toContain('"v1.');
      await example.stop();
      example = await startExample(kind, {
        ENCRYPTION_KEY: `2:${randomBytes(32).toString('base64')},1:${SECRETS.ENCRYPTION_KEY}`,
        SESSION_SECRET: `2:${randomBytes(32).toString('base64')},1:${SECRETS.SESSION_SECRET}`,
        DATABASE_URL: postgres?.url ?? '',
        APP_URL: 'https://app.example.com',
      });
      cleanUps.push(example.stop);
      await page.goto(example.url);
      await page.locator(`[data-item="${item ?? ''}"]`).waitFor();
      await post('/api/plaid/item/get', { item_id: item });
      expect(JSON.stringify(await postgres?.query(sealed, [item]))).toContain('"v2.');
    },
  );
});

/** What axe finds. It looks from outside of the page, whose Content-Security-Policy allows no other script. */
async function violations(page: Page): Promise<string[]> {
  await untilAtRest(page);
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** PGlite is a folder that one process opens at a time. */
async function readPglite(example: Example, dir: string): Promise<ReadRows> {
  await example.stop();
  const module = pathToFileURL(join(HERE, 'node_modules/@electric-sql/pglite/dist/index.js')).href;
  const { PGlite } = (await import(/* @vite-ignore */ module)) as {
    PGlite: new (dir: string) => {
      query(sql: string): Promise<{ rows: Record<string, unknown>[] }>;
    };
  };
  const database = new PGlite(join(dir, 'pglite'));
  return async (sql) => (await database.query(sql)).rows;
}

it('the Next.js example without its keys does not start, and names them', () => {
  const { status, stderr } = spawnSync('npm', ['start'], {
    cwd: HERE,
    encoding: 'utf8',
    env: {
      ...process.env,
      SKIP_BUILD: 'package',
      NODE_ENV: 'production',
      PLAID_CLIENT_ID: 'id',
      PLAID_SECRET: 'secret',
    },
  });
  expect(status).not.toBe(0);
  expect(stderr).toContain('ENCRYPTION_KEY and SESSION_SECRET are missing');
});

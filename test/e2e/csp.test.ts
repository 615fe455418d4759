import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { createFakeBackend, createFakePlaid, type FakePlaid } from 'react-plaid-relink/testing';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchOptions } from '../../scripts/chromium.ts';
import { createConsumer, type Consumer } from '../support/consumer';
import { blocksOf } from '../support/markdown';
import { serve, type Served } from '../support/serve';

const [policy = '', trustedTypes = ''] = blocksOf('docs/csp.md')
  .filter(({ language }) => language === 'http')
  .map(({ code }) => code.replaceAll('\n', ' '));
const directives = policy.split(';').map((directive) => directive.trim());

const FILES = {
  'index.html': `<!doctype html><title>app</title><meta name="nonce" content="{nonce}" /><div id="root"></div><script type="module" src="/main.tsx"></script>`,
  'main.tsx': `
    import { createRoot } from 'react-dom/client';
    import { RelinkButton, RelinkProvider } from 'react-plaid-relink';

    const nonce = document.querySelector<HTMLMetaElement>('meta[name=nonce]')!.content;
    const itemId = new URL(location.href).searchParams.get('item')!;
    createRoot(document.getElementById('root')!).render(
      <RelinkProvider cspNonce={nonce} onError={(error) => console.warn(error.message)}><RelinkButton itemId={itemId} /></RelinkProvider>,
    );`,
  // Stands for Link's script: calls Plaid, and adds to the page what Link adds (plaid.com/docs/link/web).
  'link.ts': `
    import { createFakeLink } from 'react-plaid-relink/testing';

    const { nonce } = document.currentScript as HTMLScriptElement;
    const link = createFakeLink({ plaid: 'https://production.plaid.com' });
    const create: typeof link.create = (config) => {
      const style = document.createElement('style');
      style.nonce = nonce ?? '';
      style.textContent = '.plaid { color: red }';
      const frame = document.createElement('iframe');
      frame.setAttribute('style', 'display: none');
      frame.src = 'https://cdn.plaid.com/link/v2/stable/link.html';
      document.head.append(style);
      document.body.append(frame);
      return link.create(config);
    };
    Object.assign(window, { Plaid: { create }, fakeLink: link });`,
};

let app: Consumer;
let linkScript: string;
let browser: Browser;

beforeAll(async () => {
  app = await createConsumer();
  await app.write(FILES);
  const common = { root: app.dir, logLevel: 'error', configFile: false } as const;
  await build({ ...common, build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } } });
  const entry = join(app.dir, 'link.ts');
  const lib = { entry, formats: ['iife' as const], name: 'unused', fileName: 'link' };
  await build({ ...common, build: { lib, outDir: 'link', minify: false } });
  linkScript = await readFile(join(app.dir, 'link/link.iife.js'), 'utf8');
  browser = await chromium.launch(launchOptions(process.env.CHROMIUM_PATH));
});
afterAll(async () => {
  await browser.close();
  await app.remove();
});

describe('a page with the Content-Security-Policy of docs/csp.md', () => {
  let plaid: FakePlaid;
  let page: Page;
  let served: Served;
  let itemId: string;
  let header: string;

  beforeEach(async () => {
    plaid = createFakePlaid({ environment: 'production' });
    const backend = createFakeBackend({ plaid });
    const item = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
    ({ itemId } = item);
    backend.addItem(item);
    served = await serve(async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/api/plaid/')) return backend.handle(request);
      if (pathname === '/favicon.ico') return new Response(null, { status: 204 });
      const nonce = crypto.randomUUID();
      if (pathname !== '/') {
        const headers = { 'content-type': 'text/javascript' };
        return new Response(await readFile(join(app.dir, 'dist', pathname)), { headers });
      }
      const html = await readFile(join(app.dir, 'dist/index.html'), 'utf8');
      return new Response(html.replaceAll('{nonce}', nonce), {
        headers: {
          'content-type': 'text/html',
          'content-security-policy': header.replaceAll('{nonce}', nonce).replaceAll('\n', ' '),
        },
      });
    });
    page = await browser.newPage();
    await page.route('https://cdn.plaid.com/**', (route) =>
      route.request().url().endsWith('link-initialize.js')
        ? route.fulfill({ contentType: 'text/javascript', body: linkScript })
        : route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await page.route('https://production.plaid.com/**', async (route) => {
      const request = route.request();
      const answer = await plaid.fetch(
        new Request(request.url(), {
          method: request.method(),
          headers: await request.allHeaders(),
          body: request.postData(),
        }),
      );
      const headers = { ...Object.fromEntries(answer.headers), 'access-control-allow-origin': '*' };
      await route.fulfill({ status: answer.status, headers, body: await answer.text() });
    });
  });
  afterEach(async () => {
    await page.close();
    await served.close();
  });

  /** Clicks the button, and gives the directives that the browser saw violated until Link was open or given up. */
  async function open(): Promise<{ status: string | null; violated: string[] }> {
    await page.addInitScript(() => {
      const violated: string[] = [];
      Object.assign(window, { violated });
      document.addEventListener('securitypolicyviolation', (event) => {
        violated.push(event.effectiveDirective);
      });
    });
    await page.goto(`${served.url}/?item=${itemId}`);
    const button = page.locator('button');
    await button.click();
    const isOver = page.locator('button[data-state=open], button[data-state=failed]');
    // Where Plaid cannot be called, Link says nothing, and nor does the button.
    const isStuck = page.waitForFunction(() =>
      (Reflect.get(window, 'violated') as string[]).includes('connect-src'),
    );
    await Promise.race([isOver.waitFor(), isStuck]);
    return { status: await button.getAttribute('data-state'), violated: await violations() };
  }
  const violations = (): Promise<string[]> =>
    page.evaluate(() => Reflect.get(window, 'violated') as string[]);

  it('a page with the policy of docs/csp.md opens Link and relinks, and the browser reports no violation', async () => {
    header = policy;
    expect(await open()).toEqual({ status: 'open', violated: [] });
    await page.evaluate(async () => {
      await (Reflect.get(window, 'fakeLink') as { succeed(): Promise<void> }).succeed();
    });
    await page.getByRole('button', { name: 'Connected' }).waitFor();
    expect(plaid.itemState(itemId).relinkCount).toBe(1);
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['script-src', 'script-src-elem'],
    ['style-src-elem', 'style-src-elem'],
    ['style-src-attr', 'style-src-attr'],
    ['frame-src', 'frame-src'],
    ['connect-src', 'connect-src'],
  ])(
    'the browser reports a violation where the policy lacks what Plaid needs in %s',
    async (name, effective) => {
      const own = `${name} 'self'`;
      header = directives
        .map((directive) => (directive.startsWith(`${name} `) ? own : directive))
        .join('; ');
      await open();
      // Of a frame the browser's own process says it, and Link may be open before.
      await expect.poll(violations).toContain(effective);
    },
  );

  it('a page that enforces Trusted Types, and names the policy as in docs/csp.md, opens Link without a violation', async () => {
    header = `${policy}; ${trustedTypes}`;
    expect(await open()).toEqual({ status: 'open', violated: [] });
  });

  it('G11: a page that enforces Trusted Types without the policy says so at the click', async () => {
    header = `${policy}; ${trustedTypes.replace('react-plaid-relink', 'another')}`;
    const logged: string[] = [];
    page.on('console', (message) => logged.push(message.text()));
    const { status, violated } = await open();
    expect(status).toBe('failed');
    expect(violated).toContain('require-trusted-types-for');
    expect(logged.join()).toContain('Add the policy react-plaid-relink to the directive');
  });
});

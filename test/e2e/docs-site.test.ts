import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from '../support/browser-page';
import { pages, ROOT } from '../support/markdown';

const BASE = '/some/sub/path/';
const site = mkdtempSync(join(tmpdir(), 'relink-site-'));

/** Without the Storybook, which the tests of project "looks" build. */
beforeAll(async () => {
  const vitepress = join(ROOT, 'node_modules/vitepress/bin/vitepress.js');
  await promisify(execFile)(process.execPath, [vitepress, 'build', 'docs', '--outDir', site], {
    cwd: ROOT,
    env: { ...process.env, VITEST: '', NODE_ENV: 'production' },
  });
}, 180_000);
afterAll(() => rmSync(site, { recursive: true }));

const pagesOfSite = (): string[] =>
  readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));

/** The values of an attribute in a page that VitePress has written. */
const valuesOf = (attribute: string, html: string): string[] =>
  [...html.matchAll(new RegExp(` (?:${attribute})="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );

/** The links, pictures, scripts and styles of a page that lead to no file of the site, or to no anchor of a page. */
function brokenIn(page: string, html: Map<string, string>): string[] {
  return valuesOf('href|src', html.get(page) ?? '').filter((address) => {
    if (/^[a-z]+:/.test(address) || address.includes('storybook/')) return false;
    const [path = '', anchor] = decodeURIComponent(address).split('#');
    if (path.startsWith('/')) return true;
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(site, target)) || statSync(join(site, target)).isDirectory()) return true;
    return Boolean(anchor) && !valuesOf('id', html.get(target) ?? '').includes(anchor ?? '');
  });
}

describe('the documentation as a site', () => {
  it('the site has every guide, every error code and every page of the API reference', () => {
    const built = pagesOfSite();
    const guides = pages().filter(
      (page) => page.startsWith('docs/') && !page.endsWith('README.md'),
    );
    const api = readdirSync(join(ROOT, 'docs/api'), { recursive: true, encoding: 'utf8' })
      .filter((page) => page.endsWith('.md'))
      .map((page) => `docs/api/${page}`);
    const expected = [...guides, ...api].map((page) =>
      page
        .replace(/^docs\//, '')
        .replace(/README\.md$/, 'index.md')
        .replace(/\.md$/, '.html'),
    );
    expect(built).toEqual(expect.arrayContaining([...expected, 'index.html', 'guides.html']));
  });

  it('every address on every page of the site is relative and leads to a file and an anchor that exist', () => {
    // GitHub Pages shows it at any depth, so its addresses start at the root.
    const built = pagesOfSite().filter((page) => page !== '404.html');
    const html = new Map(built.map((page) => [page, readFileSync(join(site, page), 'utf8')]));
    expect(built.length).toBeGreaterThan(80);
    expect(
      built.flatMap((page) => brokenIn(page, html).map((address) => `${page}: ${address}`)),
    ).toEqual([]);
    html.set('index.html', '<a id="a" href="./none.html"></a><a href="#a"></a><a href="#b"></a>');
    expect(brokenIn('index.html', html)).toEqual(['./none.html', '#b']);
  });

  it('every guide of the site is in its sidebar', () => {
    const home = readFileSync(join(site, 'index.html'), 'utf8');
    const [, sidebar = ''] = /class="VPSidebar"([\s\S]*)<\/aside>/.exec(home) ?? [];
    const linked = valuesOf('href', sidebar).map((link) => link.replace(/^\.\//, ''));
    const guides = readdirSync(site).filter(
      (page) => page.endsWith('.html') && !['404.html', 'guides.html'].includes(page),
    );
    expect(guides.filter((page) => !linked.includes(page))).toEqual([]);
  });

  describe('served below a path', () => {
    let server: PreviewServer;
    let url: string;

    beforeAll(async () => {
      server = await preview({
        configFile: false,
        logLevel: 'error',
        appType: 'mpa',
        base: BASE,
        build: { outDir: site },
        preview: { host: '127.0.0.1', port: 0 },
      });
      url = server.resolvedUrls?.local[0] ?? '';
    });
    afterAll(() => server.close());

    it('a reader finds a page by the sidebar and by the search, and nothing is missing', async () => {
      expect(url).toContain(BASE);
      const { page, problems, close } = await openPage(url);
      page.on('response', (response) => {
        if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
      });
      // VitePress' own scripts search. What is pressed before they run is lost.
      await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}));
      await page.locator('.VPSidebar').getByRole('link', { name: 'Theming' }).click();
      await page.getByRole('heading', { name: 'Theming', level: 1 }).waitFor();
      const picture = page.locator('.vp-doc img').first();
      await expect
        .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
        .toBeGreaterThan(0);

      await page.getByRole('button', { name: 'Search' }).click();
      await page.getByPlaceholder('Search').fill('hosted_link_offered');
      await page.locator('.result').first().click();
      await page.getByRole('heading', { name: 'hosted_link_offered', level: 1 }).waitFor();
      expect(page.url()).toContain(`${BASE}errors/hosted_link_offered.html`);

      await page.getByRole('link', { name: 'API', exact: true }).click();
      await page
        .locator('.vp-doc')
        .getByRole('link', { name: 'react-plaid-relink', exact: true })
        .click();
      await page
        .locator('.vp-doc')
        .getByRole('link', { name: 'RelinkButton', exact: true })
        .click();
      await page.getByRole('heading', { name: 'RelinkButton', level: 1 }).waitFor();
      const props = await page.locator('.vp-doc table').first().boundingBox();
      expect(props?.y).toBeLessThan(700);
      await page.reload();
      await page.getByRole('heading', { name: 'RelinkButton', level: 1 }).waitFor();
      expect(problems).toEqual([]);
      await close();
    });
  });
});

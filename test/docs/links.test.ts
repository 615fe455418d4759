import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages, readText, ROOT } from '../support/markdown';

const LINK = /\]\(([^)\s]+)\)/g;

/** Those to what is here. Not those in code, where a bracket before a parenthesis is no link. */
function localLinksIn(text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`(?!\])/g, '');
  const links = [...prose.matchAll(LINK)].map(([, link = '']) => link);
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

/** As GitHub makes them: lower case, blanks to hyphens, everything else but word characters left out. */
function anchorsOf(page: string): string[] {
  return [...readText(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function isBroken(page: string, link: string): boolean {
  const [path = '', anchor] = decodeURIComponent(link).split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(ROOT, target))) return true;
  return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
}

describe('links in the documentation', () => {
  it.each(pages())('all links of %s lead to a page and an anchor that exist', (page) => {
    expect(localLinksIn(readText(page)).filter((link) => isBroken(page, link))).toEqual([]);
  });

  it('the check of links finds a missing page and a missing anchor', () => {
    const text = 'See [a](docs/a.md), [`b`](#b) and [c](https://c.test).\n\n```ts\nd[0](e);\n```\n';
    expect(localLinksIn(text)).toEqual(['docs/a.md', '#b']);
    const links = ['docs/README.md', 'docs/none.md', '#contents-of-no-page', 'docs/README.md#none'];
    expect(links.filter((link) => isBroken('README.md', link))).toEqual(links.slice(1));
  });

  it('docs/README.md links to every page', () => {
    const index = readText('docs/README.md');
    const top = pages().filter(
      (page) => /^docs\/[\w-]+\.md$/.test(page) && page !== 'docs/README.md',
    );
    expect(top.filter((page) => !index.includes(`](${page.slice(5)})`))).toEqual([]);
  });
});

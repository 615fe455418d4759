import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages, readText, ROOT } from '../support/markdown';

const LINK = /\]\(([^)\s]+)\)/g;

/** Without code, in which a bracket before a parenthesis is no link. */
function proseOf(page: string): string {
  return readText(page)
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .replaceAll(/`[^`\n]*`(?!\])/g, '');
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
  it.each(pages())('%s links to what is there', (page) => {
    const links = [...proseOf(page).matchAll(LINK)].map(([, link = '']) => link);
    const local = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(local.filter((link) => isBroken(page, link))).toEqual([]);
  });

  it('docs/README.md leads to every page', () => {
    const index = readText('docs/README.md');
    const top = pages().filter(
      (page) => /^docs\/[\w-]+\.md$/.test(page) && page !== 'docs/README.md',
    );
    expect(top.filter((page) => !index.includes(`](${page.slice(5)})`))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { isBroken, linksIn, REPOSITORY } from '../support/links';
import { pages, readText, ROOT } from '../support/markdown';

const brokenIn = (page: string, text: string): string[] =>
  linksIn(text).filter((link) => isBroken(ROOT, page, link));

describe('links in the documentation', () => {
  it.each([...pages(), 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'])(
    'all links of %s into this repository lead to a file and an anchor that exist',
    (page) => {
      expect(brokenIn(page, readText(page))).toEqual([]);
    },
  );

  it('the check of links finds a missing page and a missing anchor', () => {
    const links = ['docs/README.md', 'docs/none.md', '#contents-of-no-page', 'docs/README.md#none'];
    const text = `${links.map((link) => `[\`a\`](${link})`).join(', ')}\n\n\`\`\`ts\nd[0](e);\n\`\`\`\n`;
    expect(brokenIn('README.md', text)).toEqual(links.slice(1));
  });

  it('the check of links follows the addresses of this repository, and no other', () => {
    const [blob, tree] = [`${REPOSITORY}/blob/main`, `${REPOSITORY}/tree/main`];
    const raw = blob.replace('github.com', 'raw.githubusercontent.com').replace('/blob', '');
    const right = [
      `${blob}/docs/README.md`,
      `${tree}/examples/next`,
      `${raw}/openapi.yaml`,
      'https://none.test',
    ];
    const wrong = [`${blob}/docs/none.md`, `${blob}/docs/README.md#none`, `${raw}/none.png`];
    const wrongKind = [`${tree}/docs/README.md`, `${blob}/examples/next`];
    const text = [...right, ...wrong, ...wrongKind].map((link) => `[a](${link})`).join(' ');
    expect(brokenIn('README.md', text)).toEqual([...wrong, ...wrongKind]);
  });

  it('docs/README.md links to every page', () => {
    const index = readText('docs/README.md');
    const top = pages().filter(
      (page) => /^docs\/[\w-]+\.md$/.test(page) && page !== 'docs/README.md',
    );
    expect(top.filter((page) => !index.includes(`](${page.slice(5)})`))).toEqual([]);
  });
});

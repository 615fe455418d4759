import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConfigEnv } from 'vite';
import type { DefaultTheme, UserConfig as AnyConfig } from 'vitepress';
import { keepBraces, keepLinksLocal, pageOf, REPOSITORY } from './links.ts';
import { sidebar } from './sidebar.ts';

type UserConfig = AnyConfig<DefaultTheme.Config>;

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const { description, version } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as {
  description: string;
  version: string;
};

export default ({ command }: ConfigEnv): UserConfig => ({
  title: 'react-plaid-relink',
  description,
  // Every address is relative, so that the site works under any path, and each version in a folder of its own.
  base: './',
  srcDir: '..',
  srcExclude: ['{bench,demo,etc,examples,scripts,src,stories,test}/**', '{C,S}*.md'],
  outDir: './.vitepress/dist',
  rewrites: pageOf,
  lastUpdated: false,
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    // As GitHub makes them, since the same pages are read there.
    anchor: { slugify: anchorOf },
    // Syntax that GitHub does not have.
    attrs: false,
    emoji: false,
    include: false,
    snippet: false,
    config(md) {
      keepLinksLocal(md, ROOT);
      keepBraces(md);
    },
  },
  themeConfig: {
    nav: [
      { text: 'Guides', link: '/guides' },
      { text: 'API', link: '/api/' },
      { text: 'Errors', link: '/errors/' },
      // `npm run docs` does not build it; `npm run storybook` serves it there.
      {
        text: 'Storybook',
        link: command === 'build' ? '/storybook/' : 'http://127.0.0.1:6006/',
        target: '_blank',
      },
      {
        text: `v${version}`,
        items: [
          { text: 'Changelog', link: `${REPOSITORY}/blob/main/CHANGELOG.md` },
          // Where each version is a folder, the list of all is beside the folders.
          process.env.DOCS_VERSIONS
            ? { text: 'Other versions', link: '/../versions.html', target: '_self' }
            : { text: 'Other versions', link: `${REPOSITORY}/releases` },
        ],
      },
    ],
    sidebar: sidebar(ROOT),
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
  },
  transformPageData(page) {
    if (page.relativePath.startsWith('api/'))
      Object.assign(page.frontmatter, { pageClass: 'api', aside: false });
  },
});

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .trim()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

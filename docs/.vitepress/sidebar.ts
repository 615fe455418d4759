import { readdirSync, readFileSync } from 'node:fs';
import type { DefaultTheme } from 'vitepress';
import { PAGES } from '../../scripts/api-pages.mjs';
import { pageOf } from './links.ts';

type Item = DefaultTheme.SidebarItem;

/** As a reader thinks. Pages are named by their files; their titles are their first headings. */
const GUIDES: Record<string, string[]> = {
  Start: ['from-react-plaid-link', 'from-public-tokens', 'from-0.1', 'testing', 'troubleshooting'],
  'In the browser': [
    'custom-ui',
    'theming',
    'words',
    'dialogs',
    'accessibility',
    'oauth',
    'funnel',
    'csp',
    'hosted-link',
    'web-views',
    'react-native',
    'performance',
  ],
  'On the server': [
    'frameworks',
    'item-life',
    'webhooks',
    'mail',
    'items-at-scale',
    'duplicates',
    'link-settings',
    'monitoring',
    'other-backends',
    'gateway',
    'security',
  ],
};

export function sidebar(root: string): Item[] {
  const quickStarts = readdirSync(`${root}/docs`)
    .filter((name) => name.startsWith('quick-start-'))
    .map((name) => page(root, `docs/${name}`));
  const guides = Object.entries(GUIDES).map(([text, names]) => ({
    text,
    items: names.map((name) => page(root, `docs/${name}.md`)),
  }));
  const [start, ...others] = guides;
  return [
    { ...start, items: [{ text: 'Overview', link: '/' }, ...quickStarts, ...(start?.items ?? [])] },
    ...others,
    { text: 'Reference', items: [...apiReference(), ...reference(root)] },
    { text: 'Error codes', collapsed: true, items: errorCodes(root) },
  ];
}

function reference(root: string): Item[] {
  return [page(root, 'docs/plaid-facts.md'), page(root, 'ARCHITECTURE.md')];
}

function apiReference(): Item[] {
  return Object.entries(PAGES).map(([entry, names]) => ({
    text: entry,
    link: `/api/${entry}/`,
    collapsed: true,
    items: Object.keys(names).map((name) => ({
      text: name,
      link: `/api/${entry}/${name.replaceAll(' ', '-')}`,
    })),
  }));
}

function errorCodes(root: string): Item[] {
  const files = readdirSync(`${root}/docs/errors`).filter((name) => name !== 'README.md');
  return [
    page(root, 'docs/errors/README.md'),
    ...files.map((name) => page(root, `docs/errors/${name}`)),
  ];
}

function page(root: string, source: string): Item {
  const [, title = source] = /^# (.+)$/m.exec(readFileSync(`${root}/${source}`, 'utf8')) ?? [];
  return {
    text: title.replaceAll('`', ''),
    link: `/${pageOf(source)}`.replace(/(?:index)?\.md$/, ''),
  };
}

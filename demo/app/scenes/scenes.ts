import { createElement, type FunctionComponent } from 'react';
import type { Scene } from '../api';
import buttonCode from '../snippets/button.tsx?raw';
import customCode from '../snippets/custom.tsx?raw';
import hookCode from '../snippets/hook.tsx?raw';
import legacyCode from '../snippets/legacy.tsx?raw';
import listCode from '../snippets/list.tsx?raw';
import noticeCode from '../snippets/notice.tsx?raw';
import oauthCode from '../snippets/oauth.tsx?raw';
import { ButtonScene } from './button-scene';
import { CustomScene } from './custom-scene';
import { ListScene } from './list-scene';
import { MoreScene } from './more-scene';
import { NoticeScene } from './notice-scene';

/** One tab of the product. */
export interface SceneTab {
  id: 'notice' | 'list' | 'button' | 'custom' | 'oauth' | 'more';
  label: string;
  /** The Items that it shows, the first of which the panel breaks. */
  scenes: readonly Scene[];
  Component: FunctionComponent;
  /** The files that make it, as they run here. */
  code: readonly (readonly [title: string, code: string])[];
  /** What to do, while its first Item is broken. True of Link's dialog and of Plaid's own page, of a fake Plaid and of Sandbox. */
  hint: string;
}

export const TABS: readonly SceneTab[] = [
  {
    id: 'notice',
    label: 'Notice',
    scenes: ['notice'],
    Component: () => createElement(NoticeScene, { scene: 'notice' }),
    code: [['bank-notice.tsx', noticeCode]],
    hint: 'Press “Reconnect”, then log in as user_good with pass_good.',
  },
  {
    id: 'list',
    label: 'List',
    scenes: ['list'],
    Component: ListScene,
    code: [['broken-banks.tsx', listCode]],
    hint: 'Five banks, five problems. Begin with the first.',
  },
  {
    id: 'button',
    label: 'Button',
    scenes: ['button'],
    Component: ButtonScene,
    code: [['bank-action.tsx', buttonCode]],
    hint: 'Rows of the app’s own, with the package’s button.',
  },
  {
    id: 'custom',
    label: 'Your own UI',
    scenes: ['custom'],
    Component: CustomScene,
    code: [['repair-chip.tsx', customCode]],
    hint: 'useRelink alone: nothing here is the package’s look.',
  },
  {
    id: 'oauth',
    label: 'OAuth',
    scenes: ['oauth'],
    Component: () => createElement(NoticeScene, { scene: 'oauth' }),
    code: [
      ['oauth-page.tsx', oauthCode],
      ['bank-notice.tsx', noticeCode],
    ],
    hint: 'This bank logs users in on a site of its own. Link’s dialog leaves this page for it and comes back; Plaid’s own page has a tab for it.',
  },
  {
    id: 'more',
    label: 'More',
    scenes: ['hook', 'legacy'],
    Component: MoreScene,
    code: [
      ['plain-link.tsx', hookCode],
      ['legacy-provider.tsx', legacyCode],
    ],
    hint: 'Link opens by plain react-plaid-link, or with a public token.',
  },
];

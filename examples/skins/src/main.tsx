/** `?skin=mui&theme=dark`: one page of components in one design system. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Page } from './page';
import type { Skin } from './skin';
import { createWorld } from './world';

const SKINS: Readonly<Record<string, () => Promise<{ skin: Skin }>>> = {
  tailwind: () => import('./skins/tailwind'),
  shadcn: () => import('./skins/shadcn'),
  radix: () => import('./skins/radix'),
  mui: () => import('./skins/mui'),
  chakra: () => import('./skins/chakra'),
  mantine: () => import('./skins/mantine'),
};

const query = new URLSearchParams(location.search);
const name = query.get('skin') ?? 'mui';
const isDark = query.get('theme') === 'dark';
const load = Object.hasOwn(SKINS, name) ? SKINS[name] : undefined;
if (!load)
  throw new Error(`There is no skin "${name}". There are ${Object.keys(SKINS).join(', ')}.`);
document.documentElement.classList.toggle('dark', isDark);
document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
const { skin } = await load();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <Page
      name={name}
      names={Object.keys(SKINS)}
      skin={skin}
      isDark={isDark}
      world={createWorld()}
    />
  </StrictMode>,
);

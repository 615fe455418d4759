import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** React is in each of the pages, and in none of the figures. */
export const EXTERNAL = /^react(-dom)?(\/|$)/;
export const EXTERNAL_NAMES = ['react', 'react/*', 'react-dom', 'react-dom/*'];

const page = (imports, element) => ({ imports, element });

/** Uses each of the names, so that no bundler leaves them out. */
export const pageWith = (names, from) =>
  page(`import { ${names} } from '${from}';`, `createElement('button', { names: [${names}] })`);

export const PLAIN_BUTTON = page('', `createElement('button', { itemId: 'item-1' })`);

export const IDLE_BUTTON = page(
  `import { RelinkButton } from 'react-plaid-relink';`,
  `createElement(RelinkButton, { itemId: 'item-1' })`,
);

export const EVERY_EXPORT = page(
  `import * as relink from 'react-plaid-relink';`,
  `createElement('button', { names: { ...relink } })`,
);

/**
 * `main.js` is the entry, and `page.js` the component. Each page has what React, which is CommonJS, needs of a bundler, and
 * a chunk to load later, as any app has: so the plain page has the bundler's own runtime, and the others have no more of it.
 */
export async function writePage(folder, { imports, element }) {
  await mkdir(folder);
  const write = (name, lines) => writeFile(join(folder, name), `${lines.join('\n')}\n`);
  await write('main.js', [
    `import { createElement } from 'react';`,
    `import { createRoot } from 'react-dom/client';`,
    `import common from './common.cjs';`,
    `import Page from './page.js';`,
    `createRoot(document.getElementById('root')).render(createElement(Page, common));`,
  ]);
  await write('common.cjs', [`exports.common = typeof document;`]);
  await write('page.js', [
    `'use client';`,
    `import { createElement } from 'react';`,
    imports,
    `globalThis.later = () => import('./later.js');`,
    `export default function Page() {`,
    `  return ${element};`,
    `}`,
  ]);
  await write('later.js', [`export const later = 'later';`]);
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readText, ROOT } from '../support/markdown';

it('every path that ARCHITECTURE.md names exists', () => {
  const named = [...readText('ARCHITECTURE.md').matchAll(/`((?:[\w.-]+\/)+[\w.-]*)`/g)];
  // A package's entry is no path of ours.
  const paths = named.map(([, path = '']) => path).filter((path) => path !== 'react-dom/client');
  expect(paths.length).toBeGreaterThan(40);
  const exists = (path: string): boolean =>
    [path, `src/${path}`].some((file) =>
      ['', '.ts', '.tsx'].some((end) => existsSync(join(ROOT, `${file}${end}`))),
    );
  expect(paths.filter((path) => !exists(path))).toEqual([]);
});

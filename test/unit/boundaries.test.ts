import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { breaches } from '../support/boundaries';

const SRC = join(import.meta.dirname, '../../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path));
const all = new Set(files);

describe('the layers of src', () => {
  it('components know react, react knows core, server knows core, and core knows nobody', () => {
    expect(files.length).toBeGreaterThan(90);
    const found = files.flatMap((path) =>
      breaches(path, readFileSync(join(SRC, path), 'utf8'), all),
    );
    expect(found).toEqual([]);
  });

  it.each([
    ['core/session.ts', "import { useRef } from 'react';", 'imports react'],
    [
      'core/session.ts',
      "import { sessions } from '../react/use-session';",
      'imports ../react/use-session',
    ],
    ['core/session.ts', "import type { SWRConfiguration } from 'swr';", 'imports swr'],
    ['core/session.ts', "export * from '../testing/fake-plaid';", 'imports ../testing/fake-plaid'],
    ['core/session.ts', "type P = import('plaid').PlaidApi;", 'imports plaid'],
    ['core/session.ts', 'const name = "access_token";', 'says "access_token"'],
    ['react/provider.tsx', "void import('react-plaid-link');", 'imports react-plaid-link'],
    ['react/provider.tsx', "import { createRelinkHandler } from '../server';", 'imports ../server'],
    [
      'react/provider.tsx',
      "import { Slot } from '../components/slot';",
      'imports ../components/slot',
    ],
    ['react/provider.tsx', 'const view = <p>{item.accessToken}</p>;', 'says accessToken'],
    ['components/slot.tsx', "import useSWR from 'swr';", 'imports swr'],
    ['server/handler.ts', "import { RelinkProvider } from '..';", 'imports ..'],
    ['server/handler.ts', "import { createServer } from 'node:http';", 'imports node:http'],
    [
      'server/handler.ts',
      "import { useRelink } from '../react/use-relink';",
      'imports ../react/use-relink',
    ],
    [
      'testing/fake-link.ts',
      "import { handle } from '../server/handler';",
      'imports ../server/handler',
    ],
    [
      'index.ts',
      "export { createRelinkHandler } from './server/handler';",
      'imports ./server/handler',
    ],
    ['other/new.ts', '', 'is in no layer'],
  ])('%s must not say %s', (path, text, breach) => {
    expect(breaches(path, text, all)).toEqual([`${path} ${breach}`]);
  });
});

describe('core and the server, at import', () => {
  afterEach(() => vi.unstubAllGlobals());

  async function touchedBy(module: string): Promise<string[]> {
    const touched: string[] = [];
    for (const name of ['window', 'document', 'navigator', 'sessionStorage', 'BroadcastChannel']) {
      vi.stubGlobal(name, undefined);
      Object.defineProperty(globalThis, name, {
        configurable: true,
        get: () => void touched.push(`${module} reads ${name}`),
      });
    }
    await import(module);
    return touched;
  }

  it('touch nothing of a browser', async () => {
    const modules = files.filter((path) => /^(core|server)\//.test(path));
    const touched: string[] = [];
    for (const path of modules) touched.push(...(await touchedBy(join(SRC, path))));
    expect(touched).toEqual([]);
  });

  it('would be found out', async () => {
    const module = 'data:text/javascript,export default typeof document';
    expect(await touchedBy(module)).toEqual([`${module} reads document`]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { breaches, importCircles, loadedWith } from '../support/boundaries';

const SRC = join(import.meta.dirname, '../../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path));
const all = new Set(files);
const read = (path: string): string => readFileSync(join(SRC, path), 'utf8');

describe('the rooms of src', () => {
  it('each file of src imports from the rooms below its own alone', () => {
    expect(files.length).toBeGreaterThan(90);
    const found = files.flatMap((path) => breaches(path, read(path), all));
    expect(found).toEqual([]);
  });

  it.each([
    ['core/engine/session.ts', "import { useRef } from 'react';", 'imports react'],
    [
      'core/engine/session.ts',
      "import { useSession } from '../../react/use-session';",
      'imports ../../react/use-session',
    ],
    ['core/engine/session.ts', "import type { SWRConfiguration } from 'swr';", 'imports swr'],
    [
      'core/engine/session.ts',
      "import { browserTabs } from '../../browser/tabs';",
      'imports ../../browser/tabs',
    ],
    [
      'core/client/session-store.ts',
      "import type { Session } from '../engine/session';",
      'imports ../engine/session',
    ],
    [
      'core/tokens/store.ts',
      "import type { RelinkClient } from '../client/client';",
      'imports ../client/client',
    ],
    ['core/engine/session.ts', "type P = import('plaid').PlaidApi;", 'imports plaid'],
    ['core/engine/session.ts', 'const name = "access_token";', 'says "access_token"'],
    ['react/provider.tsx', "void import('react-plaid-link');", 'imports react-plaid-link'],
    ['react/provider.tsx', "import { createRelinkHandler } from '../server';", 'imports ../server'],
    [
      'react/provider.tsx',
      "import { Slot } from '../components/dom/slot';",
      'imports ../components/dom/slot',
    ],
    ['react/provider.tsx', 'const view = <p>{item.accessToken}</p>;', 'says accessToken'],
    ['components/dom/slot.tsx', "import useSWR from 'swr';", 'imports swr'],
    ['server/relink-handler.ts', "import { RelinkProvider } from '..';", 'imports ..'],
    ['server/relink-handler.ts', "import { createServer } from 'node:http';", 'imports node:http'],
    [
      'server/relink-handler.ts',
      "import { useRelink } from '../react/use-relink';",
      'imports ../react/use-relink',
    ],
    [
      'testing/fake-link.ts',
      "import { handle } from '../server/relink-handler';",
      'imports ../server/relink-handler',
    ],
    [
      'index.ts',
      "export { createRelinkHandler } from './server/relink-handler';",
      'imports ./server/relink-handler',
    ],
    [
      'native/provider.tsx',
      "import { browserTabs } from '../browser/tabs';",
      'imports ../browser/tabs',
    ],
    [
      'native/provider.tsx',
      "import { createRoot } from 'react-dom/client';",
      'imports react-dom/client',
    ],
    [
      'react/provider.tsx',
      "import { useClient } from '../native/use-client';",
      'imports ../native/use-client',
    ],
    ['other/new.ts', '', 'is in no room'],
  ])('the check of the rooms reports in %s the text %s', (path, text, breach) => {
    expect(breaches(path, text, all)).toEqual([`${path} ${breach}`]);
  });
});

describe('circles of imports', () => {
  it('no file of src imports itself through others, not even for a type', () => {
    expect(importCircles(read, all)).toEqual([]);
  });

  it('a circle of types through three files is found out', () => {
    const http = 'server/http/http-error.ts';
    const withOptions = (path: string): string =>
      path === http
        ? `${read(path)}\nimport type { RateLimiter } from '../rate-limit/enforce-rate-limit';`
        : read(path);
    expect(importCircles(withOptions, all)).toContainEqual(
      expect.arrayContaining([http, 'server/rate-limit/enforce-rate-limit.ts']),
    );
  });
});

describe('the load boundary', () => {
  /** What a click loads, and what only hooks need. */
  const later =
    /^(core\/(engine|tokens|gateway|item)|browser\/(link|page)|components\/feedback)\/(?!load-feedback)/;

  it('an idle button loads nothing of what a click loads', () => {
    const loaded = [...loadedWith('components/button/relink-button.tsx', read, all)];
    expect(loaded).toContain('core/client/session-store.ts');
    expect(loaded.filter((path) => later.test(path))).toEqual([]);
  });

  it('a token hook loads at once all that its first token needs, and nothing of what a click loads', () => {
    const loaded = [...loadedWith('react/use-token-for-item.ts', read, all)];
    for (const needed of ['core/tokens/store.ts', 'core/gateway/http-gateway.ts'])
      expect(loaded).toContain(needed);
    const ofClick = /^(core\/engine|browser\/(link|page)|components)\//;
    expect(loaded.filter((path) => ofClick.test(path))).toEqual([]);
  });

  it('the native entry loads the engine, and nothing of the browser, of components and of their texts', () => {
    const loaded = [...loadedWith('native.ts', read, all)];
    for (const needed of ['core/engine/engine.ts', 'react/use-health-for-item.ts'])
      expect(loaded).toContain(needed);
    expect(loaded.filter((path) => /^(browser|components|messages)\//.test(path))).toEqual([]);
  });

  it('an idle button that loads the engine through three files is found out', () => {
    const store = 'core/client/session-store.ts';
    const withEngine = (path: string): string =>
      path === store ? `${read(path)}\nimport '../engine/engine';` : read(path);
    const loaded = [...loadedWith('components/button/relink-button.tsx', withEngine, all)];
    expect(loaded.filter((path) => later.test(path))).toContain('core/engine/session.ts');
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

  it('core and the server touch nothing of a browser at import', async () => {
    const modules = files.filter((path) => /^(core|server)\//.test(path));
    const touched: string[] = [];
    for (const path of modules) touched.push(...(await touchedBy(join(SRC, path))));
    expect(touched).toEqual([]);
  });

  it('the check of imports reports a module that reads document', async () => {
    const module = 'data:text/javascript,export default typeof document';
    expect(await touchedBy(module)).toEqual([`${module} reads document`]);
  });
});

import { appendFile, cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createConsumer, type Consumer } from '../support/consumer';
import { importsOf } from '../support/imports';
import { isBroken, isRelative, linksIn } from '../support/links';
import { pages } from '../support/markdown';

const API_REPORT = join(import.meta.dirname, '../../scripts/api-report.ts');

describe('the tarball', () => {
  let app: Consumer;
  let installed: string;
  let dist: string;

  beforeAll(async () => {
    app = await createConsumer();
    installed = join(app.dir, 'node_modules/react-plaid-relink');
    dist = join(installed, 'dist');
  });
  afterAll(() => app.remove());

  it('the tarball passes publint without a suggestion', async () => {
    const output = await app.bin('publint/src/cli.js', '--strict', inject('tarball'));
    expect(output).toContain('All good!');
  });

  it('the tarball names its repository, and says where to report a vulnerability', async () => {
    const text = await readFile(join(installed, 'package.json'), 'utf8');
    const { homepage, bugs, repository } = JSON.parse(text) as Record<string, unknown>;
    const address = 'https://github.com/react-plaid-relink/react-plaid-relink';
    expect(JSON.stringify(repository)).toContain(`git+${address}.git`);
    expect([homepage, JSON.stringify(bugs)]).toEqual([
      expect.stringContaining(address),
      expect.stringContaining(address),
    ]);
    expect(await readFile(join(installed, 'SECURITY.md'), 'utf8')).toContain(`${address}/security`);
  });

  it('the tarball has the README, every guide and the page of every error, as they are in the repository', async () => {
    const inRepository = pages().filter((page) => !page.startsWith('examples/'));
    expect(await markdownOf(installed)).toEqual([...inRepository, 'SECURITY.md'].sort());
  });

  it('every relative link of a page in the tarball leads to a file and an anchor in the tarball', async () => {
    const broken: string[] = [];
    for (const page of await markdownOf(installed)) {
      const relative = linksIn(await readFile(join(installed, page), 'utf8')).filter(isRelative);
      broken.push(
        ...relative
          .filter((link) => isBroken(installed, page, link))
          .map((link) => `${page}: ${link}`),
      );
    }
    expect(broken).toEqual([]);
  });

  it('the tarball’s types fit each way to import it, by the judgement of arethetypeswrong', async () => {
    const output = await app.bin(
      '@arethetypeswrong/cli/dist/index.js',
      ...[
        '--profile',
        'strict',
        '--format',
        'json',
        '--exclude-entrypoints',
        'openapi.yaml',
        'tokens.json',
        '--',
      ],
      inject('tarball'),
    );
    const { analysis, problems } = JSON.parse(output) as {
      analysis: { entrypoints: Record<string, unknown> };
      problems?: object;
    };
    expect(problems ?? {}).toEqual({});
    expect(Object.keys(analysis.entrypoints)).toEqual([
      '.',
      './native',
      './server',
      './testing',
      './testing/cypress',
      './testing/playwright',
      './styles.css',
      './package.json',
    ]);
  });

  it('the tarball marks each component, hook and language as client code, and no other file, so that a server component loads those that it imports', async () => {
    const directives: Record<string, string[]> = {};
    for (const file of await readdir(dist, { recursive: true })) {
      if (!/\.c?js$/.test(file)) continue;
      directives[file] = directivesOf(await readFile(join(dist, file), 'utf8'));
    }
    expect(directives['index.cjs']).toEqual(['use strict', 'use client']);
    const exported = importsOf('index.js', await readFile(join(dist, 'index.js'), 'utf8'));
    const makers = exported
      .map(({ specifier }) => specifier.slice(2))
      .filter((file) => /^(components|react|messages)\//.test(file));
    expect(makers).toContain('components/button/relink-button.js');
    const marked = Object.keys(directives).filter((file) =>
      directives[file]?.includes('use client'),
    );
    expect(marked.sort()).toEqual([...makers, 'index.cjs'].sort());
    expect(Object.keys(directives).length).toBeGreaterThan(100);
  });

  it('an app can import the entries of the tarball, and no file behind them', async () => {
    const files = (await readdir(dist, { recursive: true })).filter((file) => /\.c?js$/.test(file));
    const paths = files.flatMap((file) => [`dist/${file}`, file, file.replace(/\.c?js$/, '')]);
    await app.write({
      'internal.mjs': `
        const open = new Set();
        for (const path of ${JSON.stringify(paths)}) {
          try {
            import.meta.resolve('react-plaid-relink/' + path);
            open.add(path);
          } catch ({ code }) {
            if (code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') open.add(path + ': ' + code);
          }
        }
        console.log([...open].sort().join());`,
    });
    expect(await app.node('internal.mjs')).toBe(
      'native,server,testing,testing/cypress,testing/playwright\n',
    );
  });

  describe('the public API', () => {
    const check = () =>
      app.node('--import', 'tsx', API_REPORT, '--check', '--package', join(app.dir, 'copy'));

    beforeAll(async () => {
      // What is under node_modules is not looked at.
      await cp(installed, join(app.dir, 'copy'), { recursive: true });
    });

    it('the public API is what the reports in etc/ say', async () => {
      expect(await check()).toMatch(/^(etc\/[\w-]+\.api\.md: unchanged\n){6}$/);
    });

    it('an addition to the public API fails without a report', async () => {
      for (const [entry, added] of [
        ['index', 'export declare function unreported(): void;'],
        ['server', 'export interface Unreported {}'],
        ['testing', 'export declare const unreported: 1;'],
      ] as const) {
        await appendFile(join(app.dir, `copy/dist/${entry}.d.ts`), `\n${added}\n`);
      }
      await expect(check()).rejects.toThrow(
        /index.api.md: changed\n.*server.api.md: changed\n.*testing.api.md: changed\n/,
      );
    });
  });
});

async function markdownOf(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith('.md')).sort();
}

/** The directives before a module's first statement: anything after it would be a string that does nothing. */
function directivesOf(code: string): string[] {
  const [prologue = ''] = /^(\s*(["'])use \w+\2;?)*/.exec(code) ?? [];
  return [...prologue.matchAll(/(["'])(.*?)\1/g)].map(([, , name]) => name ?? '');
}

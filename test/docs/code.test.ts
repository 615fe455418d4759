import { existsSync } from 'node:fs';
import { transform } from 'esbuild';
import { JSDOM } from 'jsdom';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { blocksOf, isBuilt, pages, readText } from '../support/markdown';
import { compileBlocks, pathOf } from '../support/compile-blocks';
import { wordsOf } from './dom-words';

const blocks = pages().flatMap(blocksOf);
const named = blocks.map((block) => ({ name: `${block.page}:${block.line}`, block }));
const inLanguage = (...languages: string[]) =>
  named.filter(({ block }) => languages.includes(block.language));

/** A block that shows a file is compiled as that file. */
const own = inLanguage('ts', 'tsx').filter(({ block }) => block.shows === null && !isBuilt(block));
const problems = compileBlocks(own.map(({ block }) => block));

const manifest = JSON.parse(readText('package.json')) as Record<string, Record<string, string>>;
const packages = [
  'react-plaid-relink',
  ...Object.keys({ ...manifest.peerDependencies, ...manifest.devDependencies }),
];
const styles = readText('src/styles.css');
const known = new JSDOM().window.document.body.style;

/** Misspelt syntax and properties, and names that this package does not have. */
async function mistakesInCss(code: string): Promise<string[]> {
  const { warnings } = await transform(code, { loader: 'css' });
  const custom = [...code.matchAll(/--relink-[\w-]+/g)].map(([name]) => name);
  const properties = [...code.matchAll(/[{;]\s*([a-z][a-z-]*):/g)].map(([, name = '']) => name);
  const words = [...code.matchAll(/\[(data-[\w-]+)='([\w-]+)'\]/g)];
  return [
    ...warnings.map(({ text }) => text),
    ...properties.filter((name) => !(name in known)),
    ...custom.filter((name) => !styles.includes(`var(${name}, `)),
    ...words.flatMap(([all, attribute = '', word = '']) =>
      wordsOf[attribute]?.includes(word) ? [] : [all],
    ),
  ];
}

/** A call of the package's command, with options that it knows. */
function isOwnCommand(line: string): boolean {
  const [, name = '', rest = ''] =
    /^npx react-plaid-relink (check-gateway|fake-plaid)((?: .*)?)$/.exec(line) ?? [];
  if (name === '') return false;
  const usage = readText(`src/cli/${name}.ts`);
  const options = rest.match(/--[\w-]+/g) ?? [];
  const isCheckOfUrl = name !== 'check-gateway' || /^ https?:/.test(rest);
  return isCheckOfUrl && options.every((option) => usage.includes(`  ${option} `));
}

/**
 * Lines that neither install packages that this repository has, nor run an npm script (see scripts.test.ts) or the
 * package's own command.
 */
function mistakesInShell(code: string): string[] {
  return code
    .trim()
    .split('\n')
    .filter((line) => {
      const [, names = ''] = /^npm install (?:-D )?([\w@/. -]+)$/.exec(line) ?? [];
      const isInstall = names !== '' && names.split(' ').every((name) => packages.includes(name));
      const isScript = /^npm (start|test|run [\w:-]+)( +#.*)?$/.test(line);
      // Of docs/quick-start-vite-express.md, whose test runs it.
      const isServer = line === 'npx tsx watch --env-file=.env.development.local server/main.ts';
      return !isInstall && !isScript && !isServer && !isRegistryItem(line) && !isOwnCommand(line);
    });
}

/** Whether it copies from a file of this repository, at the address of its main branch. */
function isRegistryItem(line: string): boolean {
  const address = 'https://raw.githubusercontent.com/react-plaid-relink/react-plaid-relink/main/';
  const [command, path = ''] = line.split(address);
  return (
    command === 'npx shadcn add ' &&
    path.endsWith('.json') &&
    existsSync(new URL(`../../${path}`, import.meta.url))
  );
}

/** Pages whose files a reader copies: the comment that names the file is hidden where the page is rendered. */
const copied = blocks.filter(
  ({ page, file, shows }) => file !== null || (shows !== null && isCopied(page)),
);
function isCopied(page: string): boolean {
  return page.startsWith('docs/quick-start-');
}
/** The last line of text before the comment of a block. */
function captionOf({ page, line }: { page: string; line: number }): string {
  return readText(page).split('\n')[line - 5] ?? '';
}

describe('code in the documentation', () => {
  it('every code fence of the documentation begins or ends a block that these tests read', () => {
    const fences = pages().flatMap((page) => readText(page).match(/^\s*```/gm) ?? []);
    expect(fences).toHaveLength(2 * named.length);
    expect(named.length).toBeGreaterThan(0);
  });

  it.each(own)('the code of $name compiles strictly', ({ block }) => {
    expect(problems.get(pathOf(block))).toEqual([]);
  });

  it.each(named.filter(({ block }) => block.shows !== null))(
    'the block $name is the file that it shows',
    ({ block }) => {
      expect(block.code).toBe(readText(block.shows ?? ''));
    },
  );

  it.each(inLanguage('json', 'jsonc'))('the JSON of $name parses', ({ block }) => {
    const { error } = ts.parseConfigFileTextToJson('block.json', block.code);
    expect(error).toBeUndefined();
    if (block.language === 'json') expect(() => void JSON.parse(block.code)).not.toThrow();
  });

  it.each(inLanguage('css'))('the CSS of $name has no mistake', async ({ block }) => {
    expect(await mistakesInCss(block.code)).toEqual([]);
  });

  it('the check of CSS finds wrong syntax, properties, tokens and words of the DOM contract', async () => {
    const code = `.a { colour: red; margin: 0 }
      .a[data-state='broken'], [data-relink='notice'] { --relink-acent: red; color red }`;
    expect(await mistakesInCss(code)).toEqual([
      'Expected ":"',
      'colour',
      '--relink-acent',
      "[data-state='broken']",
    ]);
  });

  it.each(inLanguage('sh'))(
    'each command of $name installs known packages or runs a script',
    ({ block }) => {
      expect(mistakesInShell(block.code)).toEqual([]);
    },
  );

  it('the check of shell commands finds an unknown package and an unknown command', () => {
    const code =
      'npm install swr\nnpm install react-plaid-relnk swr\nnpm instal swr\nnpm start # x\nnpx react-plaid-relink check-gateway http://a --itemid i\nnpx react-plaid-relink fake-plaid --url http://a\nnpx react-plaid-relink fake-plaid --port 4001';
    expect(mistakesInShell(code)).toEqual([
      'npm install react-plaid-relnk swr',
      'npm instal swr',
      'npx react-plaid-relink check-gateway http://a --itemid i',
      'npx react-plaid-relink fake-plaid --url http://a',
    ]);
  });

  it('every block of the documentation is in a language that a test checks', () => {
    const checked = ['ts', 'tsx', 'json', 'jsonc', 'css', 'sh'];
    // The policy of docs/csp.md is tried in a browser, and test/unit/server-console.test.ts compares the line of the log.
    const elsewhere = ['docs/csp.md http', 'docs/errors/server.md text'];
    const unchecked = named.filter(
      ({ block: { language, shows, page } }) =>
        !checked.includes(language) && !shows && !elsewhere.includes(`${page} ${language}`),
    );
    expect(unchecked).toEqual([]);
  });

  it('the name of each file that a reader copies is in sight above its code', () => {
    expect(copied.length).toBeGreaterThan(30);
    const unnamed = copied.filter((block) => {
      const name = /^\*\*`(.+)`\*\*$/.exec(captionOf(block))?.[1] ?? '?';
      return !(block.file ?? block.shows ?? '').endsWith(name);
    });
    expect(unnamed.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
  });
});

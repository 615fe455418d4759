import { spawnSync } from 'node:child_process';
import prettier from 'prettier';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { blocksOf, pages, readText } from '../support/markdown';
import { compileBlocks, pathOf } from '../support/compile-blocks';

const blocks = pages().flatMap(blocksOf);
const named = blocks.map((block) => ({ name: `${block.page}:${block.line}`, block }));
const inLanguage = (...languages: string[]) =>
  named.filter(({ block }) => languages.includes(block.language));

/** A block that shows a file is compiled as that file. */
const own = inLanguage('ts', 'tsx').filter(({ block }) => block.shows === null);
const problems = compileBlocks(own.map(({ block }) => block));

describe('code in the documentation', () => {
  it('is read as a whole: every fence begins or ends one of these blocks', () => {
    const fences = pages().flatMap((page) => readText(page).match(/^\s*```/gm) ?? []);
    expect(fences).toHaveLength(2 * named.length);
    expect(named.length).toBeGreaterThan(0);
  });

  it.each(own)('$name compiles, strictly', ({ block }) => {
    expect(problems.get(pathOf(block))).toEqual([]);
  });

  it.each(named.filter(({ block }) => block.shows !== null))('$name is the file', ({ block }) => {
    expect(block.code).toBe(readText(block.shows ?? ''));
  });

  it.each(inLanguage('json', 'jsonc'))('$name parses', ({ block }) => {
    const { error } = ts.parseConfigFileTextToJson('block.json', block.code);
    expect(error).toBeUndefined();
    if (block.language === 'json') expect(() => void JSON.parse(block.code)).not.toThrow();
  });

  it.each(inLanguage('css'))('$name parses', async ({ block }) => {
    await expect(prettier.format(block.code, { parser: 'css' })).resolves.toBeTruthy();
  });

  it.each(inLanguage('sh'))('$name is shell', ({ block }) => {
    expect(spawnSync('bash', ['-n'], { input: block.code, encoding: 'utf8' }).stderr).toBe('');
  });

  it('has no other block than what a test checks, here or where the file is', () => {
    const checked = ['ts', 'tsx', 'json', 'jsonc', 'css', 'sh'];
    // The policy of docs/csp.md is tried in a browser.
    const elsewhere = ['docs/csp.md http'];
    const unchecked = named.filter(
      ({ block: { language, shows, page } }) =>
        !checked.includes(language) && !shows && !elsewhere.includes(`${page} ${language}`),
    );
    expect(unchecked).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { hexOf, tokensJson } from '../../scripts/tokens-json.ts';
import { oklch, propertyOf, TOKENS, type Token } from '../../src/tokens';
import { readText } from '../support/markdown';
import { parts } from './dom-words';

const page = readText('docs/theming.md');
/** Every default in styles.css, on one line; of a colour both, the light one first. */
const defaults = [
  ...readText('src/styles.css').matchAll(/--_([\w-]+):\s*var\(\s*--relink-\1,\s*([^;]+?)\s*\);/g),
].map(([, name = '', css = '']) => ({ name, css: css.replace(/\s+/g, ' ') }));
const names = TOKENS.map(({ name }) => name);

describe('the list of tokens', () => {
  it('styles.css has the custom properties of the list, and no other', () => {
    expect([...new Set(defaults.map(({ name }) => name))].sort()).toEqual(names.toSorted());
  });

  it.each(TOKENS)('styles.css has the default of $name that the list has', (token) => {
    const [first] = defaults.filter(({ name }) => name === token.name);
    const wanted = token.kind === 'colour' ? oklch(token.light) : token.css;
    expect(first?.css).toBe(token.name === 'neutral' ? 'var(--_muted)' : wanted);
  });
});

describe('tokens.json', () => {
  /** A group of the Design Tokens Community Group's format, 2025.10. */
  type Group = Record<string, { $type: string; $value: unknown; $description: string }>;
  const file = JSON.parse(tokensJson()) as Record<'light' | 'dark' | 'size', Group>;

  it.each(['light', 'dark'] as const)('tokens.json has every colour of the list, %s', (scheme) => {
    const colours = TOKENS.filter((token) => token.kind === 'colour');
    expect(Object.keys(file[scheme])).toEqual(colours.map(({ name }) => name));
    for (const token of colours) {
      expect(file[scheme][token.name]).toMatchObject({
        $type: 'color',
        $value: {
          colorSpace: 'oklch',
          components: token[scheme],
          hex: hexOf(token[scheme]),
        },
      });
    }
  });

  it('tokens.json has every size of the list that is a number', () => {
    expect(file.size.radius).toMatchObject({
      $type: 'dimension',
      $value: { value: 8, unit: 'px' },
    });
    expect(file.size.density).toMatchObject({ $type: 'number', $value: 1 });
    expect(Object.keys(file.size)).toEqual(
      TOKENS.filter(
        (token) => token.kind === 'number' || (token.kind === 'length' && token.px !== null),
      ).map(({ name }) => name),
    );
  });

  it('every name in tokens.json is one that the format allows', () => {
    const names = Object.values(file).flatMap((group) => Object.keys(group));
    expect(names.filter((name) => /^\$|[{}.]/.test(name))).toEqual([]);
  });
});

describe('docs/theming.md', () => {
  it.each(TOKENS)('docs/theming.md has a row with $name and its default', (token) => {
    expect(page).toContain(`\n${rowOf(token)}\n`);
  });

  it('docs/theming.md has the properties of the list, and no other', () => {
    const told = [...page.matchAll(/^\| `--relink-([\w-]+)`/gm)].map(([, name]) => name);
    expect(told.toSorted()).toEqual(names.toSorted());
  });

  it('docs/theming.md has the parts of the DOM contract, and no other', () => {
    const [, table = ''] = /^\| `data-relink` \|.*\n\|[-|]+\n((?:\|.*\n)+)/m.exec(page) ?? [];
    const told = [...table.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name),
    );
    expect(told.sort()).toEqual(parts.toSorted());
  });
});

function rowOf(token: Token): string {
  const cells =
    token.kind === 'colour'
      ? [oklch(token.light), oklch(token.dark)]
      : [token.css.replaceAll('var(--_', 'var(--relink-')];
  const from = token.kind === 'colour' && token.from ? `. By default ${token.from}` : '';
  return `| \`${[propertyOf(token), ...cells].join('` | `')}\` | ${token.text}${from} |`;
}

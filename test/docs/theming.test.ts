import { describe, expect, it } from 'vitest';
import { propertyOf, TOKENS } from '../../stories/theming/tokens';
import { readText } from '../support/markdown';

const page = readText('docs/theming.md');
const properties = [
  ...readText('src/styles.css').matchAll(/var\((--relink-[\w-]+), (.+)\);$/gm),
].map(([, name = '', usual = '']) => ({ name, usual }));
const contract = readText('src/components/dom/dom-contract.ts');
const parts = [...(/RelinkPart =([^;]+);/.exec(contract)?.[1] ?? '').matchAll(/'([\w-]+)'/g)].map(
  ([, name = '']) => name,
);

describe('docs/theming.md', () => {
  it.each(properties)('has $name and its default', ({ name, usual }) => {
    expect(page).toContain(`| \`${name}\` | \`${usual}\` |`);
  });

  it('has the properties that the story has, and no other', () => {
    const told = [...page.matchAll(/^\| `(--relink-[\w-]+)`/gm)].map(([, name]) => name);
    expect(told).toEqual(TOKENS.map(propertyOf));
    expect(told.toSorted()).toEqual(properties.map(({ name }) => name).sort());
  });

  it('is held to the parts of the DOM contract', () => {
    expect(parts).toEqual(expect.arrayContaining(['button', 'notice', 'list', 'announcer']));
  });

  it.each(parts)('has the part %s', (name) => {
    expect(page).toMatch(new RegExp(`^\\|[^|]*\`${name}\``, 'm'));
  });
});

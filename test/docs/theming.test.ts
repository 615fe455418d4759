import { describe, expect, it } from 'vitest';
import { propertyOf, TOKENS } from '../../stories/theming/tokens';
import { readText } from '../support/markdown';
import { parts } from './dom-words';

const page = readText('docs/theming.md');
const properties = [
  ...readText('src/styles.css').matchAll(/var\((--relink-[\w-]+), (.+)\);$/gm),
].map(([, name = '', usual = '']) => ({ name, usual }));

describe('docs/theming.md', () => {
  it.each(properties)('docs/theming.md has $name and its default', ({ name, usual }) => {
    expect(page).toContain(`| \`${name}\` | \`${usual}\` |`);
  });

  it('docs/theming.md has the properties that styles.css and the story have, and no other', () => {
    const told = [...page.matchAll(/^\| `(--relink-[\w-]+)`/gm)].map(([, name]) => name);
    expect(told).toEqual(TOKENS.map(propertyOf));
    expect(told.toSorted()).toEqual(properties.map(({ name }) => name).sort());
  });

  it('docs/theming.md has the parts of the DOM contract, and no other', () => {
    const [, table = ''] = /^\| `data-relink` \|.*\n\|[-|]+\n((?:\|.*\n)+)/m.exec(page) ?? [];
    const told = [...table.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name),
    );
    expect(told.sort()).toEqual(parts.toSorted());
  });
});

import { render } from '@testing-library/react';
import { RelinkButton, RelinkProvider } from 'react-plaid-relink';
import { afterEach, describe, expect, it } from 'vitest';
import theming from '../../docs/theming.md?raw';
import '../../src/styles.css';

const [, section = ''] = /^## Your own colours\n([\s\S]*?)^## /m.exec(theming) ?? [];
const blocks = [...section.matchAll(/^```css\n([\s\S]*?)^```/gm)].map(([, css = '']) => css);
/** As in a page that sets no `color-scheme`. */
const withoutScheme = blocks.map((css) => css.replace(/^ *color-scheme:.*\n/gm, ''));

const LIGHT = 'rgb(124, 45, 146)';
const DARK = 'rgb(215, 164, 230)';
const html = document.documentElement;

afterEach(() => {
  html.removeAttribute('class');
  html.removeAttribute('data-theme');
});

describe.each([
  ['light-dark()', blocks[0]],
  ['light-dark(), where the page sets no color-scheme', withoutScheme[0]],
  ['a rule of its own', blocks[1]],
])('an accent by %s', (_, css) => {
  it.each([
    ['<html class="dark">', 'class', 'dark', DARK],
    ['<html class="light">', 'class', 'light', LIGHT],
    ['<html data-theme="dark">', 'data-theme', 'dark', DARK],
  ])('docs/theming.md: the accent of a button follows %s', (_name, attribute, value, colour) => {
    html.setAttribute(attribute, value);
    render(
      <RelinkProvider gateway={{ createLinkToken: () => new Promise(() => {}) }}>
        <style>{css}</style>
        <RelinkButton itemId="item-a" prepareOn="click" />
      </RelinkProvider>,
    );
    const button = document.querySelector('[data-relink="button"]');
    expect(button && getComputedStyle(button).backgroundColor).toBe(colour);
  });
});

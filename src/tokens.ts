/**
 * The custom properties of styles.css, for the build, the docs and the stories; no app loads this file. `dist/tokens.json`
 * is made of this list, and tests hold styles.css and docs/theming.md to it.
 */

/** Lightness from 0 to 1, chroma, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

interface Described {
  /** Without `--relink-`. */
  name: string;
  /** What it is for. */
  text: string;
}

export interface ColourToken extends Described {
  kind: 'colour';
  light: Oklch;
  dark: Oklch;
  /** How styles.css gets the value, where it comes from another token. */
  from?: string;
}

export interface LengthToken extends Described {
  kind: 'length';
  /** In pixels, by default; null where the content decides. */
  px: number | null;
  /** The default in styles.css. */
  css: string;
}

export interface OtherToken extends Described {
  kind: 'number' | 'font';
  css: string;
}

export type Token = ColourToken | LengthToken | OtherToken;

const WHITE: Oklch = [1, 0, 0];
const MUTED = { light: [0.48, 0.02, 264], dark: [0.74, 0.015, 264] } as const;

export const TOKENS: readonly Token[] = [
  {
    name: 'accent',
    kind: 'colour',
    light: [0.55, 0.19, 262],
    dark: [0.55, 0.19, 262],
    text: 'The button, and the current step',
  },
  {
    name: 'on-accent',
    kind: 'colour',
    light: WHITE,
    dark: WHITE,
    from: 'white or black, which has 4.5 : 1 on the accent',
    text: 'Text on the button',
  },
  {
    name: 'surface',
    kind: 'colour',
    light: WHITE,
    dark: [0.2, 0.012, 264],
    text: 'The background of a notice, a list and a secondary button',
  },
  {
    name: 'raised',
    kind: 'colour',
    light: [0.985, 0.003, 264],
    dark: [0.235, 0.013, 264],
    text: 'The background of the current row',
  },
  {
    name: 'text',
    kind: 'colour',
    light: [0.22, 0.02, 264],
    dark: [0.96, 0.005, 264],
    text: 'Titles, and secondary buttons',
  },
  { name: 'muted', kind: 'colour', ...MUTED, text: 'Other text, and plain and disabled buttons' },
  {
    name: 'border',
    kind: 'colour',
    light: [0.91, 0.008, 264],
    dark: [0.31, 0.012, 264],
    text: 'Lines, which are decoration',
  },
  {
    name: 'edge',
    kind: 'colour',
    light: [0.64, 0.015, 264],
    dark: [0.52, 0.015, 264],
    text: 'The edge of a secondary button',
  },
  {
    name: 'ring',
    kind: 'colour',
    light: [0.53, 0.17, 262],
    dark: [0.7, 0.17, 262],
    from: 'the accent’s hue, at a lightness that shows on the page',
    text: 'The focus ring, and the badge of new accounts',
  },
  {
    name: 'warning',
    kind: 'colour',
    light: [0.5, 0.12, 62],
    dark: [0.83, 0.13, 80],
    text: 'A connection that needs the user',
  },
  {
    name: 'danger',
    kind: 'colour',
    light: [0.51, 0.19, 25],
    dark: [0.76, 0.14, 22],
    text: 'A failure, and a connection that is lost',
  },
  {
    name: 'success',
    kind: 'colour',
    light: [0.46, 0.12, 155],
    dark: [0.8, 0.14, 155],
    text: 'A connection that is repaired',
  },
  {
    name: 'neutral',
    kind: 'colour',
    ...MUTED,
    from: '`--relink-muted`',
    text: 'A problem that passes by itself',
  },
  { name: 'radius', kind: 'length', px: 8, css: '8px', text: 'The corners of a button' },
  {
    name: 'box-radius',
    kind: 'length',
    px: 12,
    css: 'min(1.5 * var(--_radius), 1.5rem)',
    text: 'The corners of a notice and of a list',
  },
  {
    name: 'density',
    kind: 'number',
    css: '1',
    text: 'A factor for distances and heights: `0.8` is dense',
  },
  {
    name: 'space',
    kind: 'length',
    px: 16,
    css: 'calc(16px * var(--_density))',
    text: 'Distances in a notice and in a list',
  },
  {
    name: 'height',
    kind: 'length',
    px: 36,
    css: 'calc(36px * var(--_density))',
    text: 'The minimum height of a button; `44px` where the pointer is coarse, as a finger is',
  },
  {
    name: 'button-width',
    kind: 'length',
    px: null,
    css: 'auto',
    text: 'The width of a button. By default that of its widest label, at least 8.5rem',
  },
  {
    name: 'logo-size',
    kind: 'length',
    px: 40,
    css: '40px',
    text: 'The logo of a notice; in a list, 9/10 of it',
  },
  {
    name: 'heading-size',
    kind: 'length',
    px: 17,
    css: 'max(1.0625rem, 17px)',
    text: 'The title of a list',
  },
  {
    name: 'title-size',
    kind: 'length',
    px: 15,
    css: 'max(0.9375rem, 15px)',
    text: 'The title of a notice and of a row',
  },
  {
    name: 'text-size',
    kind: 'length',
    px: 14,
    css: 'max(0.875rem, 14px)',
    text: 'Texts and buttons',
  },
  {
    name: 'small-size',
    kind: 'length',
    px: 13,
    css: 'max(0.8125rem, 13px)',
    text: 'Errors, and the line about the password',
  },
  {
    name: 'font',
    kind: 'font',
    css: 'inherit',
    text: 'The font, as in the CSS property font. The sizes above replace its size',
  },
];

export const propertyOf = ({ name }: Described): `--relink-${string}` => `--relink-${name}`;

export const oklch = (colour: Oklch): string => `oklch(${colour.join(' ')})`;

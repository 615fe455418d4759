import { tokensJson } from '../../scripts/tokens-json';
import { TOKENS } from './tokens';

export type Scheme = 'light' | 'dark';
export type Properties = Readonly<Record<`--relink-${string}`, string>>;
/** What `:root` sets, and what a dark page sets beside it. */
export type TokenValues = Readonly<Record<Scheme, Properties>>;

/** The style sheet that an app writes. */
export function cssOf({ light, dark }: TokenValues): string {
  const block = (selector: string, properties: Properties): string => {
    const lines = Object.entries(properties).map(([name, value]) => `  ${name}: ${value};`);
    return lines.length === 0 ? '' : `${selector} {\n${lines.join('\n')}\n}\n`;
  };
  const css = block(':root', light) + block(":where(.dark, [data-theme='dark'])", dark);
  return css || '/* Every value is the default of react-plaid-relink/styles.css. */\n';
}

/** `tokens.json` of the package with these values in it, as the Design Tokens Community Group writes them. */
export function jsonOf(values: TokenValues): string {
  const file = JSON.parse(tokensJson()) as Record<string, Record<string, { $value: unknown }>>;
  for (const { name, kind } of TOKENS) {
    const property = `--relink-${name}` as const;
    for (const scheme of ['light', 'dark'] as const) {
      const value = values[scheme][property] ?? values.light[property];
      const group = file[kind === 'colour' ? scheme : 'size'];
      if (value !== undefined && group?.[name]) group[name].$value = designValue(value);
    }
  }
  return `${JSON.stringify(file, null, 2)}\n`;
}

function designValue(value: string): object | number | string {
  if (/^#[\da-f]{6}$/i.test(value)) {
    const components = [1, 3, 5].map(
      (at) => Math.round((Number.parseInt(value.slice(at, at + 2), 16) / 255) * 1e4) / 1e4,
    );
    return { colorSpace: 'srgb', components, alpha: 1, hex: value };
  }
  const [, number, unit] = /^(-?[\d.]+)(px|rem)?$/.exec(value) ?? [];
  if (number === undefined) return value;
  return unit ? { value: Number(number), unit } : Number(number);
}

/** Storybook takes letters, digits, `_` and `-` in an address. */
export function encodeValues(values: TokenValues): string {
  return btoa(JSON.stringify(values)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Null for a text that is none, since an address may contain any. */
export function decodeValues(text: string): TokenValues | null {
  try {
    const values: unknown = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
    const { light, dark } = values as Record<Scheme, unknown>;
    return { light: propertiesIn(light), dark: propertiesIn(dark) };
  } catch {
    return null;
  }
}

function propertiesIn(value: unknown): Properties {
  const entries = Object.entries(value ?? {}).filter(
    ([name, text]) => name.startsWith('--relink-') && typeof text === 'string',
  );
  return Object.fromEntries(entries);
}

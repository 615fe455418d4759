/**
 * The tokens in the format of the Design Tokens Community Group, version 2025.10
 * (https://www.designtokens.org/TR/2025.10/format/), which Style Dictionary, Tokens Studio and Figma read: a group for
 * each scheme, and one for sizes. `hex` is for tools without OKLCH.
 */
import { TOKENS, type Oklch, type Token } from '../src/tokens.ts';

interface DesignToken {
  $type: 'color' | 'dimension' | 'number';
  $value: object | number;
  $description: string;
}

export function tokensJson(): string {
  const file = {
    $description: 'The custom properties of react-plaid-relink/styles.css, without "--relink-".',
    light: groupOf((token) => colourOf(token, 'light')),
    dark: groupOf((token) => colourOf(token, 'dark')),
    size: groupOf(sizeOf),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function groupOf(valueOf: (token: Token) => Omit<DesignToken, '$description'> | null) {
  const group: Record<string, DesignToken> = {};
  for (const token of TOKENS) {
    const value = valueOf(token);
    if (value) group[token.name] = { ...value, $description: token.text.replaceAll('`', '') };
  }
  return group;
}

function colourOf(
  token: Token,
  scheme: 'light' | 'dark',
): Omit<DesignToken, '$description'> | null {
  if (token.kind !== 'colour') return null;
  const components = token[scheme];
  return {
    $type: 'color',
    $value: { colorSpace: 'oklch', components, alpha: 1, hex: hexOf(components) },
  };
}

function sizeOf(token: Token): Omit<DesignToken, '$description'> | null {
  if (token.kind === 'number') return { $type: 'number', $value: Number(token.css) };
  if (token.kind !== 'length' || token.px === null) return null;
  return { $type: 'dimension', $value: { value: token.px, unit: 'px' } };
}

/** The nearest colour in sRGB, each channel cut off at its ends. The matrices are those of CSS Color 4. */
export function hexOf([lightness, chroma, hue]: Oklch): string {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ].map((share) => {
    const coded = share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055;
    return Math.round(255 * Math.min(Math.max(coded, 0), 1));
  });
  return `#${channels.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

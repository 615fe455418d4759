import { drawPng, toBase64 } from './png';

/** What `/institutions/get_by_id` says with `include_optional_metadata`. All of it is made up. */
export interface InstitutionBrand {
  url: string;
  /** `#rrggbb` */
  primary_color: string;
  /** A PNG of 152 × 152 pixels in base64, or null: not all banks have one (plaid.com/docs/api/institutions). */
  logo: string | null;
}

const SIDE = 152;

/** How light a pixel is: 0 is the bank's colour, 3 is white. */
type Pattern = (x: number, y: number) => number;

const isWithin = (x: number, y: number, radius: number, [atX, atY] = [76, 76]): boolean =>
  (x - atX) ** 2 + (y - atY) ** 2 <= radius ** 2;
const stripe = (at: number, period: number, width: number): number => (at % period < width ? 1 : 0);

/** A platypus from above: bill, eyes, feet, body and tail. */
const platypus: Pattern = (x, y) => {
  const side = 76 + Math.abs(x - 76);
  if (isWithin(side, y, 3, [83, 54])) return 0;
  if (isWithin(side, y, 9, [84, 28]) || isWithin(side, y, 14, [80, 34])) return 2;
  const isFoot = isWithin(side, y, 11, [108, 68]) || isWithin(side, y, 11, [108, 100]);
  const isTail = isWithin(side, y, 13, [76, 128]);
  if (isFoot || isTail) return 1;
  const isBody =
    isWithin(side, y, 18, [76, 54]) || (side - 76) ** 2 + ((y - 86) * 0.8) ** 2 <= 28 ** 2;
  return isBody ? 3 : 0;
};
const gingham: Pattern = (x, y) => stripe(x, 38, 19) + stripe(y, 38, 19) * 2;
const tattersall: Pattern = (x, y) =>
  Math.max(stripe(x + 11, 38, 6) * 3, stripe(y + 11, 38, 6) * 2);
const tartan: Pattern = (x, y) =>
  Math.min(
    3,
    stripe(x + 20, 76, 30) + stripe(y + 20, 76, 30) + stripe(x + 66, 76, 6) + stripe(y + 66, 76, 6),
  );
const houndstooth: Pattern = (x, y) => {
  const [u, v] = [x % 76, y % 76];
  const [isRight, isLow] = [u >= 38, v >= 38];
  if (isRight === isLow) return isRight ? 0 : 3;
  return (u + v) % 38 < 19 ? 3 : 0;
};
/** A way out, and back. */
const oauth: Pattern = (x, y) => {
  const isOuter = isWithin(x, y, 56) && !isWithin(x, y, 40);
  return isOuter && !(x > 76 && y > 60 && y < 92) ? 3 : isWithin(x, y, 18) ? 2 : 0;
};

const BRANDS: Readonly<Record<string, [host: string, colour: string, pattern: Pattern]>> = {
  ins_109508: ['first-platypus-bank', '#0b6e4f', platypus],
  ins_109509: ['first-gingham-credit-union', '#b3261e', gingham],
  ins_109510: ['tattersall-federal-credit-union', '#5b3a8c', tattersall],
  ins_109511: ['tartan-bank', '#1f4e9e', tartan],
  ins_109512: ['houndstooth-bank', '#22262b', houndstooth],
  ins_127287: ['platypus-oauth-bank', '#0a6c86', oauth],
};

const drawn = new Map<string, InstitutionBrand>();

/**
 * A bank's made-up brand. A bank that Sandbox does not have has no logo, and a colour that follows from its id, as Plaid does
 * it (plaid.com/docs/api/institutions, `primary_color`).
 */
export function brandOf(institutionId: string): InstitutionBrand {
  const known = drawn.get(institutionId);
  if (known) return known;
  const [host, colour, pattern] = BRANDS[institutionId] ?? ['bank', fallbackColour(institutionId)];
  const brand = {
    url: `https://${host}.example`,
    primary_color: colour,
    logo: pattern ? toBase64(drawPng(SIDE, tintsOf(colour), pattern)) : null,
  };
  // Of the banks that are drawn: an app's tests may make up any number of others.
  if (pattern) drawn.set(institutionId, brand);
  return brand;
}

function fallbackColour(institutionId: string): string {
  const sum = Array.from(institutionId).reduce(
    (all, letter) => (all * 31 + letter.charCodeAt(0)) >>> 0,
    7,
  );
  return `#${(sum & 0x7f7f7f).toString(16).padStart(6, '0')}`;
}

/** The colour itself, two tints, and white. */
function tintsOf(colour: string): string[] {
  const parts = (colour.match(/[\da-f]{2}/g) ?? []).map((digits) => Number.parseInt(digits, 16));
  return [0, 0.35, 0.7, 1].map((light) => {
    const tint = parts.map((part) => Math.round(part + (255 - part) * light));
    return `#${tint.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  });
}

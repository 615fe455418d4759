/** So many hues has a monogram, 30 degrees apart. A fixed set needs no style attribute, which a strict CSP forbids. */
const HUES = 12;

/** Below this chroma a colour is a grey, which has no hue. */
const GREY = 0.03;

/**
 * The hue of a bank's monogram, from 0 to 11: the one that is nearest to the bank's colour, else one by the bank's id or name,
 * so that the same bank has the same hue everywhere.
 *
 * @param color `#rgb` or `#rrggbb`
 */
export function monogramHue(idOrName: string, color?: string): number {
  const angle = color === undefined ? null : angleOf(color);
  return angle === null ? hash(idOrName) % HUES : Math.round((angle * HUES) / 360) % HUES;
}

/** One that is the first character of its name: a segmenter and the classes of Unicode take a page some 30 ms to set up. */
const PLAIN = /^[\da-z](?![^ -~])/i;

let segmenter: Intl.Segmenter | undefined;

/** The first letter or digit of a name as the user sees it, in upper case; empty where there is none. */
export function monogramLetter(name: string, locale: string): string {
  return upperCase(PLAIN.exec(name)?.[0] ?? firstLetter(name), locale);
}

function firstLetter(name: string): string {
  const text = name.slice(Math.max(name.search(/[\p{L}\p{N}]/u), 0));
  // Firefox has it since version 125.
  if ('Segmenter' in Intl) segmenter ??= new Intl.Segmenter();
  const [first] = segmenter?.segment(text) ?? [];
  return first?.segment ?? Array.from(text)[0] ?? '';
}

function upperCase(letter: string, locale: string): string {
  try {
    return letter.toLocaleUpperCase(locale);
  } catch {
    // An invalid language tag, which the texts of the notice report.
    return letter.toUpperCase();
  }
}

/** FNV-1a. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}

/** The hue of a colour in OKLCH, in degrees, or null for a grey. The matrices are those of CSS Color 4. */
function angleOf(color: string): number | null {
  const digits = color.length === 4 ? color.replace(/[\da-f]/gi, '$&$&') : color;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(parseInt(digits.slice(at, at + 2), 16) / 255),
  );
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short;
  if (Math.hypot(a, b) < GREY) return null;
  return ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
}

function linear(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

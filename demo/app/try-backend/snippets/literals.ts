/**
 * A text as a literal of each language, whatever it holds. Beside what would end the literal, everything is escaped that
 * an editor does not show: control characters, and those that turn the direction of the text around them.
 */

/** Invisible or deceptive, half a character, or a separator of lines. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]|[^\S ]/gu;

function escapeUnseen(text: string, escape: (code: number, character: string) => string): string {
  return text.replaceAll(UNSEEN, (character) => escape(character.codePointAt(0) ?? 0, character));
}

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** Go and Ruby have no literal for half of a surrogate pair. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '\ufffd');
}

export function typescript(text: string): string {
  const plain = text.replaceAll(/[\\']/g, '\\$&');
  return `'${escapeUnseen(plain, (code) => (code < 0x10000 ? `\\u${hex(code, 4)}` : `\\u{${hex(code, 1)}}`))}'`;
}

/** The value of a JSX attribute: as HTML writes it where that means the same, else as an expression. */
export function jsxAttribute(text: string): string {
  return /^[\w./:@~ -]*$/.test(text) ? `"${text}"` : `{${typescript(text)}}`;
}

export function python(text: string): string {
  const plain = text.replaceAll(/[\\']/g, '\\$&');
  return `'${escapeUnseen(plain, (code) => (code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`))}'`;
}

export function go(text: string): string {
  const plain = wellFormed(text).replaceAll(/[\\"]/g, '\\$&');
  return `"${escapeUnseen(plain, (code) => (code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`))}"`;
}

/** Single quotes interpolate nothing, and have no escapes for what is unseen. */
export function ruby(text: string): string {
  const whole = wellFormed(text);
  if (whole.search(UNSEEN) === -1) return `'${whole.replaceAll(/[\\']/g, '\\$&')}'`;
  const plain = whole.replaceAll(/[\\"#]/g, '\\$&');
  return `"${escapeUnseen(plain, (code) => `\\u{${hex(code, 1)}}`)}"`;
}

/** For POSIX shells, which take every character between single quotes as it is. */
export function shell(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** JSON of ASCII alone, so that nothing in it is unseen. */
export function json(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${hex(character.charCodeAt(0), 4)}`,
  );
}

import { redactSecrets } from './encodings';

/** The most characters of a text in a log. */
export const MAX_TEXT = 2_000;

/** How much of a text is looked at. Redaction makes it shorter, and what is left is cut to {@link MAX_TEXT}. */
const WINDOW = 4 * MAX_TEXT;

/** Line breaks, escape sequences of terminals, characters that turn the direction of writing, halves of characters. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const CONTROL_BUT_LINE_BREAK = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\u2028\u2029]/gu;

interface LogTextOptions {
  maxLength?: number;
  /** Whether the text may have several lines. @default false */
  lines?: boolean;
}

/** A text as it may stand in a log: without secrets, in one line, and cut. */
export function redactLog(
  text: string,
  { maxLength = MAX_TEXT, lines = false }: LogTextOptions = {},
): string {
  const redacted = redactSecrets(cutBefore(text));
  const escaped = redacted.replace(lines ? CONTROL_BUT_LINE_BREAK : CONTROL, escapeCharacter);
  const isWhole = text.length <= WINDOW && escaped.length <= maxLength;
  return isWhole ? escaped : `${escaped.slice(0, maxLength - 1)}…`;
}

/** A cut in the middle of a URL would leave its password without the `@` that tells it. */
function cutBefore(text: string): string {
  if (text.length <= WINDOW) return text;
  const cut = text.slice(0, WINDOW);
  const scheme = cut.lastIndexOf('://');
  return scheme > -1 && !/[\s@]/.test(cut.slice(scheme)) ? cut.slice(0, scheme) : cut;
}

const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return NAMES[character] ?? `\\u{${code.toString(16)}}`;
}

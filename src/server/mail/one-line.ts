const LINE_BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Also halves of a character, which no mail can be encoded with. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;
const LONGEST_NAME = /^.{0,100}/su;

/** A text without line breaks: one would begin another header. */
export function withoutLineBreaks(text: string): string {
  return text.replace(LINE_BREAKS, ' ');
}

/** A name as one line of text. A mark of direction in it would turn round what stands beside the name. */
export function oneLine(name: string): string {
  const line = withoutLineBreaks(name.replace(DIRECTION_MARKS, '')).trim();
  return LONGEST_NAME.exec(line)?.[0] ?? '';
}

/** A pointer that only crosses a list of buttons must not prepare each of them. */
export const HOVER_MS = 50;
/** Nor must a Tab key that is held: it moves on every 30 to 90 ms at the usual rates. */
export const FOCUS_MS = 150;

/** The page has one pointer and one focus, and prepares one button: all share one timer, and the newest intent counts. */
let timer: ReturnType<typeof setTimeout> | undefined;
let intended: object | undefined;

/** Calls `onIntent` once the pointer or the focus has stayed on `button` for `delayMs`. */
export function startIntent(button: object, onIntent: () => void, delayMs: number): void {
  clearTimeout(timer);
  intended = button;
  timer = setTimeout(onIntent, delayMs);
}

/** @param button stops only an intent for this button. @default any button */
export function stopIntent(button?: object): void {
  if (button && button !== intended) return;
  clearTimeout(timer);
  // A button that has left the page, with its element, is not held.
  timer = intended = undefined;
}

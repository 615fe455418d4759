/** A pointer that only crosses a list of buttons must not prepare each of them. */
const HOVER_MS = 50;

/** The page has one pointer, so all its buttons share one timer. */
let timer: ReturnType<typeof setTimeout> | undefined;
let hovered: object | undefined;

/** Calls `onIntent` once the pointer has rested on `button`. */
export function startHover(button: object, onIntent: () => void): void {
  clearTimeout(timer);
  hovered = button;
  timer = setTimeout(onIntent, HOVER_MS);
}

/** @param button stops only if the pointer is on this button. @default any button */
export function stopHover(button?: object): void {
  if (!button || button === hovered) clearTimeout(timer);
}

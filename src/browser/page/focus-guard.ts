import { focused, focusNearest, isFocusFree, positionOf, tryFocus } from './focus-place';

export interface FocusGuard {
  /** Link is gone, or going: whoever had the focus gets it back, unless somebody else has taken it. */
  giveBack(): void;
}

/** A dialog that was closed for Link may need some time until what is in it can have the focus again. */
const FRAMES = 30;

/** Link takes the focus and gives it back to nobody. Remembers who has it before Link opens. */
export function guardFocus(): FocusGuard {
  const holder = focused();
  if (!(holder instanceof HTMLElement) || isFocusFree()) return NOBODY;
  const origin = holder;
  const place = positionOf(origin);
  // A menu that closes at the click gives the focus to what opened it, maybe a moment later.
  let heir: HTMLElement | null = null;
  const onFocusIn = (event: FocusEvent): void => {
    const [target] = event.composedPath();
    if (target instanceof HTMLElement && target.tagName !== 'IFRAME') heir = target;
  };
  document.addEventListener('focusin', onFocusIn);
  let frame = 0;

  function attempt(left: number): void {
    if (!isFocusFree() || tryFocus(origin)) return;
    if (origin.isConnected && left > 0) {
      frame = requestAnimationFrame(() => attempt(left - 1));
    } else if (!heir?.isConnected || !tryFocus(heir)) focusNearest(place);
  }
  return {
    giveBack() {
      document.removeEventListener('focusin', onFocusIn);
      cancelAnimationFrame(frame);
      attempt(FRAMES);
    },
  };
}

const NOBODY: FocusGuard = { giveBack() {} };

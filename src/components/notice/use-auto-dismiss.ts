import { useEffect, useRef, type RefObject } from 'react';
import { browserEnvironment as env } from '../../browser/environment';
import { focused } from '../../browser/page/focus';
import { useLatest } from '../../react/use-latest';

/** How long a notice of a repair stays. */
export const DISMISS_AFTER_MS = 8_000;

/** Browsers fire a longer timer at once, and Infinity too. These are 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Takes an element away some time after its work is done. The time begins again where the user has pointed at the element,
 * had the focus in it, or had the page in the background: none of them loses it while reading.
 *
 * @param isDone whether the time runs
 * @param afterMs false where the element stays until the user takes it away
 */
export function useAutoDismiss(
  root: RefObject<HTMLElement | null>,
  isDone: boolean,
  afterMs: number | false,
  dismiss: () => void,
): void {
  const latest = useLatest(dismiss);
  const isHovered = useRef(false);
  useEffect(() => {
    const element = root.current;
    if (!isDone || afterMs === false || !element) return;
    let cancel = (): void => {};
    const restart = (hasFocus: boolean): void => {
      cancel();
      const isHeld = isHovered.current || hasFocus || !env.isVisible();
      const delayMs = Math.min(afterMs, LONGEST_TIMER_MS);
      cancel = isHeld ? () => {} : env.setTimer(() => latest()(), delayMs);
    };
    const holds = (node: EventTarget | null): boolean =>
      node instanceof Node && element.contains(node);
    const onPointer = ({ type }: Event): void => {
      isHovered.current = type === 'pointerenter';
      restart(holds(focused()));
    };
    const onFocus = ({ type, target, relatedTarget }: FocusEvent): void =>
      restart(holds(type === 'focusin' ? target : relatedTarget));
    element.addEventListener('pointerenter', onPointer);
    element.addEventListener('pointerleave', onPointer);
    element.addEventListener('focusin', onFocus);
    element.addEventListener('focusout', onFocus);
    const stopWaking = env.onWake(() => restart(holds(focused())));
    isHovered.current = element.matches(':hover');
    restart(holds(focused()));
    return () => {
      cancel();
      stopWaking();
      element.removeEventListener('pointerenter', onPointer);
      element.removeEventListener('pointerleave', onPointer);
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('focusout', onFocus);
    };
  }, [root, isDone, afterMs, latest]);
}

import { holdsLink, type RelinkView } from '../../core/client/session-types';
import type { RelinkError } from '../../core/errors/relink-error';

/** A view as a button shows it. Of its own identity, so that a button which loads this chunk late renders again. */
export type PacedView = RelinkView & {
  /** How long the backend asks to wait before another try. */
  readonly secondsLeft?: number | undefined;
};

/** A check that is over within this time is not shown at all: its text could not be read. */
const CONFIRMING_DELAY_MS = 200;
/** How long a status stays once it is shown, though the session goes on. */
const HOLD_MS: Partial<Record<RelinkView['status'], number>> = { confirming: 400, relinked: 1_500 };
/** A longer wait is not counted down: the user will not sit through it. */
const LONGEST_COUNTDOWN_MS = 10 * 60_000;

interface Pace {
  newest: RelinkView;
  shown: PacedView;
  /** Why `newest` is not shown yet. A delay ends with the next view, a hold does not. */
  waiting: 'delay' | 'hold' | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** When each wait ends: a button that mounts later shows the same wait. */
const ends = new WeakMap<RelinkError, number>();
const paces = new WeakMap<() => void, Pace>();

/**
 * The view that a button shows while its session has `newest`, so that no status flickers and a wait is counted down.
 *
 * @param update lets the button ask again; one function for each button
 */
export function pacedView(newest: RelinkView, update: () => void): PacedView {
  const pace = paces.get(update);
  if (!pace) {
    if (/^(idle|preparing|ready)$/.test(newest.status)) return newest;
    const created: Pace = { newest, shown: newest, waiting: null, timer: undefined };
    paces.set(update, created);
    show(created, update);
    return created.shown;
  }
  if (pace.newest !== newest) {
    pace.newest = newest;
    // A click is acknowledged at once.
    if (pace.waiting !== 'hold' || holdsLink(newest.status)) next(pace, update);
  }
  return pace.shown;
}

function next(pace: Pace, update: () => void): void {
  if (pace.newest.status === 'confirming')
    wait(pace, 'delay', CONFIRMING_DELAY_MS, () => {
      show(pace, update);
      update();
    });
  else show(pace, update);
}

function show(pace: Pace, update: () => void): void {
  const { newest } = pace;
  clearTimeout(pace.timer);
  pace.waiting = null;
  pace.shown = { ...newest };
  const holdMs = HOLD_MS[newest.status];
  if (holdMs !== undefined)
    wait(pace, 'hold', holdMs, () => {
      if (pace.newest === newest) return;
      next(pace, update);
      update();
    });
  const { error } = newest;
  const { retryAfterMs = null } = error ?? {};
  if (!error || retryAfterMs === null || retryAfterMs > LONGEST_COUNTDOWN_MS) return;
  const until = ends.get(error) ?? Date.now() + retryAfterMs;
  ends.set(error, until);
  countDown(pace, until, update);
}

/** The timers of a background tab are late, so the time left is asked of the clock. */
function countDown(pace: Pace, until: number, update: () => void): void {
  const secondsLeft = Math.ceil((until - Date.now()) / 1_000);
  pace.shown = { ...pace.newest, secondsLeft: secondsLeft > 0 ? secondsLeft : undefined };
  if (secondsLeft <= 0) return;
  pace.timer = setTimeout(() => {
    countDown(pace, until, update);
    update();
  }, 1_000);
}

function wait(pace: Pace, why: 'delay' | 'hold', delayMs: number, onEnd: () => void): void {
  clearTimeout(pace.timer);
  pace.waiting = why;
  pace.timer = setTimeout(() => {
    pace.waiting = null;
    onEnd();
  }, delayMs);
}

import { vi } from 'vitest';

const START = Date.UTC(2026, 10, 1);
const MAX_TIMER_MS = 2 ** 31 - 1;

const realSetTimeout = globalThis.setTimeout;

/** Outside of the history's time. */
export const realSecond = (): Promise<void> =>
  new Promise((resolve) => realSetTimeout(resolve, 1_000));

/** Time as the handlers see it: it stands still between steps, so that a history runs the same each time. */
export function startHistoryClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'], now: START });
}

/** Lets everything happen that waits for no timer. */
async function drain(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets time pass: timers run one by one, each with all that follows from it. */
export async function pass(ms: number): Promise<void> {
  const end = Date.now() + ms;
  await drain();
  while (Date.now() < end) {
    // A longer timer would fire at once.
    const timer = setTimeout(() => {}, Math.min(end - Date.now(), MAX_TIMER_MS));
    vi.advanceTimersToNextTimer();
    clearTimeout(timer);
    await drain();
  }
}

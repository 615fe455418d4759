import type { Environment } from '../../src/core/clock';

/** A world whose clocks, page and network the test owns. */
export interface FakeEnvironment extends Environment {
  /** Lets time pass on both clocks, firing timers in order, with promises settled in between. */
  pass(ms: number): Promise<void>;
  /** The machine sleeps: the wall clock moves on, timers and the monotonic clock stand still; then it wakes. */
  sleepFor(ms: number): Promise<void>;
  setWallClock(byMs: number): void;
  setVisible(isVisible: boolean): void;
  setOnline(isOnline: boolean): void;
  wake(): void;
  timers(): number;
  wakeListeners(): number;
}

export interface FakeEnvironmentOptions {
  /** Lets promises settle between two timers. Long histories use the quick one. @default settlePromises */
  settle?: () => Promise<void>;
}

export function createFakeEnvironment({
  settle = settlePromises,
}: FakeEnvironmentOptions = {}): FakeEnvironment {
  let wall = Date.UTC(2026, 0, 1);
  let monotonic = 0;
  let isVisible = true;
  let isOnline = true;
  let nextId = 0;
  const timers = new Map<number, { at: number; callback: () => void }>();
  const listeners = new Set<() => void>();

  const wake = (): void => {
    for (const listener of [...listeners]) listener();
  };

  return {
    wallNow: () => wall,
    monotonicNow: () => monotonic,
    random: () => 0.5,
    setTimer(callback, delayMs) {
      const id = (nextId += 1);
      timers.set(id, { at: monotonic + Math.max(delayMs, 0), callback });
      return () => timers.delete(id);
    },
    isVisible: () => isVisible,
    isOnline: () => isOnline,
    onWake(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async pass(ms) {
      const until = monotonic + ms;
      for (let fired = 0; ; fired += 1) {
        if (fired > 10_000)
          throw new Error('Timers fire without end: something polls without a pause.');
        await settle();
        const due = [...timers].filter(([, timer]) => timer.at <= until);
        const next = due.sort(([, a], [, b]) => a.at - b.at)[0];
        if (!next) break;
        const [id, timer] = next;
        timers.delete(id);
        wall += Math.max(timer.at - monotonic, 0);
        monotonic = Math.max(timer.at, monotonic);
        timer.callback();
      }
      wall += until - monotonic;
      monotonic = until;
    },
    async sleepFor(ms) {
      wall += ms;
      wake();
      await settle();
    },
    setWallClock(byMs) {
      wall += byMs;
    },
    setVisible(next) {
      isVisible = next;
      wake();
    },
    setOnline(next) {
      isOnline = next;
      if (next) wake();
    },
    wake,
    timers: () => timers.size,
    wakeListeners: () => listeners.size,
  };
}

/** Lets every promise that can settle do so, and timers of 0 ms fire: a later macrotask comes after all of those. */
export function settlePromises(): Promise<void> {
  return new Promise((resolve) => setTimeout(() => setImmediate(resolve), 0));
}

/** Enough for what is made of promises alone, and a hundred times quicker than waiting for a macrotask. */
export async function drainMicrotasks(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
}

import type { PageEnvironment } from '../core/clock/environment';

// Each global is looked up at the call, not captured, so that a test's fake timers are seen.
export const pageEnvironment: PageEnvironment = {
  setTimer(callback, delayMs) {
    const id = setTimeout(callback, delayMs);
    return () => clearTimeout(id);
  },
  // `onLine` is trustworthy only when false: true may still mean a network without a way out. Not every `navigator`
  // has it: React Native's and Node's do not.
  isOnline: () => (globalThis.navigator as Partial<Navigator> | undefined)?.onLine !== false,
};

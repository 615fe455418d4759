import type { Environment } from '../core/clock';
import { earlyEnvironment } from './client';

/** The clocks, timers and page state of the browser. */
export const browserEnvironment: Environment = {
  ...earlyEnvironment,
  wallNow: () => Date.now(),
  monotonicNow: () => performance.now(),
  random: () => Math.random(),
  isVisible: () => typeof document === 'undefined' || document.visibilityState !== 'hidden',
  onWake(listener) {
    if (typeof window === 'undefined') return () => {};
    document.addEventListener('visibilitychange', listener);
    // `pageshow` tells of a restore from the back/forward cache, which is no visibility change in some browsers.
    const events = ['focus', 'online', 'pageshow'];
    for (const event of events) window.addEventListener(event, listener);
    return () => {
      document.removeEventListener('visibilitychange', listener);
      for (const event of events) window.removeEventListener(event, listener);
    };
  },
};

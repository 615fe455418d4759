import type { Environment } from '../core/clock/environment';
import { pageEnvironment } from './page-environment';

/** The clocks, timers and page state of the browser. */
export const browserEnvironment: Environment = {
  ...pageEnvironment,
  wallNow: () => Date.now(),
  monotonicNow: () => performance.now(),
  random: () => Math.random(),
  isVisible: () => typeof document === 'undefined' || document.visibilityState !== 'hidden',
  onWake(listener) {
    if (typeof window === 'undefined') return () => {};
    document.addEventListener('visibilitychange', listener);
    // `pageshow` covers a restore from the back/forward cache, which fires no visibility change in some browsers.
    const events = ['focus', 'online', 'pageshow'];
    for (const event of events) window.addEventListener(event, listener);
    return () => {
      document.removeEventListener('visibilitychange', listener);
      for (const event of events) window.removeEventListener(event, listener);
    };
  },
};

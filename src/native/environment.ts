import { AppState } from 'react-native';
import type { Environment } from '../core/clock';

/**
 * The clocks, timers and state of an app. Each global is looked up at the call, so that a test's fake timers are seen.
 *
 * On Android, Link is an activity of its own: meanwhile the app counts as in the background, and its timers stand still.
 */
export const nativeEnvironment: Environment = {
  wallNow: () => Date.now(),
  monotonicNow: () => performance.now(),
  setTimer(callback, delayMs) {
    const id = setTimeout(callback, delayMs);
    return () => clearTimeout(id);
  },
  random: () => Math.random(),
  // iOS also knows 'inactive', such as below a system dialog: the user still sees the app.
  isVisible: () => AppState.currentState !== 'background',
  // React Native does not say. A request without a network fails at once, with `network_error`.
  isOnline: () => true,
  onWake(listener) {
    const subscription = AppState.addEventListener('change', (state) => {
      if (state === 'active') listener();
    });
    return () => subscription.remove();
  },
};

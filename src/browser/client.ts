import type { Environment } from '../core/clock';
import { createRelinkClient, type ClientDeps, type RelinkClient } from '../core/client/client';

/**
 * The part of the browser's environment that an idle button loads; `browserEnvironment` has the rest, which comes with
 * the token store or the engine.
 *
 * Each global is looked up at the call, so that a test's fake timers are seen.
 */
export const earlyEnvironment: Pick<Environment, 'setTimer' | 'isOnline'> = {
  setTimer(callback, delayMs) {
    const id = setTimeout(callback, delayMs);
    return () => clearTimeout(id);
  },
  // `onLine` can be trusted only when it is false: true may mean a network without a way out. `navigator` may lack it,
  // as in React Native and Node.
  isOnline: () => (globalThis.navigator as Partial<Navigator> | undefined)?.onLine !== false,
};

/**
 * A client over this page. The engine is a chunk of its own, so that a page of idle buttons does not load it.
 *
 * @param isReturn of a provider: buttons without one hear of a return at the first touch
 */
export function createBrowserClient(isReturn?: ClientDeps['isReturn']): RelinkClient {
  return createRelinkClient({
    env: earlyEnvironment,
    isReturn,
    fetchEngine: () => import('./engine').then((engine) => engine.createBrowserEngine),
  });
}

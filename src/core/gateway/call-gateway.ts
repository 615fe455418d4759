import type { Environment } from '../clock/environment';
import { createRelinkError } from '../errors/catalogue';
import { errorFromThrown } from './parse-failure';

/** An answer that has not come by then is given up, so that a silent backend cannot hold up a click for ever. */
export const ANSWER_TIMEOUT_MS = 15_000;

/** Runs one gateway call with a time-out, and turns every way in which it can fail into a {@link RelinkError}. */
export async function callGateway<Body>(
  itemId: string,
  env: Environment,
  call: (signal: AbortSignal) => Promise<Body>,
): Promise<Body> {
  const controller = new AbortController();
  let cancelTimer = (): void => {};
  const timeout = new Promise<never>((_resolve, reject) => {
    cancelTimer = env.setTimer(() => {
      reject(
        createRelinkError('timeout', {
          itemId,
          message: `The backend did not answer within ${ANSWER_TIMEOUT_MS / 1000} s. See its log and its own time-outs.`,
        }),
      );
      controller.abort();
    }, ANSWER_TIMEOUT_MS);
  });
  try {
    // The race, not the abort, ends the wait: a gateway of the app's own may ignore its signal.
    return await Promise.race([call(controller.signal), timeout]);
  } catch (thrown) {
    throw errorFromThrown(itemId, thrown, env.isOnline());
  } finally {
    cancelTimer();
  }
}

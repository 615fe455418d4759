import type { Environment } from '../clock';
import { createRelinkError } from '../errors/catalogue';
import { errorFromThrown } from './parse-failure';
import { refuseSecrets } from './refuse-secrets';
import { urlOf } from './url-of';

/** How long to wait for an answer, so that a silent backend does not block a click for ever. */
export const ANSWER_TIMEOUT_MS = 15_000;

/**
 * Runs one gateway call with a time-out, and refuses an answer with an access token anywhere in it.
 *
 * @param itemId names the Item in an error; null where the call is about several
 * @throws RelinkError and nothing else, whatever the gateway throws
 */
export async function callGateway<Body>(
  itemId: string | null,
  env: Environment,
  call: (signal: AbortSignal) => Promise<Body>,
): Promise<Body> {
  const controller = new AbortController();
  let cancelTimer = (): void => {};
  const timeout = new Promise<never>((_resolve, reject) => {
    cancelTimer = env.setTimer(() => {
      const url = urlOf(controller.signal);
      reject(
        createRelinkError('timeout', {
          itemId,
          message: `The backend did not answer within ${ANSWER_TIMEOUT_MS / 1000} s${url ? ` (POST ${url})` : ''}. See the backend's log and its own time-outs.`,
        }),
      );
      controller.abort();
    }, ANSWER_TIMEOUT_MS);
  });
  try {
    // The race ends the wait, not the abort: a gateway of the app's own may ignore the signal.
    const answer = await Promise.race([call(controller.signal), timeout]);
    refuseSecrets(itemId, answer);
    return answer;
  } catch (thrown) {
    throw errorFromThrown(itemId, thrown, env.isOnline());
  } finally {
    cancelTimer();
  }
}

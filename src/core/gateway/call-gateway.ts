import { markNow, type Environment } from '../clock/environment';
import { RelinkError } from '../errors/errors';
import { errorFromThrown } from './parse-failure';
import { parseToken } from '../tokens/parse-token';
import { createItemToken, type ItemToken, type TokenKey } from '../tokens/token';
import type { RelinkGateway } from './wire';

/** An answer that has not come by then is given up, so that a silent backend cannot hold up a click for ever. */
export const ANSWER_TIMEOUT_MS = 15_000;

/** Mints one token through the gateway. Rejects with a {@link RelinkError}, and with nothing else. */
export async function mintToken(
  gateway: RelinkGateway,
  key: TokenKey,
  env: Environment,
): Promise<ItemToken> {
  const { kind, itemId, accountSelection } = key;
  const since = markNow(env);
  const body = await callGateway<unknown>(itemId, env, (signal) =>
    kind === 'public_token'
      ? required(gateway, 'createPublicToken').call(gateway, itemId, { signal })
      : required(gateway, 'createLinkToken').call(gateway, itemId, { signal, accountSelection }),
  );
  const { value, lifetimeMs } = parseToken(kind, itemId, body, env.wallNow());
  return createItemToken(key, value, lifetimeMs, since, env);
}

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
        new RelinkError('timeout', {
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

function required<Name extends keyof RelinkGateway>(
  gateway: RelinkGateway,
  name: Name,
): NonNullable<RelinkGateway[Name]> {
  const method = gateway[name];
  if (method) return method;
  throw new RelinkError('invalid_options', {
    message: `The gateway given to <RelinkProvider> has no ${name}(), which this token kind needs. Add it, or choose the other tokenKind.`,
  });
}

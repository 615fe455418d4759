import type { RelinkGateway } from '../../../src/core/gateway/wire';
import type { TokenKey } from '../../../src/core/tokens/token';
import type { FakeEnvironment } from '../fake-environment';
import type { TokenModel } from './model';
import type { Answer } from './steps';

const SECOND = 1_000;
const LIFE_MS = 30 * 60 * SECOND;

/** A backend that answers as the steps say: it mints, fails, dawdles and lies. */
export interface Backend {
  gateway: RelinkGateway;
  /** From now on each request gets the next of these answers, in turn. */
  setAnswers(answers: readonly Answer[]): void;
}

/** @param onRequest is told of each request, and returns what to call when it has been answered */
export function createBackend(
  env: FakeEnvironment,
  model: TokenModel,
  onRequest: (key: TokenKey, signal: AbortSignal) => () => void,
): Backend {
  let answers: readonly Answer[] = [{ type: 'mint', delayMs: 0 }];
  let turn = 0;
  /** The tokens that have been sent to the browser. */
  const sent = new Set<string>();

  async function request(key: TokenKey, signal: AbortSignal): Promise<never> {
    const onAnswer = onRequest(key, signal);
    try {
      return await answerTo(key);
    } finally {
      onAnswer();
    }
  }

  function answerTo(key: TokenKey): Promise<never> {
    const current = answers[(turn += 1) % answers.length] ?? model.fail('No answer.');
    return new Promise((resolve, reject) => {
      const later = (delayMs: number, action: () => void): void =>
        void env.setTimer(action, delayMs);
      const send = (body: unknown): void => resolve(body as never);
      const sendToken = (value: string, extra: object): void => {
        sent.add(value);
        send({ [key.kind]: value, ...extra });
      };
      switch (current.type) {
        case 'mint': {
          // Minted when the request arrives, however late the answer is.
          const value = model.mint(key, LIFE_MS);
          const secondsLeft = 1_800 - current.delayMs / SECOND;
          later(current.delayMs, () => sendToken(value, { expires_in: secondsLeft }));
          break;
        }
        case 'silence':
          break;
        case 'status': {
          const { status } = current;
          const error = Object.assign(new Error('told by the test'), {
            status,
            retryAfterMs: 7_000,
          });
          later(current.delayMs, () => reject(error));
          break;
        }
        case 'network':
          reject(new TypeError('Failed to fetch'));
          break;
        case 'short':
          sendToken(model.mint(key, current.lifeS * SECOND), { expires_in: current.lifeS });
          break;
        case 'boast':
          sendToken(model.mint(key, LIFE_MS), { expires_in: current.expiresIn });
          break;
        case 'lie':
          send(lie(current.lie, key));
      }
    });
  }

  /** The body of an answer that is no good. */
  function lie(what: Extract<Answer, { type: 'lie' }>['lie'], key: TokenKey): unknown {
    switch (what) {
      case 'repeat': {
        const value = model.newestOf(key) ?? model.mint(key, LIFE_MS);
        const truth = model.truthOf(value);
        // A token that the browser never got is as good as new to it, however long it lives.
        if (truth && !sent.has(value))
          Object.assign(truth, { mintedAt: model.now(), lifeMs: LIFE_MS });
        sent.add(value);
        return { [key.kind]: value, expires_in: 1_800 };
      }
      case 'other kind':
        return { [key.kind]: key.kind === 'link_token' ? 'public-sandbox-x' : 'link-sandbox-x' };
      case 'access token':
        return { [key.kind]: 'access-sandbox-x' };
      case 'html':
        return '<html>Sign in</html>';
      case 'expired':
        return { [key.kind]: model.mint(key, 0), expires_in: -5 };
      case 'nothing':
        return null;
    }
  }

  return {
    gateway: {
      createPublicToken: (itemId, { signal }) =>
        request(
          { kind: 'public_token', itemId, accountSelection: false, purpose: 'repair' },
          signal,
        ),
      createLinkToken: (itemId, { signal }) =>
        request({ kind: 'link_token', itemId, accountSelection: false, purpose: 'repair' }, signal),
    },
    setAnswers(next) {
      answers = next;
    },
  };
}

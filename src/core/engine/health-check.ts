import { sleep, type Environment } from '../clock';
import { isRelinkError, type RelinkError } from '../errors/relink-error';
import { createRelinkError } from '../errors/catalogue';
import { isRetryable } from '../gateway/backoff';
import type { RelinkGateway } from '../gateway/wire';
import { isRelinkable } from '../item/classify-item';
import { fetchItemHealth } from '../item/fetch-item-health';
import type { ItemHealth } from '../types';
import type { Answer } from './machine/state';
import { sessionErrors } from './machine/session-errors';

/** Plaid allows `/item/get` 15 times a minute per Item (plaid.com/docs/errors/rate-limit-exceeded). */
const POLL_MS = 4_000;
const POLLS = 4;

/** Asks the server how an Item is, one question at a time: a new question withdraws the last one. */
export interface HealthCheck {
  /** After Link's success, which proves nothing: asks up to four times, until the Item is healthy. */
  pollUntilHealthy(onAnswer: (answer: Answer) => void): void;
  checkOnce(onAnswer: (answer: Answer) => void): void;
  /** Asks once, as soon as the page is visible. */
  checkWhenVisible(onAnswer: (answer: Answer) => void): void;
  /** Withdraws the question: it is not answered. */
  cancel(): void;
}

interface HealthCheckDeps {
  itemId: string;
  env: Environment;
  gateway(): RelinkGateway;
}

export function createHealthCheck({ itemId, env, gateway }: HealthCheckDeps): HealthCheck {
  let current = new AbortController();

  function ask(
    work: (signal: AbortSignal) => Promise<Answer>,
    onAnswer: (answer: Answer) => void,
  ): void {
    current.abort();
    current = new AbortController();
    const { signal } = current;
    work(signal).then(
      (answer) => {
        if (!signal.aborted) onAnswer(answer);
      },
      (thrown: unknown) => {
        if (!signal.aborted) onAnswer({ type: 'failed', error: toRelinkError(thrown) });
      },
    );
  }

  function toRelinkError(thrown: unknown): RelinkError {
    if (isRelinkError(thrown)) return thrown;
    return sessionErrors.linkFailed(itemId, 'The Item could not be confirmed.', thrown);
  }

  async function poll(signal: AbortSignal): Promise<Answer> {
    if (!gateway().getItem) return { type: 'unasked' };
    let last: ItemHealth | RelinkError | null = null;
    for (let count = 1; count <= POLLS; count += 1) {
      if (count > 1) await sleep(env, POLL_MS, signal);
      try {
        last = await fetchItemHealth(gateway(), itemId, env, true);
        if (last.state === 'healthy') return { type: 'healthy', health: last };
      } catch (error) {
        if (!isRelinkError(error)) throw error;
        last = error;
        if (!isRetryable(error)) break;
      }
    }
    return { type: 'failed', error: errorFromLast(itemId, last) };
  }

  async function checkOnce(): Promise<Answer> {
    const health = await fetchHealthOrNull();
    if (health?.state === 'healthy') return { type: 'healthy', health };
    // A bank that is down now may be up for the next click.
    if (!health || isRelinkable(health.remedy) || health.remedy === 'wait')
      return { type: 'undecided', health };
    const error = sessionErrors.notRelinkable(itemId, health.errorCode, health.remedy);
    return { type: 'failed', error };
  }

  async function fetchHealthOrNull(): Promise<ItemHealth | null> {
    if (!gateway().getItem || !env.isOnline()) return null;
    try {
      return await fetchItemHealth(gateway(), itemId, env, true);
    } catch {
      // After an exit no answer is required. The next click reports the error.
      return null;
    }
  }

  return {
    pollUntilHealthy: (onAnswer) => ask(poll, onAnswer),
    checkOnce: (onAnswer) => ask(checkOnce, onAnswer),
    checkWhenVisible: (onAnswer) =>
      ask(async (signal) => {
        await whenVisible(env, signal);
        signal.throwIfAborted();
        return checkOnce();
      }, onAnswer),
    cancel: () => current.abort(),
  };
}

/** Link succeeded, and after all polls the Item is not healthy, or the server could not be asked. */
function errorFromLast(itemId: string, last: ItemHealth | RelinkError | null): RelinkError {
  if (last && !isRelinkError(last) && last.state !== 'unavailable') {
    return isRelinkable(last.remedy)
      ? sessionErrors.stillBroken(itemId, last)
      : sessionErrors.notRelinkable(itemId, last.errorCode, last.remedy);
  }
  return createRelinkError('not_confirmed', {
    itemId,
    cause: last,
    message: `Link succeeded, but the backend could not say whether the Item is healthy. See the cause${
      isRelinkError(last) ? `: ${last.message}` : ''
    }`,
  });
}

/** Resolves at once in a visible page, else when it is shown; rejects when the signal aborts. */
function whenVisible(env: Environment, signal: AbortSignal): Promise<void> {
  if (env.isVisible()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = env.onWake(() => {
      if (!env.isVisible()) return;
      stop();
      resolve();
    });
    signal.addEventListener('abort', () => {
      stop();
      reject(signal.reason as Error);
    });
  });
}

import type { KnownHealth } from '../client/known-health';
import type { Environment } from '../clock';
import { isRelinkError, type RelinkError } from '../errors/relink-error';
import { isRelinkable } from '../item/classify-item';
import { confirmRelink } from './confirm-relink';
import type { ItemBackend, RelinkReport } from './item-backend';
import type { Answer } from './machine/state';
import { sessionErrors } from './machine/session-errors';

/** Asks the server how an Item is, one question at a time: a new question withdraws the last one. */
export interface HealthCheck {
  /** After Link's success: tells the server, and asks until the Item is healthy. */
  confirm(report: RelinkReport, onAnswer: (answer: Answer) => void): void;
  checkOnce(onAnswer: (answer: Answer) => void): void;
  /** Asks once, as soon as the page is visible. */
  checkWhenVisible(onAnswer: (answer: Answer) => void): void;
  /** Withdraws the question: it is not answered. */
  cancel(): void;
}

interface HealthCheckDeps {
  itemId: string;
  env: Environment;
  backend: ItemBackend;
  known: Pick<KnownHealth, 'healthOf'>;
}

export function createHealthCheck({ itemId, env, backend, known }: HealthCheckDeps): HealthCheck {
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

  async function checkOnce(): Promise<Answer> {
    const before = known.healthOf(itemId)?.remedy;
    const health = await backend.getHealthOrNull(itemId);
    if (health?.state === 'healthy') return { type: 'healthy', health };
    // A bank that is down now may be up for the next click, and what the page knew before is no news.
    if (!health || isRelinkable(health.remedy) || ['wait', before].includes(health.remedy))
      return { type: 'undecided', health };
    const error = sessionErrors.notRelinkable(itemId, health.errorCode, health.remedy);
    return { type: 'failed', error };
  }

  return {
    confirm: (report, onAnswer) =>
      ask((signal) => confirmRelink(itemId, report, backend, env, signal), onAnswer),
    checkOnce: (onAnswer) => ask(checkOnce, onAnswer),
    checkWhenVisible: (onAnswer) =>
      ask(async (signal) => {
        await whenVisible(env, signal);
        // React Native's signals have no `throwIfAborted`. An answer to a withdrawn question is dropped.
        return signal.aborted ? { type: 'undecided', health: null } : checkOnce();
      }, onAnswer),
    cancel: () => current.abort(),
  };
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

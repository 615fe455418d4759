import { confirmItem } from './confirm';
import { fetchItemHealth } from '../item/fetch-item-health';
import type { Environment } from '../clock/environment';
import { type RelinkError, isRelinkError } from '../errors/relink-error';
import { isRelinkable } from '../item/classify-item';
import { sessionErrors } from './session-errors';
import type { ItemHealth } from '../types';
import type { RelinkGateway } from '../gateway/wire';

/** What the server's answer means for a session. */
export type Verdict =
  | { is: 'healthy'; health: ItemHealth }
  /** The gateway cannot ask, so nothing confirms or denies it. */
  | { is: 'unasked'; health: null }
  | { is: 'failed'; error: RelinkError }
  /** Update mode may still help, or nobody knows. */
  | { is: 'undecided'; health: ItemHealth | null };

/**
 * Asks the server how an Item is, one question at a time. `tell` gets null where the question no longer matters,
 * because another was asked or the session went on.
 */
export interface Inquiry {
  /** After Link's success: asks until the server says so, or does not. */
  confirm(tell: (verdict: Verdict | null) => void): void;
  /** Asks once. */
  look(tell: (verdict: Verdict | null) => void): void;
  /** Asks once, and not before somebody sees the page. */
  lookWhenVisible(tell: (verdict: Verdict | null) => void): void;
  cancel(): void;
}

export function createInquiry(
  itemId: string,
  env: Environment,
  gateway: () => RelinkGateway,
): Inquiry {
  let current = new AbortController();

  function ask(
    work: (signal: AbortSignal) => Promise<Verdict>,
    tell: (verdict: Verdict | null) => void,
  ): void {
    current.abort();
    current = new AbortController();
    const { signal } = current;
    const cancelled = new Promise<null>((resolve) => {
      signal.addEventListener('abort', () => resolve(null));
    });
    void Promise.race([work(signal), cancelled]).then(
      (verdict) => tell(signal.aborted ? null : verdict),
      () => tell(null),
    );
  }

  async function confirm(signal: AbortSignal): Promise<Verdict> {
    try {
      const health = await confirmItem(gateway(), itemId, env, signal);
      return health ? { is: 'healthy', health } : { is: 'unasked', health };
    } catch (thrown) {
      const error = isRelinkError(thrown)
        ? thrown
        : sessionErrors.linkFailed(itemId, 'The Item could not be confirmed.', thrown);
      return { is: 'failed', error };
    }
  }

  async function look(): Promise<Verdict> {
    const health = await glance();
    if (health?.state === 'healthy') return { is: 'healthy', health };
    // What is down now may be up for the next click.
    if (!health || isRelinkable(health.remedy) || health.remedy === 'wait')
      return { is: 'undecided', health };
    return {
      is: 'failed',
      error: sessionErrors.notRelinkable(itemId, health.errorCode, health.remedy),
    };
  }

  async function lookLater(signal: AbortSignal): Promise<Verdict> {
    await whenVisible(env, signal);
    signal.throwIfAborted();
    return look();
  }

  async function glance(): Promise<ItemHealth | null> {
    if (!gateway().getItem || !env.isOnline()) return null;
    try {
      return await fetchItemHealth(gateway(), itemId, env, true);
    } catch {
      // The question may stay open: nothing was promised, and the next click tells what is wrong.
      return null;
    }
  }

  return {
    confirm: (tell) => ask(confirm, tell),
    look: (tell) => ask(look, tell),
    lookWhenVisible: (tell) => ask(lookLater, tell),
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

import { mintHostedPage } from './mint-hosted-page';
import type { AttemptDeps } from './link-attempt';
import { isUsable, sameKey, type ItemToken, type TokenKey } from '../tokens/token';
import type { RelinkGateway } from '../gateway/wire';

/** What a session does where Link's script cannot be loaded: it offers Plaid's own page, and waits for the user. */
export interface HostedFallback {
  /** Gets a page ready. `tell` is not called once it is stopped. */
  prepare(key: TokenKey, tell: (isReady: boolean) => void): void;
  /**
   * Opens the page that is ready, and calls `onReturn` whenever the user is back in this one. False where there is none
   * for this key, or its token has expired.
   */
  open(key: TokenKey, onReturn: () => void): boolean;
  /** Whether the user was sent there, and may come back. */
  isOpen(): boolean;
  /** Nobody waits any more. A page that is ready stays so. */
  stop(): void;
  /** The same, and what is ready is forgotten. */
  clear(): void;
}

export function createHostedFallback(
  { env, tokens, link }: AttemptDeps,
  gateway: () => RelinkGateway,
): HostedFallback {
  let ready: { token: ItemToken; url: string } | null = null;
  let preparing: symbol | null = null;
  let stopWatching: (() => void) | null = null;

  function stop(): void {
    preparing = null;
    stopWatching?.();
    stopWatching = null;
  }

  return {
    prepare(key, tell) {
      const mine = Symbol();
      preparing = mine;
      void mintHostedPage(gateway(), key, env).then((minted) => {
        // At once, so that a backend which repeats itself cannot hand this token to another Item.
        const isOurs = minted !== null && tokens.claimUnstored(minted.token);
        if (preparing !== mine) return;
        preparing = null;
        ready = isOurs && minted.url ? { token: minted.token, url: minted.url } : null;
        tell(ready !== null);
      });
    },

    open(key, onReturn) {
      const page = ready;
      ready = null;
      if (!page || !sameKey(page.token.key, key) || !isUsable(page.token, env)) return false;
      stop();
      stopWatching = env.onWake(() => {
        if (env.isVisible()) onReturn();
      });
      link.openPage(page.url);
      return true;
    },

    isOpen: () => stopWatching !== null,
    stop,
    clear() {
      stop();
      ready = null;
    },
  };
}

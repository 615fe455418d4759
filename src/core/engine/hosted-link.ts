import { callGateway } from '../gateway/call-gateway';
import { markNow, type Environment } from '../clock';
import type { RelinkGateway } from '../gateway/wire';
import { isPlaidPage } from '../link/plaid-page';
import type { LinkPort } from '../link/port';
import { parseToken } from '../tokens/mint';
import type { TokenStore } from '../tokens/store';
import { isUsable, sameKey, type ItemToken, type TokenKey } from '../tokens/token';
import { isRecord, nonEmptyString } from '../unknown';

/**
 * Plaid's own page for one session (Hosted Link, plaid.com/docs/link/hosted-link): a way out where Link's script
 * cannot be loaded. Its URL opens Link as the token does, so the URL is as secret as the token.
 */
interface HostedPage {
  readonly token: ItemToken;
  /** Null where the backend minted a token and offers no such page. */
  readonly url: string | null;
}

export interface HostedLink {
  /** Gets a page ready. `onPrepared` is not called after `leave()`. */
  prepare(key: TokenKey, onPrepared: (isReady: boolean) => void): void;
  /**
   * Opens the page that is ready, and calls `onReturn` whenever the user is back in this one. False where no page is
   * ready for this key, its token has expired, or the browser refused to open it.
   */
  open(key: TokenKey, onReturn: () => void): boolean;
  /** Stops preparing and listening. A page that is ready stays ready. */
  leave(): void;
  /** Leaves, and drops the page that is ready. */
  forget(): void;
}

interface HostedLinkDeps {
  env: Environment;
  tokens: TokenStore;
  link: LinkPort;
  gateway(): RelinkGateway;
}

export function createHostedLink({ env, tokens, link, gateway }: HostedLinkDeps): HostedLink {
  let ready: { token: ItemToken; url: string } | null = null;
  let preparing: symbol | null = null;
  let stopListening = (): void => {};

  function leave(): void {
    preparing = null;
    stopListening();
  }

  return {
    prepare(key, onPrepared) {
      const mine = Symbol();
      preparing = mine;
      void mintHostedPage(gateway(), key, env).then((minted) => {
        // At once, so that a backend which repeats itself cannot give this token to another Item.
        const isOurs = minted !== null && tokens.claimUnstored(minted.token);
        if (preparing !== mine) return;
        preparing = null;
        ready = isOurs && minted.url ? { token: minted.token, url: minted.url } : null;
        onPrepared(ready !== null);
      });
    },

    open(key, onReturn) {
      const page = ready;
      ready = null;
      if (!page || !sameKey(page.token.key, key) || !isUsable(page.token, env)) return false;
      leave();
      stopListening = env.onWake(() => {
        if (env.isVisible()) onReturn();
      });
      try {
        link.openHostedPage(page.url);
      } catch {
        // The page that contains this one forbids both ways. The session tries Link itself, and tells why that fails.
        leave();
        return false;
      }
      return true;
    },

    leave,
    forget() {
      leave();
      ready = null;
    },
  };
}

/**
 * Asks the backend for such a page.
 *
 * @returns null where it has no answer. That includes every failure: the session has an error to show already, and a
 * backend without Hosted Link answers with an error.
 */
async function mintHostedPage(
  gateway: RelinkGateway,
  key: TokenKey,
  env: Environment,
): Promise<HostedPage | null> {
  if (key.kind !== 'link_token' || !gateway.createLinkToken || !env.isOnline()) return null;
  const { itemId, accountSelection, purpose } = key;
  const since = markNow(env);
  try {
    const body = await callGateway<unknown>(itemId, env, async (signal) =>
      gateway.createLinkToken?.(itemId, { signal, accountSelection, purpose, hostedLink: true }),
    );
    const url = isRecord(body) ? nonEmptyString(body.hosted_link_url) : null;
    const token = parseToken(key, body, since, env);
    return { token, url: url && isPlaidPage(url) ? url : null };
  } catch {
    return null;
  }
}

import { callGateway } from '../gateway/call-gateway';
import { markNow, type Environment } from '../clock';
import { isRelinkError } from '../errors/relink-error';
import type { RelinkGateway } from '../gateway/wire';
import { isPlaidPage } from '../link/plaid-page';
import type { HostedTab, LinkPort } from '../link/port';
import { acquireToken, parseToken } from '../tokens/mint';
import type { TokenStore } from '../tokens/store';
import { isUsable, renewInMs, sameKey, type ItemToken, type TokenKey } from '../tokens/token';
import { isRecord, nonEmptyString } from '../unknown';
import type { Prepared } from './machine/state';
import { sessionErrors } from './machine/session-errors';

/**
 * Plaid's own page for one session (Hosted Link, plaid.com/docs/link/hosted-link), and the token that it belongs to. Its
 * URL opens Link as the token does, so the URL is as secret as the token.
 */
interface HostedPage extends ItemToken {
  readonly url: string;
}

export interface HostedLink {
  /** Whether a page for this key is on its way, or is ready with a token that is not due for renewal. */
  has(key: TokenKey): boolean;
  /** Whether the backend may have a page for this key: it has not said yet that it has none. */
  isOffered(key: TokenKey): boolean;
  /** Opens the tab within the click, for a page that is not ready yet. */
  openTab(): void;
  /** Opens the tab again that waits for its page, where the user has closed it. Runs within a click. */
  reopenTab(): void;
  /** Gets a page ready. `onPrepared` is not called after `leave()`. */
  prepare(key: TokenKey, options: PrepareOptions, onPrepared: (prepared: Prepared) => void): void;
  /**
   * Opens the page that is ready, and calls `onReturn` whenever the user is back in this one. 'leaving' where that page
   * takes the place of this one. 'closed' where the user has closed the tab meanwhile. 'refused' where no page is ready for
   * this key, its token has expired, or the browser opens it nowhere.
   *
   * @param onLeaving called before the page is shown, which may take the place of this one
   */
  open(
    key: TokenKey,
    onLeaving: () => void,
    onReturn: () => void,
  ): 'opened' | 'leaving' | 'closed' | 'refused';
  /** Calls `onReturn` whenever the user is back in this page. */
  watch(onReturn: () => void): void;
  /** Stops preparing and listening, and closes a tab that shows no page yet. A page that is ready stays ready. */
  leave(): void;
  /** Leaves, and drops the page that is ready. */
  forget(): void;
}

interface PrepareOptions {
  /** How many requests may be made. */
  attempts: number;
  /** Asked at the same time: the page is not ready before. */
  beside: Promise<unknown>;
}

interface HostedLinkDeps {
  env: Environment;
  tokens: TokenStore;
  link: LinkPort;
  gateway(): RelinkGateway;
  /** Counts a request for a token while it is under way: other preparations wait for it. */
  countRequest<Result>(request: Promise<Result>): Promise<Result>;
}

export function createHostedLink({
  env,
  tokens,
  link,
  gateway,
  countRequest,
}: HostedLinkDeps): HostedLink {
  let ready: HostedPage | null = null;
  let preparing = new AbortController();
  let preparingKey: TokenKey | null = null;
  let tab: HostedTab | null = null;
  let missing: TokenKey | null = null;
  let stopListening = (): void => {};

  const readyFor = (key: TokenKey): HostedPage | null =>
    ready && sameKey(ready.key, key) && isUsable(ready, env) ? ready : null;

  async function mint(key: TokenKey): Promise<HostedPage> {
    const { url, token } = await countRequest(mintToken(gateway(), key, env));
    // At once, so that a backend which repeats itself cannot give this token to another Item.
    const isOurs = tokens.claimUnstored(token);
    if (!url) throw sessionErrors.noHostedPage(key.itemId);
    if (!isOurs) throw sessionErrors.tokenTaken(key.itemId);
    return { ...token, url };
  }

  function closeTab(): void {
    tab?.close();
    tab = null;
  }

  function leave(): void {
    preparing.abort();
    preparingKey = null;
    stopListening();
    closeTab();
  }

  function watch(onReturn: () => void): void {
    stopListening();
    stopListening = env.onWake(() => {
      if (env.isVisible()) onReturn();
    });
  }

  return {
    has(key) {
      if (preparingKey && sameKey(preparingKey, key)) return true;
      const page = readyFor(key);
      return page !== null && renewInMs(page, env) > 0;
    },
    isOffered: (key) => missing === null || !sameKey(missing, key),

    openTab() {
      closeTab();
      tab = link.openHostedTab();
    },
    reopenTab() {
      if (tab?.isClosed()) tab = link.openHostedTab();
    },

    prepare(key, { attempts, beside }, onPrepared) {
      preparing.abort();
      preparing = new AbortController();
      preparingKey = key;
      const { signal } = preparing;
      const end = (prepared: Prepared, page: HostedPage | null): void => {
        if (signal.aborted) return;
        preparingKey = null;
        ready = page;
        if (prepared.type === 'missing') missing = key;
        onPrepared(prepared);
      };
      const minted = acquireToken(
        () => readyFor(key),
        () => mint(key),
        { attempts, signal },
        env,
      );
      Promise.all([minted, beside]).then(
        ([page]) => end({ type: 'ready' }, page),
        (thrown: unknown) => end(failureOf(key, thrown), null),
      );
    },

    open(key, onLeaving, onReturn) {
      if (tab?.isClosed()) {
        tab = null;
        return 'closed';
      }
      const page = readyFor(key);
      ready = null;
      if (!page) {
        closeTab();
        return 'refused';
      }
      tab ??= link.openHostedTab();
      watch(onReturn);
      try {
        onLeaving();
        tab.show(page.url);
      } catch {
        // The page that contains this one forbids both ways. The session tries Link itself, and tells why that fails.
        leave();
        return 'refused';
      }
      const { isOwn } = tab;
      tab = null;
      return isOwn ? 'leaving' : 'opened';
    },

    watch,
    leave,
    forget() {
      leave();
      ready = null;
    },
  };
}

/**
 * Asks the backend for a token with such a page.
 *
 * @returns `url: null` where the answer has no page of Plaid's
 * @throws RelinkError
 */
async function mintToken(
  gateway: RelinkGateway,
  key: TokenKey,
  env: Environment,
): Promise<{ token: ItemToken; url: string | null }> {
  const { itemId, accountSelection, purpose } = key;
  if (key.kind !== 'link_token' || !gateway.createLinkToken)
    throw sessionErrors.noHostedPage(itemId);
  const since = markNow(env);
  const body = await callGateway<unknown>(itemId, env, async (signal) =>
    gateway.createLinkToken?.(itemId, { signal, accountSelection, purpose, hostedLink: true }),
  );
  const url = isRecord(body) ? nonEmptyString(body.hosted_link_url) : null;
  const token = parseToken(key, body, since, env);
  return { token, url: url && isPlaidPage(url) ? url : null };
}

/** A backend that does not offer Hosted Link refuses the request, or leaves the page out of its answer. */
function failureOf({ itemId }: TokenKey, thrown: unknown): Prepared {
  const error = isRelinkError(thrown)
    ? thrown
    : sessionErrors.linkFailed(itemId, "Plaid's own page could not be prepared.", thrown);
  if (error.code === 'invalid_options') return { type: 'missing', error };
  if (error.code !== 'request_rejected') return { type: 'failed', error };
  return { type: 'missing', error: sessionErrors.noHostedPage(itemId, error) };
}

import type { ClickRecord } from '../client/activity';
import type { Environment } from '../clock';
import { type RelinkError, isRelinkError } from '../errors/relink-error';
import type { LinkPort, MountedLink } from '../link/port';
import type {
  PlaidLinkOnEventMetadata,
  PlaidLinkOnSuccessMetadata,
  PublicKeyOptions,
} from '../link/plaid-types';
import type { RedirectStore } from './ports';
import { sessionErrors } from './machine/session-errors';
import { expiresAt, isUsable, renewInMs, type ItemToken, type TokenKey } from '../tokens/token';
import type { LinkExit, TokenSource } from './machine/state';
import type { TokenStore } from '../tokens/store';

/** The callbacks of one attempt. After `onSuccess`, `onExit` or `onFailure`, only events still arrive. */
export interface LinkAttemptListener {
  onReady(): void;
  /** Link is showing. `isSeen`: whether it said so itself. */
  onOpen(isSeen: boolean): void;
  onSuccess(publicToken: string | null, metadata: PlaidLinkOnSuccessMetadata): void;
  onExit(exit: LinkExit): void;
  onEvent(eventName: string, metadata: PlaidLinkOnEventMetadata): void;
  onFailure(error: RelinkError): void;
}

/** One Link: built hidden, opened at most once, removed. */
export interface LinkAttempt {
  readonly key: TokenKey;
  /** Whether its token is usable and not due for renewal. */
  isFresh(): boolean;
  /** Whether its outcome is known, and only its last events still arrive. */
  isOver(): boolean;
  /** Spends the token and opens Link. False where the token was spent elsewhere or has expired: build a new Link then. */
  open(): boolean;
  /** Removes Link at once, and calls no callback any more. */
  discard(): void;
  /** Removes Link shortly after its outcome: Plaid sends most events together with it, unordered. */
  retire(removed: () => void): void;
}

interface LinkAttemptOptions {
  key: TokenKey;
  source: TokenSource;
  publicKeyOptions: PublicKeyOptions | undefined;
  cspNonce: string | undefined;
  /** What the app wants back after an OAuth redirect. Asked as Link opens. */
  redirectState(): unknown;
  /** The click that began the session. Asked as Link opens. */
  click(): ClickRecord | null;
}

export interface LinkDeps {
  env: Environment;
  tokens: TokenStore;
  link: LinkPort;
  redirects: RedirectStore;
}

/** Long enough for a slow network, and about as long as a user waits. */
const LINK_TIMEOUT_MS = 20_000;
/** Plaid delivers most events together with the outcome, in no order (plaid.com/docs/link/web, onEvent). */
export const LAST_EVENTS_MS = 1_000;

export function createLinkAttempt(
  { env, tokens, link, redirects }: LinkDeps,
  { key, source, publicKeyOptions, cspNonce, redirectState, click }: LinkAttemptOptions,
  listener: LinkAttemptListener,
): LinkAttempt {
  const aborter = new AbortController();
  // 'building' until Link can be opened, 'over' once its outcome is known, 'gone' once no callback is called any more.
  let phase: 'building' | 'ready' | 'opened' | 'over' | 'gone' = 'building';
  let token: ItemToken | null = null;
  let mounted: MountedLink | null = null;
  let isLoaded = false;
  let isSeen = false;
  let sawInvalidToken = false;
  let cancelTimer = (): void => {};

  async function build(): Promise<void> {
    const minted =
      source.from === 'redirect'
        ? Promise.resolve(source.token)
        : tokens.acquire(key, { attempts: source.attempts, signal: aborter.signal });
    const [usable] = await Promise.all([minted, link.loadScript(cspNonce)]);
    if (phase !== 'building') return;
    token = usable;
    cancelTimer = env.setTimer(() => fail(sessionErrors.linkSilent(key.itemId)), LINK_TIMEOUT_MS);
    mounted = link.mount(
      {
        token: token.value,
        publicKeyOptions,
        cspNonce,
        receivedRedirectUri: source.from === 'redirect' ? source.receivedRedirectUri : undefined,
      },
      callbacks,
    );
  }

  const callbacks: Parameters<LinkPort['mount']>[1] = {
    onReady() {
      if (phase !== 'building') return;
      phase = 'ready';
      cancelTimer();
      listener.onReady();
    },
    onLoad() {
      isLoaded = true;
    },
    onSuccess(publicToken, metadata) {
      if (end()) listener.onSuccess(publicToken, metadata);
    },
    onExit(error, metadata) {
      const isInvalidToken = sawInvalidToken || error?.error_code === 'INVALID_LINK_TOKEN';
      if (end()) listener.onExit({ error, metadata, isInvalidToken });
    },
    onEvent(eventName, metadata) {
      if (phase === 'gone') return;
      // The event may be the only sign: Link's onExit was seen without the error (react-plaid-link issue 179).
      if (eventName === 'ERROR' && metadata.error_code === 'INVALID_LINK_TOKEN')
        sawInvalidToken = true;
      if (eventName === 'OPEN' && phase === 'opened' && !isSeen) {
        isSeen = true;
        cancelTimer();
        // The app hears the event first, and may end this Link.
        listener.onEvent(eventName, metadata);
        if (!isOpen()) return;
        // Documented as a string; a boolean would mean the same. It is not established that Link always sends it, as after an
        // OAuth return: where it does not say, the server's answer decides.
        const isOtherMode = String(metadata.is_update_mode).toLowerCase() === 'false';
        // Closed before the user has typed a word: finishing would make a duplicate Item.
        if (isOtherMode) fail(sessionErrors.notUpdateMode(key.itemId));
        else listener.onOpen(isSeen);
        return;
      }
      listener.onEvent(eventName, metadata);
    },
    onFailure(cause) {
      fail(
        isRelinkError(cause)
          ? cause
          : sessionErrors.linkFailed(key.itemId, 'Link could not be created.', cause),
      );
    },
  };

  /** True once: for the first outcome of a Link that was opened. */
  function end(): boolean {
    if (phase !== 'opened') return false;
    phase = 'over';
    cancelTimer();
    forgetRedirect();
    return true;
  }

  function fail(error: RelinkError): void {
    if (phase === 'over' || phase === 'gone') return;
    discard();
    listener.onFailure(error);
  }

  function discard(): void {
    if (phase === 'opened') forgetRedirect();
    // Not opened yet: a reload of the return page may still resume.
    else if (source.from === 'redirect' && isUnopened()) writeRecord(source.token);
    phase = 'gone';
    cancelTimer();
    aborter.abort();
    mounted?.remove();
  }

  function forgetRedirect(): void {
    if (token) redirects.clear(token.value);
  }

  function isOpen(): boolean {
    return phase === 'opened';
  }

  function isUnopened(): boolean {
    return phase === 'building' || phase === 'ready';
  }

  function writeRecord(used: ItemToken): void {
    const { itemId, purpose, accountSelection } = key;
    // After a second redirect the user still goes back to where the first one left.
    const origin =
      source.from === 'redirect'
        ? source.origin
        : { from: redirects.currentPage(), state: redirectState() };
    const record = {
      itemId,
      purpose,
      accountSelection,
      token: used.value,
      click: click(),
      ...origin,
    };
    redirects.write({ ...record, expiresAt: expiresAt(used).getTime() });
  }

  build().catch((thrown: unknown) => {
    fail(
      isRelinkError(thrown)
        ? thrown
        : sessionErrors.linkFailed(key.itemId, 'Link could not be prepared.', thrown),
    );
  });

  return {
    key,
    isFresh: () =>
      token !== null &&
      isUsable(token, env) &&
      (source.from === 'redirect' || renewInMs(token, env) > 0),
    isOver: () => phase === 'over',

    open() {
      if (phase !== 'ready' || !token || !mounted) return false;
      if (!tokens.claim(token)) return false;
      phase = 'opened';
      if (key.kind === 'link_token') writeRecord(token);
      // From now on a reload must not replay this redirect. Link has read the URL already.
      if (source.from === 'redirect') redirects.forgetUrl();
      cancelTimer = env.setTimer(() => {
        // A Link that loaded may be showing although its OPEN event was lost, so it stays. Link covers the page: a
        // click that arrives later proves that it is not showing.
        if (isLoaded) listener.onOpen(isSeen);
        else fail(sessionErrors.linkSilent(key.itemId));
      }, LINK_TIMEOUT_MS);
      try {
        mounted.open();
      } catch (thrown) {
        fail(sessionErrors.linkFailed(key.itemId, 'Link could not be opened.', thrown));
      }
      return true;
    },

    discard,

    retire(removed) {
      cancelTimer = env.setTimer(() => {
        discard();
        removed();
      }, LAST_EVENTS_MS);
    },
  };
}

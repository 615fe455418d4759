import { confirmItem } from './confirm';
import { callUser } from './call-user';
import { isRelinkError, type RelinkError } from './errors';
import {
  createLinkAttempt,
  sameKey,
  type AttemptDeps,
  type AttemptListener,
  type LinkAttempt,
  type TokenSource,
} from './link-attempt';
import type { PlaidLinkOnEventMetadata, PublicKeyOptions } from './link';
import { releaseLink, takeLink, type LinkHolder } from './page';
import type { RelinkOptions, RelinkResult, RelinkView } from './relink';
import { sessionErrors } from './session-errors';
import { holdsLink, isBusy, nextStatus, type SessionEvent } from './session-table';
import type { TokenKey } from './token';
import type { RelinkStatus, TokenKind } from './types';
import type { RelinkGateway } from './wire';

/** What the provider says, at its newest. */
export interface SessionConfig {
  gateway: RelinkGateway;
  tokenKind: TokenKind | undefined;
  publicKeyOptions: PublicKeyOptions | undefined;
  cspNonce: string | undefined;
  onEvent: ((eventName: string, metadata: PlaidLinkOnEventMetadata) => void) | undefined;
  onError: ((error: RelinkError) => void) | undefined;
}

export interface SessionDeps extends AttemptDeps {
  config(): SessionConfig;
  /** Tells the buttons of this Item. */
  show(view: RelinkView): void;
}

/** The newest options of whoever prepared or clicked last; callable after its component is gone. */
export type OptionsSource = () => RelinkOptions;

/** Everything that goes on with one Item, one relink after another. */
export interface Session {
  prepare(options: OptionsSource): void;
  open(options: OptionsSource): Promise<RelinkResult>;
  /** Continues after an OAuth redirect. */
  resume(options: OptionsSource, source: TokenSource & { from: 'redirect' }): Promise<RelinkResult>;
  /** Closes Link if it is open, and settles what is unsettled. */
  dispose(): void;
}

/** A prepared token may be claimed elsewhere between two steps; more than this is not chance. */
const MAX_REBUILDS = 3;
const CLICK_ATTEMPTS = 3;

export function createSession(itemId: string, deps: SessionDeps): Session {
  let status: RelinkStatus = 'idle';
  let options: OptionsSource = () => ({});
  let attempt: LinkAttempt | null = null;
  let rebuilds = 0;
  let modeProblem: RelinkError | null = null;
  let pending: { promise: Promise<RelinkResult>; settle(result: RelinkResult): void } | null = null;

  const holder: LinkHolder = {
    yieldLink() {
      if (holdsLink(status)) return false;
      dropAttempt();
      dispatch('linkLost');
      return true;
    },
  };

  function dispatch(event: Exclude<SessionEvent, 'failed'>): boolean;
  function dispatch(event: 'failed', error: RelinkError): boolean;
  function dispatch(event: SessionEvent, error?: RelinkError): boolean {
    const next = nextStatus(status, event);
    if (!next) return false;
    status = next;
    deps.show(
      next === 'failed' && error
        ? { status: next, error }
        : ({ status: next, error: null } as RelinkView),
    );
    callUser(options().onStatusChange, next);
    return true;
  }

  function keyOf(): TokenKey {
    const { tokenKind, accountSelection = false } = options();
    const config = deps.config();
    const usual = config.publicKeyOptions ? 'public_token' : 'link_token';
    return { itemId, accountSelection, kind: tokenKind ?? config.tokenKind ?? usual };
  }

  function dropAttempt(): void {
    attempt?.discard();
    attempt = null;
    releaseLink(holder);
  }

  function begin(source: TokenSource): void {
    dropAttempt();
    if (typeof itemId !== 'string' || itemId === '')
      return fail(sessionErrors.invalidItemId(itemId));
    const key = source.from === 'redirect' ? source.token.key : keyOf();
    const { publicKeyOptions, cspNonce } = deps.config();
    const isPublic = key.kind === 'public_token';
    if (isPublic && !publicKeyOptions) return fail(sessionErrors.missingPublicKey(itemId));
    if (!takeLink(holder)) {
      return status === 'preparing' ? void dispatch('linkLost') : fail(sessionErrors.busy(itemId));
    }
    modeProblem = null;
    attempt = createLinkAttempt(
      deps,
      { key, source, cspNonce, publicKeyOptions: isPublic ? publicKeyOptions : undefined },
      listener,
    );
  }

  const listener: AttemptListener = {
    onReady() {
      if (status === 'opening') openNow();
      else dispatch('linkReady');
    },
    onOpen(problem, isWrongMode) {
      modeProblem = problem;
      // A Link that says outright that it is about to make another Item is closed before the user has typed a word.
      if (problem && isWrongMode) {
        fail(problem);
        return;
      }
      dispatch('linkOpened');
      if (problem) report(problem);
    },
    onEvent(eventName, metadata) {
      callUser(options().onEvent, eventName, metadata);
      callUser(deps.config().onEvent, eventName, metadata);
    },
    onSuccess(publicToken, metadata) {
      const isSeen = attempt?.isSeen() === true;
      retire();
      dispatch('linkSucceeded');
      callUser(options().onSuccess, publicToken, metadata);
      if (modeProblem) {
        fail(modeProblem, { isReported: true, keepLink: true });
        return;
      }
      if (!isSeen) {
        const problem = sessionErrors.notUpdateMode(itemId, 'OPEN was never sent');
        fail(problem, { keepLink: true });
        return;
      }
      void confirm(metadata);
    },
    onExit(error, metadata, isInvalidToken) {
      retire();
      if (!modeProblem && !isInvalidToken) dispatch('linkExited');
      callUser(options().onExit, error, metadata);
      if (isInvalidToken) {
        fail(sessionErrors.invalidLinkToken(itemId, error), { keepLink: true });
        return;
      }
      if (modeProblem) {
        fail(modeProblem, { isReported: true, keepLink: true });
        return;
      }
      settle({ status: 'exited', itemId, error, metadata });
    },
    onFailure(error) {
      // A failed preparation may have been one quick try; the user who clicked meanwhile gets a proper one.
      if (status === 'opening' && error.retryable && rebuilds === 0) {
        rebuild();
        return;
      }
      fail(error);
    },
  };

  function retire(): void {
    const retiring = attempt;
    retiring?.retire(() => {
      if (attempt === retiring) dropAttempt();
    });
  }

  async function confirm(
    metadata: Extract<RelinkResult, { status: 'relinked' }>['metadata'],
  ): Promise<void> {
    const asked = pending;
    try {
      const health = await confirmItem(deps.config().gateway, itemId, deps.env);
      if (pending !== asked) return;
      dispatch('confirmed');
      callUser(options().onRelinked, { itemId, health });
      settle({ status: 'relinked', itemId, health, metadata });
    } catch (thrown) {
      if (pending !== asked) return;
      fail(
        isRelinkError(thrown)
          ? thrown
          : sessionErrors.linkFailed(itemId, 'The Item could not be confirmed.', thrown),
        { keepLink: true },
      );
    }
  }

  function rebuild(): void {
    rebuilds += 1;
    begin({ from: 'store', attempts: CLICK_ATTEMPTS });
  }

  function openNow(): void {
    if (attempt?.open()) return;
    if (rebuilds < MAX_REBUILDS) rebuild();
    else fail(sessionErrors.tokenTaken(itemId));
  }

  function report(error: RelinkError): void {
    callUser(options().onError, error);
    callUser(deps.config().onError, error);
  }

  /** `keepLink`: Link ended by itself, and is on its way out with its last events. */
  function fail(error: RelinkError, { isReported = false, keepLink = false } = {}): void {
    if (!keepLink) dropAttempt();
    // Nobody clicked yet: the button stays as it is, the developer hears of it, and a click tries again.
    if (!dispatch('failed', error)) dispatch('linkLost');
    if (!isReported) report(error);
    settle({ status: 'failed', itemId, error });
  }

  function settle(result: RelinkResult): void {
    const settled = pending;
    pending = null;
    settled?.settle(result);
  }

  function click(from: OptionsSource): { promise: Promise<RelinkResult>; isNew: boolean } {
    // Link covers the page while it shows: a click that arrives can only mean that it does not.
    if (status === 'open' && !attempt?.isSeen()) fail(sessionErrors.linkSilent(itemId));
    if (isBusy(status) && pending) return { promise: pending.promise, isNew: false };
    options = from;
    rebuilds = 0;
    let settlePromise: (result: RelinkResult) => void = () => {};
    const promise = new Promise<RelinkResult>((resolve) => {
      settlePromise = resolve;
    });
    pending = { promise, settle: settlePromise };
    dispatch('click');
    return { promise, isNew: true };
  }

  return {
    prepare(from) {
      if (isBusy(status)) return;
      options = from;
      if (status === 'ready') {
        if (attempt?.isFresh() && sameKey(attempt.key, keyOf())) return;
        dropAttempt();
        dispatch('linkLost');
      }
      if (nextStatus(status, 'prepare') === null) return;
      dispatch('prepare');
      begin({ from: 'store', attempts: 1 });
    },

    open(from) {
      const wasPrepared = status === 'preparing' || status === 'ready';
      const { promise, isNew } = click(from);
      if (!isNew) return promise;
      const isSame = wasPrepared && attempt !== null && sameKey(attempt.key, keyOf());
      if (isSame && attempt?.isReady() && attempt.isFresh()) openNow();
      // Still under way: it opens as soon as it is ready.
      else if (!isSame || attempt?.isReady()) rebuild();
      return promise;
    },

    resume(from, source) {
      const { promise, isNew } = click(from);
      if (isNew) begin(source);
      return promise;
    },

    dispose() {
      dropAttempt();
      const error = sessionErrors.closed(itemId);
      status = 'idle';
      deps.show({ status, error: null });
      settle({ status: 'failed', itemId, error });
    },
  };
}

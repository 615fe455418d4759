import { callSafely } from '../errors/safe-callback';
import type { RelinkError } from '../errors/relink-error';
import { exitProblem } from './exit-error';
import { createHostedFallback } from './hosted-link';
import { createInquiry } from './inquiry';
import type { PlaidLinkOnSuccessMetadata } from '../link/plaid-types';
import {
  createLinkAttempt,
  LAST_EVENTS_MS,
  type AttemptListener,
  type LinkAttempt,
  type TokenSource,
} from './link-attempt';
import { releaseLinkLock, acquireLinkLock, type LinkOwner } from '../link/link-lock';
import { createPending, type Pending } from './deferred';
import type { RelinkResult, RelinkView } from '../client/session-types';
import { reportTo } from '../errors/report';
import { sessionErrors } from './session-errors';
import type { OptionsSource, Session, SessionDeps } from './session-port';
import { holdsLink, isBusy } from '../client/session-status';
import { nextStatus, type SessionEvent } from './session-table';
import { sameKey, type TokenKey } from '../tokens/token';
import type { ItemHealth, ItemRemedy, RelinkStatus } from '../types';

/** A prepared token may be claimed elsewhere between two steps; more than this is not chance. */
const MAX_REBUILDS = 3;
const CLICK_ATTEMPTS = 3;
const FROM_STORE: TokenSource = { from: 'store', attempts: CLICK_ATTEMPTS };
/** Plaid's own page tells nothing. */
const NO_METADATA = { institution: null, status: null, link_session_id: '', request_id: '' };

export function createSession(itemId: string, deps: SessionDeps): Session {
  const { env } = deps;
  let status: RelinkStatus = 'idle';
  let options: OptionsSource = () => ({});
  let attempt: LinkAttempt | null = null;
  let source: TokenSource = FROM_STORE;
  let cancelWait = (): void => {};
  let rebuilds = 0;
  let modeProblem: RelinkError | null = null;
  let pending: Pending | null = null;
  const inquiry = createInquiry(itemId, env, () => deps.config().gateway);
  const hosted = createHostedFallback(deps, () => deps.config().gateway);
  let isRumoured = false;
  let isLooking = false;
  let isForgotten = false;
  let remedy: ItemRemedy | null = null;

  const holder: LinkOwner = {
    release(isClick) {
      if (holdsLink(status)) return false;
      if (attempt?.isOver() && !isClick) return 'soon';
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
      options,
    );
    return true;
  }

  function keyOf(from: OptionsSource): TokenKey {
    const { tokenKind, accountSelection = remedy === 'relink_with_accounts' } = from();
    const config = deps.config();
    const usual = config.publicKeyOptions ? 'public_token' : 'link_token';
    return { itemId, accountSelection, kind: tokenKind ?? config.tokenKind ?? usual };
  }

  function dropAttempt(): void {
    const dropped = attempt;
    attempt = null;
    cancelWait();
    dropped?.discard();
    releaseLinkLock(holder);
  }

  function begin(): void {
    dropAttempt();
    if (typeof itemId !== 'string' || itemId === '')
      return fail(sessionErrors.invalidItemId(itemId));
    const key = source.from === 'redirect' ? source.token.key : keyOf(options);
    const { publicKeyOptions, cspNonce } = deps.config();
    const isPublic = key.kind === 'public_token';
    if (isPublic && !publicKeyOptions) return fail(sessionErrors.missingPublicKey(itemId));
    const isTaken = acquireLinkLock(holder, status === 'opening');
    if (isTaken === 'soon') {
      cancelWait = env.setTimer(begin, LAST_EVENTS_MS);
      return;
    }
    if (!isTaken) {
      return status === 'preparing' ? void dispatch('linkLost') : fail(sessionErrors.busy(itemId));
    }
    modeProblem = null;
    attempt = createLinkAttempt(
      deps,
      { key, source, cspNonce, publicKeyOptions: isPublic ? publicKeyOptions : undefined },
      listener,
    );
  }

  function rebuild(): void {
    rebuilds += 1;
    if (source.from === 'store') source = FROM_STORE;
    begin();
  }

  function openNow(): void {
    // Built over a sleep or a slow network it may be due for renewal. Once, since there may be no other to be had.
    const isStale = rebuilds === 0 && attempt?.isFresh() === false;
    if (!isStale && attempt?.open()) return;
    if (source.from === 'redirect') {
      fail(sessionErrors.notResumable(itemId, 'its link token was used or has expired.'));
    } else if (rebuilds < MAX_REBUILDS) rebuild();
    else fail(sessionErrors.tokenTaken(itemId));
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
      callSafely(options().onEvent, eventName, metadata);
      callSafely(deps.config().onEvent, eventName, metadata);
    },
    onSuccess(publicToken, metadata) {
      const isSeen = attempt?.isSeen() === true;
      retire();
      dispatch('linkSucceeded');
      callSafely(options().onSuccess, publicToken, metadata);
      // The app may have unmounted the provider.
      if (status !== 'confirming') return;
      if (modeProblem) {
        fail(modeProblem, { isReported: true, keepLink: true });
        return;
      }
      if (!isSeen) {
        const problem = sessionErrors.notUpdateMode(itemId, 'OPEN was never sent');
        fail(problem, { keepLink: true });
        return;
      }
      inquiry.confirm((verdict) => {
        if (verdict?.is === 'failed') fail(verdict.error, { keepLink: true });
        else if (verdict) relinked(verdict.health, metadata);
      });
    },
    onExit(error, metadata, isInvalidToken) {
      const exiting = attempt;
      // While this session still counts as open, so that an app which opens Link again from here joins it.
      callSafely(options().onExit, error, metadata);
      if (attempt !== exiting) return;
      const isModeProblem = !isInvalidToken && modeProblem !== null;
      const problem = isInvalidToken
        ? sessionErrors.invalidLinkToken(itemId, error)
        : (modeProblem ?? exitProblem(itemId, error));
      retire();
      if (problem) {
        fail(problem, { isReported: isModeProblem, keepLink: true });
        return;
      }
      const asked = takePending();
      dispatch('linkExited');
      lookAfterExit(asked, { status: 'exited', itemId, error, metadata, health: null });
    },
    onFailure(error) {
      // A failed preparation may have been one quick try; the user who clicked meanwhile gets a proper one.
      const isQuick = error.retryable && error.code !== 'timeout';
      if (status === 'opening' && isQuick && rebuilds === 0) {
        rebuild();
        return;
      }
      if (error.code === 'link_blocked' && status === 'opening' && source.from === 'store') {
        offerHosted(error);
      } else fail(error);
    },
  };

  /** Link's script is kept out here: Plaid's own page may be let in. Opening it takes another click. */
  function offerHosted(blocked: RelinkError): void {
    dropAttempt();
    hosted.prepare(keyOf(options), (isReady) => {
      fail(isReady ? sessionErrors.hostedOffered(itemId, blocked) : blocked);
    });
  }

  /** The user is back from Plaid's own page, or just looks in: what came of it, only the server knows. */
  function lookAfterHosted(): void {
    if (wantsAccounts()) {
      hosted.stop();
      exitHosted(null);
      return;
    }
    inquiry.look((verdict) => {
      if (verdict?.is === 'healthy') {
        hosted.stop();
        alreadyHealthy(verdict.health, takePending(), 'hosted_link');
        deps.announce();
      } else if (verdict?.is === 'failed') {
        hosted.stop();
        fail(verdict.error);
      } else if (verdict) exitHosted(verdict.health);
    });
  }

  /** The button offers another try; the user may still go on over there, and is listened for. */
  function exitHosted(health: ItemHealth | null): void {
    const asked = takePending();
    dispatch('linkExited');
    asked?.settle({ status: 'exited', itemId, error: null, metadata: NO_METADATA, health });
  }

  function retire(): void {
    const retiring = attempt;
    retiring?.retire(() => {
      if (attempt === retiring) dropAttempt();
    });
  }

  function relinked(health: ItemHealth | null, metadata: PlaidLinkOnSuccessMetadata): void {
    const asked = takePending();
    isRumoured = false;
    remedy = null;
    dispatch('confirmed');
    callSafely(options().onRelinked, { itemId, health });
    asked?.settle({ status: 'relinked', itemId, health, metadata });
    deps.announce();
  }

  /** The server says that the Item is healthy, and this session did not do it. */
  function alreadyHealthy(
    health: ItemHealth,
    asked: Pending | null,
    by: 'another_tab' | 'hosted_link' | 'elsewhere' = isRumoured ? 'another_tab' : 'elsewhere',
  ): void {
    isRumoured = false;
    remedy = null;
    if (dispatch('repaired')) callSafely(options().onRelinked, { itemId, health });
    asked?.settle({ status: 'already_healthy', itemId, health, by });
  }

  /** After an exit the server is asked once: the Item may have been repaired elsewhere, or need something else. */
  function lookAfterExit(
    asked: Pending | null,
    exited: Extract<RelinkResult, { status: 'exited' }>,
  ): void {
    if (wantsAccounts()) {
      isRumoured = false;
      asked?.settle(exited);
      return;
    }
    isLooking = true;
    inquiry.look((verdict) => {
      isLooking = false;
      if (verdict?.is === 'healthy') alreadyHealthy(verdict.health, asked);
      else if (verdict?.is === 'failed') fail(verdict.error, { keepLink: true, asked });
      else asked?.settle({ ...exited, health: verdict?.health ?? null });
      if (isForgotten) drop();
    });
  }

  /** Whoever came to change accounts has a healthy Item before and after, so its health says nothing about that. */
  function wantsAccounts(): boolean {
    return options().accountSelection === true;
  }

  /** Nobody shows this Item: what is prepared or over goes, and what is heard of it later is of no interest. */
  function drop(): void {
    inquiry.cancel();
    hosted.clear();
    remedy = null;
    if (!attempt?.isOver()) dropAttempt();
    if (!dispatch('linkLost')) dispatch('forgotten');
  }

  /** Is it true that another tab relinked the Item? Then there is nothing to open; else a click goes on. */
  function checkRumour(isClicked: boolean): void {
    // What is prepared must not open while the question is open.
    if (isClicked) dropAttempt();
    const ask = isClicked ? inquiry.look : inquiry.lookWhenVisible;
    ask((verdict) => {
      if (!verdict) return;
      if (verdict.is === 'healthy') {
        dropAttempt();
        dispatch('linkLost');
        alreadyHealthy(verdict.health, takePending());
        return;
      }
      isRumoured = false;
      if (isClicked) rebuild();
    });
  }

  function report(error: RelinkError): void {
    reportTo([options().onError, deps.config().onError], error);
  }

  interface FailOptions {
    isReported?: boolean;
    /** Link ended by itself, and is on its way out with its last events. */
    keepLink?: boolean;
    asked?: Pending | null;
  }

  function fail(
    error: RelinkError,
    { isReported = false, keepLink = false, asked = takePending() }: FailOptions = {},
  ): void {
    if (!keepLink) dropAttempt();
    remedy = error.remedy ?? remedy;
    // Nobody clicked yet: the button stays as it is, and a click tries again and says what is wrong.
    if (!dispatch('failed', error)) dispatch('linkLost');
    else if (!isReported) report(error);
    asked?.settle({ status: 'failed', itemId, error });
  }

  function takePending(): Pending | null {
    const taken = pending;
    pending = null;
    return taken;
  }

  function click(from: OptionsSource, next: TokenSource): { asked: Pending; isNew: boolean } {
    if (status === 'open' && hosted.isOpen() && pending) {
      lookAfterHosted();
      return { asked: pending, isNew: false };
    }
    // Link covers the page while it shows: a click that arrives can only mean that it does not.
    if (status === 'open' && !attempt?.isSeen()) fail(sessionErrors.linkSilent(itemId));
    if (isBusy(status) && pending) return { asked: pending, isNew: false };
    const asked = createPending();
    options = from;
    isForgotten = false;
    source = next;
    rebuilds = 0;
    inquiry.cancel();
    hosted.stop();
    pending = asked;
    dispatch('click');
    return { asked, isNew: true };
  }

  return {
    prepare(from) {
      // Nobody can be about to click in a page that nobody sees.
      if (isBusy(status) || !env.isVisible()) return;
      if (status === 'ready') {
        if (attempt?.isFresh() && sameKey(attempt.key, keyOf(from))) return;
        dropAttempt();
        dispatch('linkLost');
      }
      // What is over belongs to whoever clicked, and its last news go there.
      if (nextStatus(status, 'prepare') === null) return;
      options = from;
      isForgotten = false;
      dispatch('prepare');
      source = { from: 'store', attempts: 1 };
      begin();
    },

    open(from) {
      const wasPrepared = status === 'preparing' || status === 'ready';
      const { asked, isNew } = click(from, FROM_STORE);
      if (!isNew) return asked.promise;
      const isSame = wasPrepared && attempt !== null && sameKey(attempt.key, keyOf(from));
      if (isRumoured && !wantsAccounts()) checkRumour(true);
      else if (hosted.open(keyOf(from), lookAfterHosted)) dispatch('linkOpened');
      else if (isSame && attempt?.isReady()) openNow();
      // Still under way: it opens as soon as it is ready.
      else if (!isSame) rebuild();
      return asked.promise;
    },

    resume(from, resumed) {
      const { asked, isNew } = click(from, resumed);
      if (isNew) begin();
      return asked.promise;
    },

    hearRepair() {
      isRumoured = true;
      if (!isBusy(status) && !isForgotten && !wantsAccounts()) checkRumour(false);
    },

    forget() {
      if (isBusy(status)) return;
      isForgotten = true;
      // A question after an exit is still to be answered: `open()` and the app's callbacks wait for it.
      if (!isLooking) drop();
    },

    dispose() {
      inquiry.cancel();
      hosted.clear();
      dropAttempt();
      const asked = takePending();
      const error = sessionErrors.closed(itemId);
      status = 'idle';
      deps.show({ status, error: null }, options);
      if (asked) report(error);
      asked?.settle({ status: 'failed', itemId, error });
    },
  };
}

import type { RelinkConfig } from '../client/config';
import {
  holdsLink,
  type OptionsSource,
  type RelinkResult,
  type RelinkView,
} from '../client/session-types';
import type { RelinkError } from '../errors/relink-error';
import { callSafely, reportTo } from '../errors/report';
import type { RelinkGateway } from '../gateway/wire';
import { acquireLinkLock, releaseLinkLock, type LinkOwner } from '../link/link-lock';
import { sameKey, type TokenKey } from '../tokens/token';
import { createEventQueue } from './event-queue';
import { createHealthCheck } from './health-check';
import { createHostedLink } from './hosted-link';
import { createLinkAttempt, LAST_EVENTS_MS, type LinkAttempt, type LinkDeps } from './link-attempt';
import { isOnHostedPage, reduce } from './machine/reduce';
import { initialState, type Effect, type SessionEvent, type TokenSource } from './machine/state';
import { sessionErrors } from './machine/session-errors';

export interface SessionDeps extends LinkDeps {
  /** The provider's newest config. */
  config(): RelinkConfig;
  gateway(): RelinkGateway;
  /** Shows a view to the components of this Item, and tells the status to the app. */
  show(view: RelinkView, options: OptionsSource): void;
  /** Tells the other tabs that the Item was relinked. */
  announceRelink(): void;
}

/** One Item's session: at most one relink at a time. */
export interface Session {
  prepare(options: OptionsSource): void;
  open(options: OptionsSource): Promise<RelinkResult>;
  /** Continues after an OAuth redirect. */
  resume(options: OptionsSource, source: TokenSource): Promise<RelinkResult>;
  /** Another tab says that it relinked this Item. It is believed once the server agrees. */
  onRelinkedElsewhere(): void;
  /** No component shows this Item any more: its prepared or finished Link goes. */
  forget(): void;
  /** Closes Link if it is open, and settles every call. */
  dispose(): void;
}

/** Runs the session of one Item: {@link reduce} decides, and this runs the effects. */
export function createSession(itemId: string, deps: SessionDeps): Session {
  const { env, config } = deps;
  let state = initialState(itemId);
  let attempt: LinkAttempt | null = null;
  let cancelWait = (): void => {};
  /** Identifies the current build of Link: answers to an earlier build are dropped. */
  let currentBuild = {};
  /** Clicks that wait for their turn, made from within a callback of the app's. */
  let waitingClicks = 0;
  const check = createHealthCheck({ itemId, env, gateway: deps.gateway });
  const hosted = createHostedLink(deps);

  const send = createEventQueue<SessionEvent>((event) => {
    const [after, effects] = reduce(state, event);
    state = after;
    for (const effect of effects) run(effect);
  });

  /** The event of one Link: stale once that Link was removed. */
  function sendFrom(sender: () => LinkAttempt | null, event: SessionEvent): void {
    send(() => (attempt !== null && attempt === sender() ? event : null));
  }

  /** The answer to an effect on Link: stale once that Link was dropped or replaced. */
  function answer(event: SessionEvent): void {
    const build = currentBuild;
    send(() => (build === currentBuild ? event : null));
  }

  function keyOf(options: OptionsSource): TokenKey {
    const { tokenKind, accountSelection = state.remedy === 'relink_with_accounts' } = options();
    const usual = config().publicKeyOptions ? 'public_token' : 'link_token';
    return { itemId, accountSelection, kind: tokenKind ?? config().tokenKind ?? usual };
  }

  function isSameLink(options: OptionsSource): boolean {
    return attempt !== null && sameKey(attempt.key, keyOf(options));
  }

  function wantsAccounts(options: OptionsSource = state.options): boolean {
    return options().accountSelection === true;
  }

  const owner: LinkOwner = {
    release(isClick) {
      if (holdsLink(state.view.status) || waitingClicks > 0) return false;
      if (attempt?.isOver() && !isClick) return 'soon';
      send(() => ({ type: 'linkTaken' }));
      return true;
    },
  };

  function buildLink(source: TokenSource, isClicked: boolean): void {
    const fail = (error: RelinkError): void => answer({ type: 'linkFailed', error });
    if (typeof itemId !== 'string' || itemId === '')
      return fail(sessionErrors.invalidItemId(itemId));
    const key = source.from === 'redirect' ? source.token.key : keyOf(state.options);
    const { publicKeyOptions, cspNonce } = config();
    const isPublic = key.kind === 'public_token';
    if (isPublic && !publicKeyOptions) return fail(sessionErrors.missingPublicKey(itemId));
    const isAcquired = acquireLinkLock(owner, isClicked);
    if (isAcquired === 'soon') {
      cancelWait = env.setTimer(() => answer({ type: 'waitOver' }), LAST_EVENTS_MS);
      return answer({ type: 'linkWaits' });
    }
    if (!isAcquired) return answer({ type: 'linkBusy' });
    const own = (): LinkAttempt | null => built;
    const built: LinkAttempt = createLinkAttempt(
      deps,
      { key, source, cspNonce, publicKeyOptions: isPublic ? publicKeyOptions : undefined },
      {
        onReady: () => sendFrom(own, { type: 'linkReady' }),
        onFailure: (error) => sendFrom(own, { type: 'linkFailed', error }),
        onOpen: (shown) => sendFrom(own, { type: 'linkShown', ...shown }),
        onEvent: (eventName, metadata) => sendFrom(own, { type: 'linkEvent', eventName, metadata }),
        onSuccess: (publicToken, metadata) =>
          sendFrom(own, { type: 'linkSucceeded', publicToken, metadata }),
        onExit: (exit) => sendFrom(own, { type: 'linkExited', exit }),
      },
    );
    attempt = built;
  }

  function dropLink(): void {
    const dropped = attempt;
    attempt = null;
    currentBuild = {};
    cancelWait();
    dropped?.discard();
    releaseLinkLock(owner);
  }

  function run(effect: Effect): void {
    switch (effect.type) {
      case 'show':
        return deps.show(effect.view, effect.options);
      case 'buildLink':
        return buildLink(effect.source, effect.isClicked);
      case 'openLink': {
        const isRefused = (effect.mustBeFresh && !attempt?.isFresh()) || !attempt?.open();
        if (isRefused) answer({ type: 'linkRefused' });
        return;
      }
      case 'dropLink':
        return dropLink();
      case 'retireLink': {
        const retiring = attempt;
        return retiring?.retire(() => sendFrom(() => retiring, { type: 'linkGone' }));
      }
      case 'ask':
        return askServer(effect.how);
      case 'stopAsking':
        return check.cancel();
      case 'prepareHosted': {
        const { blocked } = effect;
        return hosted.prepare(keyOf(state.options), (isReady) =>
          send(() => ({ type: 'hostedPrepared', isReady, blocked })),
        );
      }
      case 'openHosted': {
        const onReturn = (): void =>
          send(() => ({ type: 'userReturned', wantsAccounts: wantsAccounts() }));
        const isOpen = hosted.open(keyOf(state.options), onReturn);
        return send(() =>
          isOpen
            ? { type: 'hostedOpened' }
            : { type: 'hostedRefused', isSameLink: isSameLink(state.options) },
        );
      }
      case 'leaveHosted':
        return hosted.leave();
      case 'forgetHosted':
        return hosted.forget();
      case 'tellEvent': {
        const { eventName, metadata } = effect;
        callSafely(effect.options().onEvent, eventName, metadata);
        return callSafely(config().onEvent, eventName, metadata);
      }
      case 'tellSuccess': {
        const { metadata, doubt } = effect;
        callSafely(effect.options().onSuccess, effect.publicToken, metadata);
        return send(() => ({ type: 'successTold', metadata, doubt }));
      }
      case 'tellExit': {
        const { exit } = effect;
        callSafely(effect.options().onExit, exit.error, exit.metadata);
        return send(() => ({ type: 'exitTold', exit, wantsAccounts: wantsAccounts() }));
      }
      case 'tellRelinked':
        return callSafely(effect.options().onRelinked, { itemId, health: effect.health });
      case 'report':
        return reportTo([effect.options().onError, config().onError], effect.error);
      case 'settle':
        for (const call of effect.calls) call(effect.result);
        return;
      case 'announceRelink':
        return deps.announceRelink();
    }
  }

  function askServer(how: 'once' | 'whenVisible' | 'untilHealthy'): void {
    const ask = {
      once: check.checkOnce,
      whenVisible: check.checkWhenVisible,
      untilHealthy: check.pollUntilHealthy,
    }[how];
    const { question } = state;
    ask((answer) =>
      send(() => (state.question === question ? { type: 'answered', answer } : null)),
    );
  }

  function click(options: OptionsSource, resume: TokenSource | null): Promise<RelinkResult> {
    return new Promise((call) => {
      waitingClicks += 1;
      send(() => {
        waitingClicks -= 1;
        return {
          type: 'click',
          options,
          call,
          resume,
          isSameLink: isSameLink(options),
          // A click joins the relink on Plaid's own page, which has the options of the click that opened it.
          wantsAccounts: wantsAccounts(isOnHostedPage(state) ? state.options : options),
        };
      });
    });
  }

  return {
    prepare(options) {
      // A page that is not seen has no user who is about to click.
      if (!env.isVisible()) return;
      send(() => ({
        type: 'prepare',
        options,
        isLinkCurrent: attempt?.isFresh() === true && isSameLink(options),
      }));
    },
    open: (options) => click(options, null),
    resume: (options, source) => click(options, source),
    onRelinkedElsewhere: () =>
      send(() => ({ type: 'relinkedElsewhere', wantsAccounts: wantsAccounts() })),
    forget: () => send(() => ({ type: 'unobserved' })),
    dispose: () => send(() => ({ type: 'disposed' })),
  };
}

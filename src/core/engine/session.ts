import type { RelinkConfig } from '../client/config';
import {
  holdsLink,
  type OptionsSource,
  type RelinkResult,
  type RelinkView,
} from '../client/session-types';
import type { ItemNotices } from '../client/item-notices';
import { purposeOf } from '../client/purpose';
import { sleep } from '../clock';
import { callSafely, reportTo } from '../errors/report';
import type { KnownHealth } from '../client/known-health';
import type { RelinkGateway } from '../gateway/wire';
import { REPAIR, sameKey, type TokenKey } from '../tokens/token';
import type { ItemHealth } from '../types';
import { nonEmptyString } from '../unknown';
import { createEventQueue } from './event-queue';
import { createHealthCheck } from './health-check';
import { createHostedLink } from './hosted-link';
import type { ItemBackend } from './item-backend';
import { linkKeyOf } from './link-key';
import type { HostedReturn, HostedReturns } from './ports';
import { redirectStateOf } from './redirect-state';
import type { LinkDeps } from './link-attempt';
import { createSessionActivity } from './session-activity';
import { createSessionLink } from './session-link';
import { isForgotten, isOnHostedPage, reduce } from './machine/reduce';
import {
  initialState,
  type Answer,
  type Effect,
  type HostedReason,
  type SessionEvent,
  type TokenSource,
} from './machine/state';

export interface SessionDeps extends LinkDeps {
  /** The provider's newest config. */
  config(): RelinkConfig;
  gateway(): RelinkGateway;
  backend: ItemBackend;
  known: KnownHealth;
  notices: ItemNotices;
  returns: HostedReturns;
  /** Whether the page is in a web view of an app. */
  isWebView(): boolean;
  /** Counts a request for a token while it is under way: preparations wait for it. */
  countRequest<Result>(request: Promise<Result>): Promise<Result>;
  /** Shows a view to the components of this Item, and tells the status to the app. */
  show(view: RelinkView, options: OptionsSource): void;
  /** Tells the other tabs, and the other providers of this page, that the Item was relinked. */
  broadcastRelink(): void;
  /** Called once no component shows the Item and nothing is going on: the session may go, and what it holds of the page. */
  onForgotten(): void;
}

/** One Item's session: at most one relink at a time. */
export interface Session {
  prepare(options: OptionsSource): void;
  open(options: OptionsSource, clickedAt?: number): Promise<RelinkResult>;
  /** Continues after an OAuth redirect. */
  resume(options: OptionsSource, source: TokenSource): Promise<RelinkResult>;
  /** Goes on after Plaid's own page, which took the place of the page that opened it. */
  resumeHosted(options: OptionsSource, record: HostedReturn): void;
  /** Another tab or provider says that it relinked this Item. It is believed once the server agrees. */
  onRelinkedElsewhere(): void;
  /** The backend has answered about this Item, to a hook or to a session. */
  onHealthSeen(health: ItemHealth): void;
  /** The app says that the Item may have changed. */
  onInvalidated(): void;
  /** Ends an opening. Does nothing once Link shows. */
  cancel(): void;
  /** No component shows this Item any more: its prepared or finished Link goes. */
  forget(): void;
  /** Closes Link if it is open, and settles every call. */
  dispose(): void;
}

/** How long Plaid's own page waits for the answer that says whether the Item is broken. It comes with the token, mostly. */
const HEALTH_MS = 1_000;

/** Runs the session of one Item: {@link reduce} decides, and this runs the effects. */
export function createSession(itemId: string, deps: SessionDeps): Session {
  const { env, config, backend, known } = deps;
  let state = initialState(itemId);
  /** Clicks that wait for their turn, made from within a callback of the app's. */
  let waitingClicks = 0;
  /** When the click that has its turn was, in milliseconds since the epoch. */
  let clickedAt: number;
  /** What the Link was built for in which the user succeeded last. It is gone when its success is asked about again. */
  let succeededKey: TokenKey | null = null;
  /** When Plaid was asked for the answer that confirmed the last relink. */
  let confirmedAt: Date | null | undefined;
  /**
   * Whether the user is back from Plaid's own page. A click may come ahead of that: Plaid's page takes the place of this one
   * only when it has loaded, and the record is for the page that it leads to.
   */
  let hasReturned = false;
  const check = createHealthCheck({ itemId, env, backend, known });
  const hosted = createHostedLink(deps);
  const activity = createSessionActivity({ ...deps, itemId });

  const send = createEventQueue<SessionEvent>((event) => {
    const [after, effects] = reduce(state, event);
    state = after;
    for (const effect of effects) run(effect);
    if (event.type === 'disposed') activity.close();
    if (isForgotten(state)) {
      activity.release();
      deps.onForgotten();
    }
  });

  const link = createSessionLink({
    ...deps,
    itemId,
    send,
    isHeld: () => holdsLink(state.view.status) || waitingClicks > 0,
    redirectState: () =>
      redirectStateOf(itemId, state.options().redirectState, (error) =>
        reportTo([state.options().onError, config().onError], error),
      ),
    click: activity.click,
  });

  function keyOf(options: OptionsSource): TokenKey {
    return linkKeyOf(itemId, options(), config(), state.remedy);
  }

  /** What Plaid's own page is minted for, which takes link tokens alone. */
  function hostedKeyOf(options: OptionsSource): TokenKey {
    return asksForHosted(options) ? { ...keyOf(options), kind: 'link_token' } : keyOf(options);
  }

  function asksForHosted(options: OptionsSource): boolean {
    const presentation = options().presentation ?? config().presentation;
    return presentation === 'hosted' || (presentation === 'auto' && deps.isWebView());
  }

  /** Whether to open Plaid's own page: the options ask for it, and the backend has not said that it has none. */
  function isHosted(options: OptionsSource): boolean {
    return asksForHosted(options) && hosted.isOffered(hostedKeyOf(options));
  }

  function isSameLink(options: OptionsSource): boolean {
    const key = link.key();
    return key !== null && sameKey(key, keyOf(options));
  }

  function isRepair(options: OptionsSource = state.options): boolean {
    return purposeOf(options()) === REPAIR;
  }

  /** What the Link was built for, whatever the options say by now. */
  function keyOfLink(): TokenKey {
    return link.key() ?? keyOf(state.options);
  }

  /** A backend that caches may answer a later question with what Plaid said before the relink. */
  function isOutdated({ checkedAt }: ItemHealth): boolean {
    return Boolean(checkedAt && confirmedAt && checkedAt < confirmedAt);
  }

  function run(effect: Effect): void {
    switch (effect.type) {
      case 'show':
        deps.show(effect.view, effect.options);
        return tellShown(effect.view);
      case 'buildLink':
        activity.linkBuilt();
        return link.build(effect.source, keyOf(state.options), effect.isClicked);
      case 'openLink':
        return link.open(effect.mustBeFresh);
      case 'dropLink':
        return link.drop();
      case 'retireLink':
        return link.retire();
      case 'ask':
        return askServer(effect.how);
      case 'stopAsking':
        return check.cancel();
      case 'openHostedTab':
        return hosted.openTab();
      case 'prepareHosted':
        return prepareHosted(effect.why);
      case 'openHosted':
        return openHosted();
      case 'watchHosted':
        return hosted.watch(onReturn);
      case 'leaveHosted':
        deps.returns.remove(itemId);
        return hosted.leave();
      case 'forgetHosted':
        deps.returns.remove(itemId);
        return hosted.forget();
      case 'tellBegun': {
        const { options, resume } = effect;
        deps.returns.remove(itemId);
        if (resume?.from !== 'redirect') return activity.clicked(purposeOf(options()), clickedAt);
        return activity.resumed(resume.token.key.purpose, resume.click);
      }
      case 'tellEvent': {
        const { eventName, metadata } = effect;
        activity.heard(eventName, metadata);
        callSafely(effect.options().onEvent, eventName, metadata);
        return callSafely(config().onEvent, eventName, metadata);
      }
      case 'tellSuccess': {
        const { metadata } = effect;
        succeededKey = keyOfLink();
        activity.succeeded(metadata);
        // What was asked before cannot confirm this relink.
        known.outdate(itemId);
        callSafely(effect.options().onSuccess, effect.publicToken, metadata);
        return send(() => ({ type: 'successTold', metadata }));
      }
      case 'tellExit': {
        const { exit } = effect;
        const isRepair = keyOfLink().purpose === REPAIR;
        activity.exited(exit);
        callSafely(effect.options().onExit, exit.error, exit.metadata);
        return send(() => ({ type: 'exitTold', exit, isRepair }));
      }
      case 'tellRelinked':
        confirmedAt = effect.confirmation.health?.checkedAt;
        if (effect.confirmation.confirmed) activity.confirmed(effect.by);
        return callSafely(effect.options().onRelinked, { itemId, ...effect.confirmation });
      case 'report':
        activity.failed(effect.error.code);
        return reportTo([effect.options().onError, config().onError], effect.error);
      case 'warn':
        return reportTo([effect.options().onError, config().onError], effect.error);
      case 'settle':
        if (effect.result.status === 'exited') activity.exitShown();
        // The user may come back from Plaid's own page a second time, and a failure may be disproved later.
        if (effect.result.status !== 'failed' && state.hosted !== 'open') activity.ended();
        for (const call of effect.calls) call(effect.result);
        return;
      case 'reportRelink':
        return reportRelink();
      case 'broadcastRelink':
        return deps.broadcastRelink();
    }
  }

  function prepareHosted(why: HostedReason, isLast = false): void {
    const key = hostedKeyOf(state.options);
    const attempts = why.type === 'click' ? 3 : 1;
    hosted.prepare(key, { attempts, beside: lookBeforeHosted(why) }, (prepared) => {
      // The answer that came beside the page may say that the user has accounts to choose: that takes another page.
      const isOther = prepared.type === 'ready' && !sameKey(key, hostedKeyOf(state.options));
      if (isOther && !isLast) return prepareHosted(why, true);
      send(() => ({ type: 'hostedPrepared', prepared, why }));
    });
  }

  function tellShown({ status }: RelinkView): void {
    if (status === 'open') activity.opened(state.hosted === 'open' ? 'hosted' : 'opened');
  }

  function onReturn(): void {
    hasReturned = true;
    send(() => ({ type: 'userReturned', isRepair: isRepair() }));
  }

  /** Plaid's own page reports nothing, so a repair there shows only where the Item was seen broken before. */
  function lookBeforeHosted(why: HostedReason): Promise<unknown> {
    const isKnown =
      why.type === 'intent' ? known.healthOf(itemId) !== null : known.isBroken(itemId);
    if (isKnown || !isRepair()) return Promise.resolve();
    return Promise.race([backend.getHealthOrNull(itemId), sleep(env, HEALTH_MS)]);
  }

  function openHosted(): void {
    // Where Plaid's page takes the place of this one, the page that it leads back to goes on.
    const onLeaving = (): void => {
      const isSeenBroken = state.wasSeenBroken || known.isBroken(itemId);
      const click = activity.click();
      if (isRepair()) deps.returns.write(itemId, { isSeenBroken, click });
    };
    hasReturned = false;
    activity.linkBuilt();
    const result = hosted.open(hostedKeyOf(state.options), onLeaving, onReturn);
    send(() => {
      switch (result) {
        case 'opened':
        case 'leaving':
          return { type: 'hostedOpened', isInOtherTab: result === 'opened' };
        case 'closed':
          return { type: 'hostedClosed' };
        case 'refused':
          deps.returns.remove(itemId);
          return { type: 'hostedRefused', isSameLink: isSameLink(state.options) };
      }
    });
  }

  function askServer(how: 'once' | 'whenVisible' | 'untilHealthy'): void {
    const { question } = state;
    const onAnswer = (answer: Answer): void => {
      if (question.type === 'afterHosted' && question.isBack && hasReturned)
        deps.returns.remove(itemId);
      send(() => (state.question === question ? { type: 'answered', answer } : null));
    };
    if (question.type !== 'afterSuccess') {
      return how === 'once' ? check.checkOnce(onAnswer) : check.checkWhenVisible(onAnswer);
    }
    const linkSessionId = nonEmptyString(question.metadata.link_session_id);
    const { purpose, accountSelection } = succeededKey ?? keyOfLink();
    check.confirm({ linkSessionId, purpose, accountSelection }, onAnswer);
  }

  function reportRelink(): void {
    const { purpose, accountSelection } = keyOf(state.options);
    const report = { linkSessionId: null, purpose, accountSelection };
    backend
      .reportRelink(itemId, report)
      .catch((error: unknown) => backend.onReportLost(itemId, error));
  }

  function click(
    options: OptionsSource,
    resume: TokenSource | null,
    at = env.wallNow(),
  ): Promise<RelinkResult> {
    return new Promise((call) => {
      waitingClicks += 1;
      if (!resume) hosted.reopenTab();
      send(() => {
        waitingClicks -= 1;
        clickedAt = at;
        return {
          type: 'click',
          options,
          call,
          resume,
          isSameLink: isSameLink(options),
          isHosted: isHosted(options),
          isSameHosted: hosted.has(hostedKeyOf(options)),
          // A click joins the relink on Plaid's own page, which has the options of the click that opened it.
          isRepair: isRepair(isOnHostedPage(state) ? state.options : options),
          isSeenBroken: known.isBroken(itemId),
        };
      });
    });
  }

  return {
    prepare: (options) =>
      send(() => ({
        type: 'prepare',
        options,
        isHosted: isHosted(options),
        isCurrent: isHosted(options)
          ? hosted.has(hostedKeyOf(options))
          : link.isFresh() && isSameLink(options),
      })),
    open: (options, at) => click(options, null, at),
    resume: (options, source) => click(options, source),
    resumeHosted: (options, { isSeenBroken, click }) =>
      send(() => {
        hasReturned = true;
        activity.returned(click);
        // The visit was a repair, whatever the component on this page is for: of no other is a record written.
        const repair: OptionsSource = () => ({ ...options(), purpose: REPAIR });
        return { type: 'pageReturned', options: repair, call: () => {}, isSeenBroken };
      }),
    onRelinkedElsewhere: () => send(() => ({ type: 'relinkedElsewhere', isRepair: isRepair() })),
    onHealthSeen: (health) =>
      send(() => ({
        type: 'healthSeen',
        health,
        isOutdated: isOutdated(health),
        isRepair: isRepair(),
      })),
    onInvalidated: () => send(() => ({ type: 'invalidated', isRepair: isRepair() })),
    cancel: () => send(() => ({ type: 'cancelled' })),
    forget: () => send(() => ({ type: 'unobserved' })),
    dispose: () => send(() => ({ type: 'disposed' })),
  };
}

import { sessionErrors } from './session-errors';
import { remedyOf } from '../../item/classify-item';
import type { LinkPlan, EventOf, SessionState, TokenSource } from './state';
import {
  build,
  dropLink,
  emit,
  fail,
  flow,
  pass,
  prepareHosted,
  retireLink,
  set,
  settleCalls,
  show,
  unprepare,
  when,
  type Step,
  type Transition,
} from './steps';

/** A token may be spent elsewhere between two steps. After three builds that is no coincidence. */
const MAX_BUILDS = 3;
export const FROM_STORE: TokenSource = { from: 'store', attempts: 3 };
/** The plan of a Link that is built ahead of the click, with a single request. */
export const AHEAD: LinkPlan = { source: { from: 'store', attempts: 1 }, builds: 0 };
/** The plan of a Link that a click has asked for. */
export const CLICKED: LinkPlan = { source: FROM_STORE, builds: 1 };

export type LinkEvent = EventOf<
  | 'linkTaken'
  | 'linkWaits'
  | 'waitOver'
  | 'linkBusy'
  | 'linkReady'
  | 'linkRefused'
  | 'linkFailed'
  | 'linkShown'
  | 'linkEvent'
  | 'linkSucceeded'
  | 'successTold'
  | 'linkExited'
  | 'exitTold'
  | 'linkGone'
>;

export function reduceLink(state: SessionState, event: LinkEvent): Step {
  const { link, view, options } = state;
  switch (event.type) {
    case 'linkTaken':
      return unprepare(state);
    case 'linkWaits':
      return link.type === 'building'
        ? flow(state, set({ link: { type: 'waiting', plan: link.plan } }))
        : [state, []];
    case 'waitOver':
      return link.type === 'waiting' ? build(link.plan)(state) : [state, []];
    case 'linkBusy':
      return flow(state, dropLink, fail(sessionErrors.busy(state.itemId, event.openItemId)));
    case 'linkReady':
      if (link.type !== 'building') return [state, []];
      if (view.status === 'opening') return openLink(link.plan)(state);
      return flow(state, set({ link: { type: 'ready', plan: link.plan } }), show('ready'));
    case 'linkRefused':
      return link.type === 'opened' ? replaceLink(state, link.plan) : [state, []];
    case 'linkFailed':
      return 'plan' in link ? linkFailed(state, link.plan, event) : [state, []];
    case 'linkShown':
      return linkShown(state, event);
    case 'linkEvent':
      return flow(
        state,
        // Before the app hears of it: a click from within its callback must not take this Link for missing.
        when(event.eventName === 'OPEN', see),
        emit({ ...event, type: 'tellEvent', options }),
      );
    case 'linkSucceeded':
      return linkSucceeded(state, event);
    case 'successTold':
      return successTold(state, event);
    case 'linkExited':
      // The session still counts as open, so that an app which opens Link again from its callback joins this session.
      return [state, [{ ...event, type: 'tellExit', options }]];
    case 'exitTold':
      return exitTold(state, event);
    case 'linkGone':
      return dropLink(state);
  }
}

function openLink(plan: LinkPlan): Transition {
  // Built over a sleep or a slow network, its token may be due for renewal. One new build is enough: the backend may
  // have no other token.
  const mustBeFresh = plan.builds === 0;
  return (state) =>
    flow(
      state,
      set({ link: { type: 'opened', plan, isSeen: false } }),
      emit({ type: 'openLink', mustBeFresh }),
    );
}

/** A click opens the Link that was prepared for it, waits until that is ready, or builds one. */
export function openOrBuild(isSameLink: boolean): Transition {
  return (state) => {
    const { link } = state;
    if (isSameLink && link.type === 'ready') return openLink(link.plan)(state);
    if (isSameLink && link.type === 'building') return [state, []];
    return build(CLICKED)(state);
  };
}

/** The token was spent elsewhere or has expired: builds another Link, up to `MAX_BUILDS`. */
function replaceLink(state: SessionState, { source, builds }: LinkPlan): Step {
  const { itemId } = state;
  if (source.from === 'redirect') {
    const why = 'its link token was used or has expired.';
    return flow(state, dropLink, fail(sessionErrors.notResumable(itemId, why)));
  }
  return builds < MAX_BUILDS
    ? build({ source: FROM_STORE, builds: builds + 1 })(state)
    : flow(state, dropLink, fail(sessionErrors.tokenTaken(itemId)));
}

function linkFailed(
  state: SessionState,
  { source, builds }: LinkPlan,
  { error }: EventOf<'linkFailed'>,
): Step {
  const isOpening = state.view.status === 'opening';
  // The preparation made a single request. The user has clicked since, so build again with retries.
  if (isOpening && builds === 0 && error.retryable && error.code !== 'timeout') {
    return build({ source: source.from === 'store' ? FROM_STORE : source, builds: 1 })(state);
  }
  // Link's script is blocked here. Plaid's own page may not be; opening it takes another click.
  if (isOpening && error.code === 'link_blocked' && source.from === 'store') {
    return flow(state, dropLink, prepareHosted({ type: 'blocked', error }));
  }
  return flow(state, dropLink, fail(error));
}

/** Link has said that it is showing. */
const see: Transition = (state) => {
  const { link } = state;
  return link.type === 'opened' ? set({ link: { ...link, isSeen: true } })(state) : pass(state);
};

function linkShown(state: SessionState, { isSeen }: EventOf<'linkShown'>): Step {
  const { link, view } = state;
  if (link.type !== 'opened') return [state, []];
  return flow(
    state,
    set({ link: { ...link, isSeen } }),
    when(view.status === 'opening', show('open')),
  );
}

function linkSucceeded(
  state: SessionState,
  { publicToken, metadata }: EventOf<'linkSucceeded'>,
): Step {
  if (state.link.type !== 'opened') return [state, []];
  return flow(
    state,
    retireLink,
    show('confirming'),
    emit({ type: 'tellSuccess', publicToken, metadata, options: state.options }),
  );
}

function successTold(state: SessionState, { metadata }: EventOf<'successTold'>): Step {
  // The app may have unmounted the provider in its callback.
  if (state.view.status !== 'confirming') return [state, []];
  return flow(
    state,
    set({ question: { type: 'afterSuccess', metadata } }),
    emit({ type: 'ask', how: 'untilHealthy' }),
  );
}

function exitTold(
  state: SessionState,
  { exit: { error, metadata, isInvalidToken }, isRepair }: EventOf<'exitTold'>,
): Step {
  const { link, itemId } = state;
  // A click from within the callback may have replaced this Link.
  if (link.type !== 'opened') return [state, []];
  const problem = isInvalidToken
    ? sessionErrors.invalidLinkToken(itemId, error)
    : sessionErrors.fromExit(itemId, error);
  if (problem) return flow(state, retireLink, fail(problem));
  const result = { status: 'exited', itemId, error, metadata, health: null } as const;
  const { calls } = state;
  return flow(
    state,
    retireLink,
    set({ calls: [] }),
    when(
      error !== null && remedyOf(error) === 'relink_with_accounts',
      set({ remedy: 'relink_with_accounts' }),
    ),
    show('exited'),
    isRepair
      ? (exited) =>
          flow(
            exited,
            set({ question: { type: 'afterExit', calls, result } }),
            emit({ type: 'ask', how: 'once' }),
          )
      : (exited) => flow(exited, set({ otherTab: 'quiet' }), settleCalls(calls, result)),
  );
}

import { isBusy } from '../../client/session-types';
import { sessionErrors } from './session-errors';
import { AHEAD, openOrBuild, reduceLink } from './reduce-link';
import { clickHosted, lookAfterHosted, pageReturned, reduceHosted } from './reduce-hosted';
import { reduceServer, verifyOtherTab } from './reduce-server';
import type { PlaidLinkOnSuccessMetadata } from '../../link/plaid-types';
import type { EventOf, SessionEvent, SessionState } from './state';
import {
  ask,
  build,
  dropLink,
  emit,
  exit,
  fail,
  flow,
  forget,
  forgetHosted,
  isPrepared,
  leaveHosted,
  pass,
  prepareHosted,
  report,
  set,
  settle,
  show,
  stopAsking,
  unprepare,
  when,
  type Step,
  type Transition,
} from './steps';

/**
 * The session as a pure function: the next state, and the effects to run. Events without a meaning in the current state
 * are ignored, such as a hover over a button that shows an outcome.
 */
export function reduce(state: SessionState, event: SessionEvent): Step {
  switch (event.type) {
    case 'prepare':
      return prepare(state, event);
    case 'click':
      return click(state, event);
    case 'cancelled':
      return cancelled(state);
    case 'unobserved':
      return unobserved(state);
    case 'disposed':
      return disposed(state);
    case 'relinkedElsewhere':
    case 'invalidated':
    case 'answered':
    case 'healthSeen':
      return reduceServer(state, event);
    case 'hostedPrepared':
    case 'hostedOpened':
    case 'hostedClosed':
    case 'hostedRefused':
    case 'userReturned':
      return reduceHosted(state, event);
    case 'pageReturned':
      return pageReturned(state, event);
    default:
      return reduceLink(state, event);
  }
}

function prepare(state: SessionState, { options, isHosted, isCurrent }: EventOf<'prepare'>): Step {
  const { status } = state.view;
  // An outcome stays, and its last events go to the component that clicked.
  if (status !== 'idle' && status !== 'ready') return [state, []];
  // The user has looked back from Plaid's own page, and may finish there.
  if (state.hosted === 'open') return [state, []];
  if (status === 'ready' && isCurrent) return [state, []];
  return flow(
    state,
    unprepare,
    set({ options, audience: 'present' }),
    show('preparing'),
    isHosted ? prepareHosted({ type: 'intent' }) : build(AHEAD),
  );
}

function click(state: SessionState, event: EventOf<'click'>): Step {
  if (isBusy(state.view.status) && !isLinkMissing(state)) {
    return flow(
      state,
      set({ calls: [...state.calls, event.call] }),
      // The user looks in while Plaid's own page is open.
      when(isOnHostedPage(state), lookAfterHosted(event.isRepair)),
    );
  }
  const isOnItsWay = event.isHosted && event.isSameHosted && state.hosted === 'preparing';
  return flow(
    state,
    when(isLinkMissing(state), dropLink, fail(sessionErrors.linkSilent(state.itemId))),
    stopAsking,
    isOnItsWay ? pass : leaveHosted,
    set({
      options: event.options,
      audience: 'present',
      calls: [event.call],
      wasSeenBroken: event.isSeenBroken,
      unconfirmed: null,
    }),
    emit({ type: 'tellBegun', options: event.options, resume: event.resume }),
    // The user has been through Link already: what is missing is the server's word.
    state.unconfirmed && !event.resume
      ? checkAgain(state.unconfirmed)
      : (clicked) => flow(clicked, show('opening'), openNext(state, event)),
  );
}

/** Asks whether the relink that could not be confirmed has worked. No Link opens. */
const checkAgain =
  (metadata: PlaidLinkOnSuccessMetadata): Transition =>
  (state) =>
    flow(state, show('confirming'), ask({ type: 'afterSuccess', metadata }));

/** Ends an opening as if the user had left. A Link that the user is in is closed by the user alone. */
function cancelled(state: SessionState): Step {
  const { view, link, question } = state;
  const isSeen = link.type === 'opened' && link.isSeen;
  if (view.status !== 'opening' || isSeen) return [state, []];
  return flow(
    state,
    stopAsking,
    forgetHosted,
    when(link.type !== 'ending', dropLink),
    exit('exited', null),
    // What the other tab says may be true all the same.
    when(
      question.type === 'otherTab',
      ask({ type: 'otherTab', isClicked: false, isHosted: false }),
    ),
  );
}

/** Whether the user relinks on Plaid's own page. */
export function isOnHostedPage({ view, hosted }: SessionState): boolean {
  return view.status === 'open' && hosted === 'open';
}

/** Whether no component shows the Item, and a new session would go on as this one does. */
export function isForgotten({
  audience,
  view,
  link,
  question,
  hosted,
  otherTab,
}: SessionState): boolean {
  const isQuiet = view.status === 'idle' && hosted === 'none' && otherTab === 'quiet';
  return audience === 'gone' && isQuiet && link.type === 'none' && question.type === 'none';
}

/** Link covers the page while it shows, so a click that arrives proves that it does not. */
function isLinkMissing(state: SessionState): boolean {
  const { view, link } = state;
  if (view.status !== 'open' || isOnHostedPage(state)) return false;
  return !(link.type === 'opened' && link.isSeen);
}

/** @param before the state before the click */
function openNext(before: SessionState, event: EventOf<'click'>): Transition {
  const { resume, isRepair, isSameLink, isHosted } = event;
  if (resume) return (state) => flow(state, forgetHosted, build({ source: resume, builds: 0 }));
  // A prepared Link must not open before the server has confirmed what the other tab says.
  if (before.otherTab === 'relinked' && isRepair)
    return (state) => flow(state, dropLink, forgetHosted, verifyOtherTab(isHosted));
  if (isHosted) return clickHosted(event.isSameHosted);
  // The way out of a blocked script, and not a page that was prepared for other options.
  const isOffered = before.hosted === 'ready' && !isPrepared(before);
  if (isOffered) return emit({ type: 'openHosted' });
  return (state) => flow(state, forgetHosted, openOrBuild(isSameLink));
}

function unobserved(state: SessionState): Step {
  if (isBusy(state.view.status)) return [state, []];
  return flow(
    state,
    set({ audience: 'gone' }),
    // A question after an exit is still to be answered: `open()` and the app's callbacks wait for it.
    when(state.question.type !== 'afterExit', forget),
  );
}

/** Closes Link if it is open, and settles every pending call. */
function disposed(state: SessionState): Step {
  const error = sessionErrors.closed(state.itemId);
  return flow(
    state,
    stopAsking,
    set({ unconfirmed: null }),
    forgetHosted,
    dropLink,
    show('idle'),
    when(state.calls.length > 0, report(error)),
    settle({ status: 'failed', itemId: state.itemId, error }),
  );
}

import { isBusy, type RelinkView } from '../../client/session-types';
import { AHEAD, CLICKED, openOrBuild } from './reduce-link';
import { sessionErrors } from './session-errors';
import type { EventOf, SessionState } from './state';
import {
  ask,
  build,
  dropLink,
  emit,
  exit,
  fail,
  flow,
  forgetHosted,
  leaveHosted,
  prepareHosted,
  set,
  show,
  showView,
  stopAsking,
  when,
  type Step,
  type Transition,
} from './steps';

export type HostedEvent = EventOf<
  'hostedPrepared' | 'hostedOpened' | 'hostedClosed' | 'hostedRefused' | 'userReturned'
>;

const IN_OTHER_TAB: RelinkView = { status: 'open', error: null, isInOtherTab: true };

/** Plaid's own page, of which the server alone knows the outcome. */
export function reduceHosted(state: SessionState, event: HostedEvent): Step {
  const { hosted } = state;
  switch (event.type) {
    case 'hostedPrepared':
      return hosted === 'preparing' ? hostedPrepared(state, event) : [state, []];
    case 'hostedOpened':
      return flow(
        state,
        when(
          hosted === 'ready',
          dropUnlessEnding,
          set({ hosted: 'open' }),
          event.isInOtherTab ? showView(IN_OTHER_TAB) : show('open'),
        ),
      );
    case 'hostedClosed':
      return flow(state, when(hosted === 'ready', forgetHosted, exit('exited', null)));
    case 'hostedRefused':
      return flow(
        state,
        when(hosted === 'ready', set({ hosted: 'none' }), openOrBuild(event.isSameLink)),
      );
    case 'userReturned':
      return flow(state, when(hosted === 'open', lookAfterHosted(event.isRepair)));
  }
}

/**
 * A click opens Plaid's own page within the click, where it is ready. Else it opens an empty tab, which shows the page once
 * that is ready: a browser blocks a tab that is opened later.
 *
 * @param isSameHosted whether the page that is ready, or on its way, is the one that the click asks for
 */
export function clickHosted(isSameHosted: boolean): Transition {
  return (state) => {
    const { hosted } = state;
    if (isSameHosted && hosted === 'ready')
      return flow(state, dropUnlessEnding, emit({ type: 'openHosted' }));
    const isOnItsWay = isSameHosted && hosted === 'preparing';
    return flow(
      state,
      dropUnlessEnding,
      emit({ type: 'openHostedTab' }),
      when(!isOnItsWay, prepareHosted({ type: 'click' })),
    );
  };
}

/** A Link whose outcome is known still delivers its last events. */
const dropUnlessEnding: Transition = (state) =>
  flow(state, when(state.link.type !== 'ending', dropLink));

function hostedPrepared(state: SessionState, { prepared, why }: EventOf<'hostedPrepared'>): Step {
  const isClicked = state.view.status === 'opening';
  if (why.type === 'blocked') {
    const isReady = prepared.type === 'ready';
    const error = isReady ? sessionErrors.hostedOffered(state.itemId, why.error) : why.error;
    return flow(state, set({ hosted: isReady ? 'ready' : 'none' }), fail(error));
  }
  switch (prepared.type) {
    case 'ready':
      return flow(
        state,
        set({ hosted: 'ready' }),
        isClicked ? emit({ type: 'openHosted' }) : show('ready'),
      );
    case 'missing':
      // A setting that is missing must not keep the user from the bank.
      return flow(
        state,
        leaveHosted,
        emit({ type: 'warn', error: prepared.error, options: state.options }),
        build(isClicked ? CLICKED : AHEAD),
      );
    case 'failed': {
      const { error } = prepared;
      // The preparation made a single request. The user has clicked since, so it is made again with retries.
      const isAgain = isClicked && why.type === 'intent' && error.retryable;
      return isAgain && error.code !== 'timeout'
        ? prepareHosted({ type: 'click' })(state)
        : flow(state, leaveHosted, fail(error));
    }
  }
}

/** The user is back from Plaid's own page: asks the server, where the Item's health can show the outcome. */
export function lookAfterHosted(isRepair: boolean): Transition {
  return (state) =>
    isRepair
      ? flow(state, stopAsking, ask({ type: 'afterHosted', isBack: true }))
      : flow(state, stopAsking, leaveHosted, exit('idle', null));
}

/** The session goes on in the page that Plaid's own page has led to. */
export function pageReturned(
  state: SessionState,
  { options, call, isSeenBroken }: EventOf<'pageReturned'>,
): Step {
  if (isBusy(state.view.status)) return flow(state, set({ calls: [...state.calls, call] }));
  return flow(
    state,
    stopAsking,
    forgetHosted,
    dropUnlessEnding,
    set({
      options,
      audience: 'present',
      calls: [call],
      wasSeenBroken: isSeenBroken,
      unconfirmed: null,
      hosted: 'open',
    }),
    show('confirming'),
    emit({ type: 'watchHosted' }),
    lookAfterHosted(true),
  );
}

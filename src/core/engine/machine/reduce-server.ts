import { isBusy } from '../../client/session-types';
import { sessionErrors } from './session-errors';
import { answered, exitUnreported, healthSeen } from './reduce-answers';
import { FROM_STORE, openLink } from './reduce-link';
import type { EventOf, Question, SessionState } from './state';
import {
  dropLink,
  emit,
  fail,
  flow,
  leaveHosted,
  set,
  show,
  stopAsking,
  when,
  build,
  type Step,
  type Transition,
} from './steps';

export type ServerEvent = EventOf<
  | 'relinkedElsewhere'
  | 'answered'
  | 'healthSeen'
  | 'hostedPrepared'
  | 'hostedOpened'
  | 'hostedRefused'
  | 'userReturned'
>;

/** The server's answers, reports of other tabs, and Plaid's own page, of which the server alone knows the outcome. */
export function reduceServer(state: SessionState, event: ServerEvent): Step {
  const { hosted, view, audience } = state;
  switch (event.type) {
    case 'relinkedElsewhere': {
      const asks = !isBusy(view.status) && audience === 'present' && event.isRepair;
      return flow(
        state,
        set({ otherTab: 'relinked' }),
        when(asks, stopAsking, ask({ type: 'otherTab', isClicked: false })),
      );
    }
    case 'answered':
      return flow(
        state,
        set({ question: { type: 'none' } }),
        answered(state.question, event.answer),
      );
    case 'healthSeen':
      return healthSeen(state, event);
    case 'hostedPrepared': {
      const { isReady, blocked } = event;
      const error = isReady ? sessionErrors.hostedOffered(state.itemId, blocked) : blocked;
      return flow(
        state,
        when(hosted === 'preparing', set({ hosted: isReady ? 'ready' : 'none' }), fail(error)),
      );
    }
    case 'hostedOpened':
      return flow(
        state,
        when(
          hosted === 'ready',
          when(state.link.type !== 'ending', dropLink),
          set({ hosted: 'open' }),
          show('open'),
        ),
      );
    case 'hostedRefused':
      return flow(
        state,
        when(hosted === 'ready', set({ hosted: 'none' }), openOrBuild(event.isSameLink)),
      );
    case 'userReturned':
      return flow(state, when(hosted === 'open', lookAfterHosted(event.isRepair)));
  }
}

/** A click opens the Link that was prepared for it, waits until that is ready, or builds one. */
export function openOrBuild(isSameLink: boolean): Transition {
  return (state) => {
    const { link } = state;
    if (isSameLink && link.type === 'ready') return openLink(link.plan)(state);
    if (isSameLink && link.type === 'building') return [state, []];
    return build({ source: FROM_STORE, builds: 1 })(state);
  };
}

/** The user is back from Plaid's own page: asks the server, where the Item's health can show the outcome. */
export function lookAfterHosted(isRepair: boolean): Transition {
  return (state) =>
    isRepair
      ? flow(state, stopAsking, ask({ type: 'afterHosted' }))
      : flow(state, stopAsking, leaveHosted, exitUnreported(null));
}

/** The click waits until the server has said whether another tab relinked the Item. */
export const verifyOtherTab = ask({ type: 'otherTab', isClicked: true });

/** Asks the server, in place of no other question. */
export function ask(question: Exclude<Question, { type: 'none' }>): Transition {
  return (state) => flow(state, set({ question }), emit({ type: 'ask', how: howToAsk(question) }));
}

function howToAsk(question: Question): 'once' | 'whenVisible' | 'untilHealthy' {
  if (question.type === 'afterSuccess') return 'untilHealthy';
  return question.type === 'otherTab' && !question.isClicked ? 'whenVisible' : 'once';
}

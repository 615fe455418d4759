import { isBusy } from '../../client/session-types';
import { answered, healthSeen } from './reduce-answers';
import type { EventOf, SessionState } from './state';
import { ask, flow, set, stopAsking, when, type Step, type Transition } from './steps';

export type ServerEvent = EventOf<'relinkedElsewhere' | 'invalidated' | 'answered' | 'healthSeen'>;

/** The server's answers, and reports that the Item has changed. */
export function reduceServer(state: SessionState, event: ServerEvent): Step {
  const { view, audience } = state;
  switch (event.type) {
    case 'relinkedElsewhere': {
      const asks = !isBusy(view.status) && audience === 'present' && event.isRepair;
      return flow(
        state,
        set({ otherTab: 'relinked' }),
        asks
          ? (told) =>
              flow(told, stopAsking, ask({ type: 'otherTab', isClicked: false, isHosted: false }))
          : lookAtHosted(event.isRepair),
      );
    }
    case 'invalidated':
      return lookAtHosted(event.isRepair)(state);
    case 'answered':
      return flow(
        state,
        set({ question: { type: 'none' } }),
        answered(state.question, event.answer),
      );
    case 'healthSeen':
      return healthSeen(state, event);
  }
}

/** The Item may have changed while the user is on Plaid's own page. */
function lookAtHosted(isRepair: boolean): Transition {
  return (state) => {
    const isAsked = state.question.type !== 'none';
    const looks = state.hosted === 'open' && isRepair && !isAsked;
    return flow(state, when(looks, ask({ type: 'afterHosted', isBack: false })));
  };
}

/** The click waits until the server has said whether another tab relinked the Item. */
export function verifyOtherTab(isHosted: boolean): Transition {
  return ask({ type: 'otherTab', isClicked: true, isHosted });
}

import { isBusy } from '../../client/session-types';
import type { ItemHealth } from '../../types';
import { sessionErrors } from './session-errors';
import { FROM_STORE, openLink } from './reduce-link';
import type { Answer, EventOf, Question, SessionState } from './state';
import {
  alreadyHealthy,
  build,
  dropLink,
  emit,
  fail,
  flow,
  leaveHosted,
  set,
  settle,
  show,
  stopAsking,
  tellRelinked,
  unprepare,
  when,
  type Step,
  type Transition,
} from './steps';

export type ServerEvent = EventOf<
  | 'relinkedElsewhere'
  | 'answered'
  | 'hostedPrepared'
  | 'hostedOpened'
  | 'hostedRefused'
  | 'userReturned'
>;

/** Plaid's own page reports nothing. */
const NO_METADATA = { institution: null, status: null, link_session_id: '', request_id: '' };

/** The server's answers, reports of other tabs, and Plaid's own page, of which the server alone knows the outcome. */
export function reduceServer(state: SessionState, event: ServerEvent): Step {
  const { hosted, view, audience } = state;
  switch (event.type) {
    case 'relinkedElsewhere': {
      const asks = !isBusy(view.status) && audience === 'present' && !event.wantsAccounts;
      return flow(
        state,
        set({ reportedBy: 'another_tab' }),
        when(asks, stopAsking, ask({ type: 'report', isClicked: false })),
      );
    }
    case 'answered':
      return flow(
        state,
        set({ question: { type: 'none' } }),
        answered(state.question, event.answer),
      );
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
      return flow(state, when(hosted === 'open', lookAfterHosted(event.wantsAccounts)));
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

/** The user is back from the hosted page: asks the server, except after an account change, which health cannot show. */
export function lookAfterHosted(wantsAccounts: boolean): Transition {
  return (state) =>
    wantsAccounts
      ? flow(state, stopAsking, leaveHosted, exitHosted(null))
      : flow(state, stopAsking, ask({ type: 'afterHosted' }));
}

/** Another tab reported a relink: the click waits until the server has said whether that is true. */
export const verifyReport = ask({ type: 'report', isClicked: true });

function ask(question: Exclude<Question, { type: 'none' }>): Transition {
  return (state) => flow(state, set({ question }), emit({ type: 'ask', how: howToAsk(question) }));
}

function howToAsk(question: Question): 'once' | 'whenVisible' | 'untilHealthy' {
  if (question.type === 'afterSuccess') return 'untilHealthy';
  return question.type === 'report' && !question.isClicked ? 'whenVisible' : 'once';
}

function answered(question: Question, answer: Answer): Transition {
  switch (question.type) {
    case 'none':
      return (state) => [state, []];
    case 'afterSuccess':
      return afterSuccess(question, answer);
    case 'afterExit':
      return afterExit(question, answer);
    case 'afterHosted':
      return afterHosted(answer);
    case 'report':
      return afterReport(question, answer);
  }
}

function afterSuccess(
  { metadata }: Extract<Question, { type: 'afterSuccess' }>,
  answer: Answer,
): Transition {
  if (answer.type === 'failed') return fail(answer.error);
  const health = answer.type === 'unasked' ? null : answer.health;
  return (state) =>
    flow(
      state,
      set({ reportedBy: 'none', remedy: null }),
      show('relinked'),
      tellRelinked(health),
      settle({ status: 'relinked', itemId: state.itemId, health, metadata }),
      emit({ type: 'announceRelink' }),
    );
}

function afterExit(
  { calls, result }: Extract<Question, { type: 'afterExit' }>,
  answer: Answer,
): Transition {
  return (state) => {
    const by = state.reportedBy === 'none' ? 'elsewhere' : state.reportedBy;
    // No other call can be waiting: the button is not busy while this question is open.
    const waiting = set({ calls });
    return flow(
      state,
      waiting,
      answer.type === 'healthy'
        ? alreadyHealthy(answer.health, by)
        : answer.type === 'failed'
          ? fail(answer.error)
          : settle({ ...result, health: answer.type === 'undecided' ? answer.health : null }),
      when(state.audience === 'gone', forget),
    );
  };
}

function afterHosted(answer: Answer): Transition {
  if (answer.type === 'healthy') {
    return (state) =>
      flow(
        state,
        leaveHosted,
        alreadyHealthy(answer.health, 'hosted_link'),
        emit({ type: 'announceRelink' }),
      );
  }
  if (answer.type === 'failed') return (state) => flow(state, leaveHosted, fail(answer.error));
  // The button offers another try. The hosted page may still be open, so the session keeps listening for the user's return.
  return exitHosted(answer.type === 'undecided' ? answer.health : null);
}

function exitHosted(health: ItemHealth | null): Transition {
  return (state) =>
    flow(
      state,
      when(isBusy(state.view.status), show('exited')),
      settle({
        status: 'exited',
        itemId: state.itemId,
        error: null,
        metadata: NO_METADATA,
        health,
      }),
    );
}

function afterReport(
  { isClicked }: Extract<Question, { type: 'report' }>,
  answer: Answer,
): Transition {
  if (answer.type === 'healthy') {
    return (state) => flow(state, unprepare, alreadyHealthy(answer.health, 'another_tab'));
  }
  return (state) =>
    flow(
      state,
      set({ reportedBy: 'none' }),
      when(isClicked, build({ source: FROM_STORE, builds: 1 })),
    );
}

/** No component shows the Item: its prepared or finished Link goes, and late answers are ignored. */
export const forget: Transition = (state) => {
  const { status } = state.view;
  return flow(
    state,
    stopAsking,
    when(state.hosted !== 'none', set({ hosted: 'none' }), emit({ type: 'forgetHosted' })),
    set({ remedy: null }),
    when(state.link.type !== 'ending', unprepare),
    when(status === 'relinked' || status === 'exited' || status === 'failed', show('idle')),
  );
};

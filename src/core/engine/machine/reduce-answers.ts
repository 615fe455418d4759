import type { ItemHealth } from '../../types';
import { clickHosted } from './reduce-hosted';
import { CLICKED } from './reduce-link';
import type { Answer, EventOf, Question, SessionState } from './state';
import {
  alreadyHealthy,
  build,
  emit,
  exit,
  fail,
  flow,
  forget,
  forgetHosted,
  leaveHosted,
  REPAIRED,
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

/** What the server's answer to the session's question means. */
export function answered(question: Question, answer: Answer): Transition {
  switch (question.type) {
    case 'none':
      return (state) => [state, []];
    case 'afterSuccess':
      return afterSuccess(question, answer);
    case 'afterExit':
      return afterExit(question, answer);
    case 'afterHosted':
      return afterHosted(question, answer);
    case 'otherTab':
      return afterOtherTab(question, answer);
  }
}

function afterSuccess(
  { metadata }: Extract<Question, { type: 'afterSuccess' }>,
  answer: Answer,
): Transition {
  if (answer.type === 'failed') {
    const { error } = answer;
    const unconfirmed = error.code === 'not_confirmed' ? metadata : null;
    return (state) => flow(state, set({ unconfirmed }), fail(error));
  }
  const health = healthOf(answer);
  const confirmation = health
    ? ({ confirmed: true, health } as const)
    : ({ confirmed: false, health } as const);
  return (state) =>
    flow(
      state,
      set(REPAIRED),
      show('relinked'),
      tellRelinked(confirmation, 'link'),
      settle({ status: 'relinked', itemId: state.itemId, metadata, ...confirmation }),
      emit({ type: 'broadcastRelink' }),
    );
}

function afterExit(
  { calls, result }: Extract<Question, { type: 'afterExit' }>,
  answer: Answer,
): Transition {
  return (state) => {
    const by = state.otherTab === 'relinked' ? 'another_tab' : 'elsewhere';
    // No other call can be waiting: the button is not busy while this question is open.
    const waiting = set({ calls });
    return flow(
      state,
      waiting,
      answer.type === 'healthy' && isRepairSeen(state)
        ? alreadyHealthy(answer.health, by)
        : answer.type === 'failed'
          ? fail(answer.error)
          : settle({ ...result, health: healthOf(answer) }),
      when(state.audience === 'gone', forget),
    );
  };
}

function afterHosted(
  { isBack }: Extract<Question, { type: 'afterHosted' }>,
  answer: Answer,
): Transition {
  return (state) => {
    if (answer.type === 'healthy' && isRepairSeen(state))
      return repairedHosted(answer.health)(state);
    // The user is still there.
    if (!isBack) return [state, []];
    if (answer.type === 'failed') return flow(state, leaveHosted, fail(answer.error));
    // The button offers another try. The hosted page may still be open, so the session keeps listening for the user's return.
    return exitUnreported(healthOf(answer))(state);
  };
}

/** The Item was repaired on Plaid's own page. */
function repairedHosted(health: ItemHealth): Transition {
  return (state) =>
    flow(
      state,
      stopAsking,
      leaveHosted,
      alreadyHealthy(health, 'hosted_link'),
      emit({ type: 'reportRelink' }, { type: 'broadcastRelink' }),
    );
}

/**
 * Whether an Item that is healthy now was repaired while the user was away. A user who merely closes Link repairs nothing,
 * and an Item may be healthy for `/item/get` while its bank is about to disconnect it.
 */
function isRepairSeen({ wasSeenBroken, otherTab }: SessionState): boolean {
  return wasSeenBroken || otherTab === 'relinked';
}

function healthOf(answer: Answer): ItemHealth | null {
  return answer.type === 'healthy' || answer.type === 'undecided' ? answer.health : null;
}

/**
 * The user is back from Plaid's own page, which has reported nothing. Only an Item that is still broken shows that nothing
 * has changed: otherwise the button says nothing.
 */
function exitUnreported(health: ItemHealth | null): Transition {
  return exit(health && health.state !== 'healthy' ? 'exited' : 'idle', health);
}

function afterOtherTab(
  { isClicked, isHosted }: Extract<Question, { type: 'otherTab' }>,
  answer: Answer,
): Transition {
  if (answer.type === 'healthy') {
    return (state) => flow(state, unprepare, alreadyHealthy(answer.health, 'another_tab'));
  }
  return (state) =>
    flow(
      state,
      set({ otherTab: 'quiet' }),
      when(isClicked, isHosted ? clickHosted(false) : build(CLICKED)),
    );
}

/** Any answer about the Item: the button says nothing that the page knows better. */
export function healthSeen(
  state: SessionState,
  { health, isOutdated, isRepair }: EventOf<'healthSeen'>,
): Step {
  const { view, wasSeenBroken, hosted } = state;
  if (health.state !== 'healthy') {
    const { remedy } = health;
    return flow(
      state,
      set({ wasSeenBroken: true }),
      when(remedy === 'relink_with_accounts', set({ remedy })),
      // It has broken again, so its button works again, and earlier questions are of no use.
      when(view.status === 'relinked' && !isOutdated, stopAsking, forgetHosted, show('idle')),
    );
  }
  if (hosted === 'open' && isRepair && !isOutdated && isRepairSeen(state))
    return repairedHosted(health)(state);
  const code = view.error?.code;
  const isLateConfirmation = code === 'still_broken' || code === 'not_confirmed';
  const isRepaired = isLateConfirmation || (code === 'not_relinkable' && wasSeenBroken);
  return flow(
    state,
    when(isRepaired, alreadyHealthy(health, 'elsewhere')),
    when(isLateConfirmation, emit({ type: 'broadcastRelink' })),
  );
}

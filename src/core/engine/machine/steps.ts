import {
  isBusy,
  type Confirmation,
  type RelinkResult,
  type RelinkView,
} from '../../client/session-types';
import type { RelinkError } from '../../errors/relink-error';
import { NO_EXIT_METADATA } from '../../link/no-metadata';
import type { ItemHealth, RelinkStatus } from '../../types';
import type {
  Call,
  Effect,
  HostedReason,
  LinkPlan,
  Question,
  RelinkedBy,
  SessionState,
} from './state';

/** A state, and the effects on the way to it. */
export type Step = readonly [SessionState, readonly Effect[]];
export type Transition = (state: SessionState) => Step;

/** Runs transitions one after the other. */
export function flow(state: SessionState, ...transitions: Transition[]): Step {
  let now = state;
  const effects: Effect[] = [];
  for (const transition of transitions) {
    const [next, more] = transition(now);
    now = next;
    effects.push(...more);
  }
  return [now, effects];
}

export const set =
  (change: Partial<SessionState>): Transition =>
  (state) => [{ ...state, ...change }, []];

export const emit =
  (...effects: Effect[]): Transition =>
  (state) => [state, effects];

export const when =
  (condition: boolean, ...transitions: Transition[]): Transition =>
  (state) =>
    flow(state, ...(condition ? transitions : []));

export function showView(view: RelinkView): Transition {
  return (state) =>
    flow(state, set({ view }), emit({ type: 'show', view, options: state.options }));
}

export function show(status: Exclude<RelinkStatus, 'failed'>): Transition {
  return showView({ status, error: null });
}

/** Removes Link at once, or stops waiting for it. */
export const dropLink: Transition = (state) =>
  flow(
    state,
    when(state.link.type !== 'none', set({ link: { type: 'none' } }), emit({ type: 'dropLink' })),
  );

/** Drops a prepared Link, or Plaid's own page: the button goes back to `idle`. */
export const unprepare: Transition = (state) =>
  flow(state, dropLink, when(isPrepared(state), forgetHosted, show('idle')));

/** Whether Link, or Plaid's own page, is or will be ready for a click. */
export function isPrepared({ view: { status } }: SessionState): boolean {
  return status === 'preparing' || status === 'ready';
}

/** Builds a Link, in place of the session's last one. */
export function build(plan: LinkPlan): Transition {
  return (state) =>
    flow(
      state,
      dropLink,
      set({ link: { type: 'building', plan } }),
      emit({
        type: 'buildLink',
        source: plan.source,
        isClicked: state.view.status === 'opening',
      }),
    );
}

/** Link has ended by itself, and still delivers its last events. */
export const retireLink: Transition = (state) =>
  flow(state, set({ link: { type: 'ending' } }), emit({ type: 'retireLink' }));

/** Asks the server, in place of no other question. */
export function ask(question: Exclude<Question, { type: 'none' }>): Transition {
  return (state) => flow(state, set({ question }), emit({ type: 'ask', how: howToAsk(question) }));
}

function howToAsk(question: Question): 'once' | 'whenVisible' | 'untilHealthy' {
  if (question.type === 'afterSuccess') return 'untilHealthy';
  return question.type === 'otherTab' && !question.isClicked ? 'whenVisible' : 'once';
}

/** Withdraws the question. Calls that wait for it after an exit settle as `exited`, with `health: null`. */
export const stopAsking: Transition = (state) => {
  const { question } = state;
  return flow(
    state,
    when(
      question.type !== 'none',
      set({ question: { type: 'none' } }),
      emit({ type: 'stopAsking' }),
    ),
    question.type === 'afterExit' ? settleCalls(question.calls, question.result) : pass,
  );
};

export const pass: Transition = (state) => [state, []];

/** Gets Plaid's own page ready. */
export function prepareHosted(why: HostedReason): Transition {
  return (state) => flow(state, set({ hosted: 'preparing' }), emit({ type: 'prepareHosted', why }));
}

/** Listens no more for the user's return from Plaid's own page. A page that is ready stays ready. */
export const leaveHosted: Transition = (state) =>
  flow(
    state,
    when(
      state.hosted === 'open' || state.hosted === 'preparing',
      set({ hosted: 'none' }),
      emit({ type: 'leaveHosted' }),
    ),
  );

/** Withdraws Plaid's own page, also one that is ready. */
export const forgetHosted: Transition = (state) =>
  flow(
    state,
    when(state.hosted !== 'none', set({ hosted: 'none' }), emit({ type: 'forgetHosted' })),
  );

/** Settles every call that waits for this session. */
export function settle(result: RelinkResult): Transition {
  return (state) => flow(state, set({ calls: [] }), settleCalls(state.calls, result));
}

export function settleCalls(calls: readonly Call[], result: RelinkResult): Transition {
  return when(calls.length > 0, emit({ type: 'settle', calls, result }));
}

export function report(error: RelinkError): Transition {
  return (state) => flow(state, emit({ type: 'report', error, options: state.options }));
}

/** The app hears that the Item was repaired. */
export function tellRelinked(confirmation: Confirmation, by: RelinkedBy): Transition {
  return (state) =>
    flow(state, emit({ type: 'tellRelinked', confirmation, by, options: state.options }));
}

/** The relink failed. Before the click the button stays as it is: a click tries again, and reports. */
export function fail(error: RelinkError): Transition {
  return (state) => {
    const isNews = isBusy(state.view.status) || state.view.status === 'exited';
    return flow(
      state,
      set({ remedy: error.remedy ?? state.remedy }),
      when(isNews, showView({ status: 'failed', error })),
      when(isPrepared(state), show('idle')),
      when(isNews, report(error)),
      settle({ status: 'failed', itemId: state.itemId, error }),
    );
  };
}

/**
 * The user has left, and Link has reported no exit.
 *
 * @param status what the button shows: 'exited' says that nothing has changed, and 'idle' says nothing
 */
export function exit(status: 'exited' | 'idle', health: ItemHealth | null): Transition {
  return (state) =>
    flow(
      state,
      when(isBusy(state.view.status), show(status)),
      settle({
        status: 'exited',
        itemId: state.itemId,
        error: null,
        metadata: NO_EXIT_METADATA,
        health,
      }),
    );
}

/** What a session remembers of an Item that is healthy. */
export const REPAIRED = {
  otherTab: 'quiet',
  remedy: null,
  wasSeenBroken: false,
  unconfirmed: null,
} as const;

/** The server says that the Item is healthy, and this session's Link did not do it. */
export function alreadyHealthy(health: ItemHealth, by: Exclude<RelinkedBy, 'link'>): Transition {
  return (state) => {
    const { itemId, view } = state;
    return flow(
      state,
      set(REPAIRED),
      when(
        view.status !== 'relinked',
        show('relinked'),
        tellRelinked({ confirmed: true, health }, by),
      ),
      settle({ status: 'already_healthy', itemId, health, by }),
    );
  };
}

/** No component shows the Item: its prepared or finished Link goes, and late answers are ignored. */
export const forget: Transition = (state) => {
  const { status } = state.view;
  return flow(
    state,
    stopAsking,
    forgetHosted,
    set({ remedy: null, unconfirmed: null }),
    when(state.link.type !== 'ending', unprepare),
    when(status === 'relinked' || status === 'exited' || status === 'failed', show('idle')),
  );
};

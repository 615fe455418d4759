import { describe, expect, it } from 'vitest';
import { isBusy } from '../../src/core/client/session-types';
import { reduce } from '../../src/core/engine/machine/reduce';
import type { Effect } from '../../src/core/engine/machine/state';
import { explore, type Reduce } from '../support/explorer/explore';

const without =
  (type: Effect['type']): Reduce =>
  (state, event) => {
    const [after, effects] = reduce(state, event);
    return [after, effects.filter((effect) => effect.type !== type)];
  };

/** Deliberate breaks of the session, and the violation that each of them is. */
const BREAKS: readonly [breaks: string, violation: string, broken: Reduce][] = [
  [
    'a click is forgotten while the session is busy',
    'G5: a call is lost',
    (state, event) =>
      event.type === 'click' && isBusy(state.view.status) ? [state, []] : reduce(state, event),
  ],
  [
    'an exit settles its calls before the server is asked, and again after it',
    'G5: a call is settled twice',
    (state, event) => {
      const [after, effects] = reduce(state, event);
      if (after.question.type !== 'afterExit' || state.question.type === 'afterExit')
        return [after, effects];
      const { calls, result } = after.question;
      return [after, [...effects, { type: 'settle', calls, result }]];
    },
  ],
  [
    'a new click withdraws the question after an exit and leaves its calls behind',
    'G5: a call is lost',
    (state, event) => {
      const [after, effects] = reduce(state, event);
      const isWithdrawn = event.type === 'click' && state.question.type === 'afterExit';
      return [after, isWithdrawn ? effects.filter(({ type }) => type !== 'settle') : effects];
    },
  ],
  ['the button does not show the status', 'the button shows idle', without('show')],
  ['an error is not reported', 'reported 0 times', without('report')],
  ['the server is never asked', 'the server is asked nothing', without('ask')],
  [
    'a Link that becomes ready opens before the click',
    'Link is opened while the button is preparing',
    (state, event) => {
      const clicked = { status: 'opening', error: null } as const;
      if (event.type !== 'linkReady' || state.view.status !== 'preparing')
        return reduce(state, event);
      const [after, effects] = reduce({ ...state, view: clicked }, event);
      return [{ ...after, view: state.view }, effects];
    },
  ],
  [
    'a report of another tab closes an open Link',
    'G3: a Link that the user is in is closed',
    (state, event) => {
      const [after, effects] = reduce(state, event);
      if (event.type !== 'relinkedElsewhere' || after.link.type !== 'opened')
        return [after, effects];
      return [{ ...after, link: { type: 'none' } }, [...effects, { type: 'dropLink' }]];
    },
  ],
  [
    'a click from within onEvent closes a Link whose OPEN event came late',
    'G3: a Link that the user is in is closed',
    (state, event) => {
      const [after, effects] = reduce(state, event);
      return event.type === 'linkEvent'
        ? [{ ...after, link: state.link }, effects]
        : [after, effects];
    },
  ],
  [
    'a click does not retry where Link cannot be built for the moment',
    'waits for an event that cannot come',
    (state, event) =>
      event.type === 'waitOver' ? [{ ...state, link: { type: 'none' } }, []] : reduce(state, event),
  ],
  [
    'an exit counts as a repair wherever the server calls the Item healthy',
    'G10: an Item that was never broken is called repaired',
    (state, event) => reduce({ ...state, wasSeenBroken: true }, event),
  ],
  [
    'an exit stays exited where its result is a repair',
    'a click settles as already_healthy, and the button shows exited',
    (state, event) => {
      const [after, effects] = reduce(state, event);
      if (state.question.type !== 'afterExit' || after.view.status !== 'relinked')
        return [after, effects];
      return [{ ...after, view: state.view }, effects.filter(({ type }) => type !== 'show')];
    },
  ],
  [
    'a cancel closes a Link that the user is in',
    'G3: a Link that the user is in is c',
    (state, event) =>
      event.type === 'cancelled' && state.view.status === 'open'
        ? reduce({ ...state, view: { status: 'opening', error: null } }, event)
        : reduce(state, event),
  ],
  [
    'a click after not_confirmed opens Link again',
    'a click after not_confirmed is opening',
    (state, event) =>
      reduce(event.type === 'click' ? { ...state, unconfirmed: null } : state, event),
  ],
  [
    'the button of an Item that has broken again stays relinked',
    'an Item that has broken again is shown as relinked',
    (state, event) =>
      reduce(state, event.type === 'healthSeen' ? { ...event, isOutdated: true } : event),
  ],
  [
    'Plaid’s own page is opened once its token is there, and no tab was opened within the click',
    'outside of a click, and no tab waits',
    without('openHostedTab'),
  ],
  [
    'a tab for a page that cannot be had stays open',
    'an empty tab is left open',
    without('leaveHosted'),
  ],
  [
    'news of an Item that is still broken end the relink on Plaid’s own page',
    'is said to have left',
    (state, event) =>
      reduce(
        state.question.type === 'afterHosted'
          ? { ...state, question: { type: 'afterHosted', isBack: true } }
          : state,
        event,
      ),
  ],
  [
    'the server is asked although the provider unmounted within onSuccess',
    'the provider has unmounted, and something goes on',
    (state, event) => {
      if (event.type !== 'successTold') return reduce(state, event);
      const { metadata } = event;
      return [
        { ...state, question: { type: 'afterSuccess', metadata } },
        [{ type: 'ask', how: 'untilHealthy' }],
      ];
    },
  ],
];

describe('every state that a session can reach', () => {
  it('G5: in every reachable state, a busy session has a caller, shows what it is, and ends by events that can come', () => {
    const { violations, worlds, transitions } = explore();
    expect(violations).toEqual([]);
    // Fewer would mean that the search has lost its way.
    expect(worlds).toBeGreaterThan(20_000);
    expect(transitions).toBeGreaterThan(300_000);
  }, 300_000);

  it.each(BREAKS)(
    'the search finds that %s',
    (_breaks, violation, broken) => {
      const { violations } = explore(broken, violation);
      expect(violations.join()).toContain(violation);
    },
    120_000,
  );
});

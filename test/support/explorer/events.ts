import { holdsLink, isBusy } from '../../../src/core/client/session-types';
import type { Call, SessionEvent } from '../../../src/core/engine/machine/state';
import type { RelinkError } from '../../../src/core/errors/relink-error';
import * as values from './values';
import { hasLink, withPage, type Page, type World } from './world';

const BOTH = [true, false];

/** What the app may do at any time, and from within any of its callbacks. */
export function appEvents(world: World): SessionEvent[] {
  const { state, page, queue } = world;
  const hasAttempt = hasLink(page);
  const events: SessionEvent[] = [{ type: 'disposed' }, { type: 'unobserved' }];
  // Elsewhere it does nothing, which the unit tests show.
  if (holdsLink(state.view.status)) events.push({ type: 'cancelled' });
  if (!isBusy(state.view.status)) {
    for (const isCurrent of page.link === 'ready' ? BOTH : [false])
      events.push({ type: 'prepare', options: values.PLAIN, isHosted: false, isCurrent });
    for (const isCurrent of page.hosted === 'ready' ? BOTH : [false])
      events.push({ type: 'prepare', options: values.HOSTED, isHosted: true, isCurrent });
  }
  // Two calls that wait show all that three would.
  if (state.calls.length >= 2) return events;
  const call = newCall(world);
  const click = { type: 'click', call, resume: null } as const;
  for (const options of values.OPTIONS) {
    const isHosted = options === values.HOSTED;
    const hasPage = page.hosted === 'ready' || page.hosted === 'preparing';
    for (const isSame of (isHosted ? hasPage : hasAttempt) ? BOTH : [false]) {
      const isRepair = options !== values.ACCOUNTS;
      const same = { isSameLink: isSame && !isHosted, isSameHosted: isSame && isHosted };
      for (const isSeenBroken of isRepair && queue.length === 0 && !world.hasActed
        ? BOTH
        : [page.sawBroken])
        events.push({ ...click, options, isHosted, ...same, isRepair, isSeenBroken });
    }
  }
  const resumed = {
    options: values.PLAIN,
    isSameLink: false,
    isHosted: false,
    isSameHosted: false,
    isRepair: true,
    isSeenBroken: false,
    resume: values.REDIRECT,
  };
  events.push({ type: 'click', call, ...resumed });
  // A page that Plaid's own page has led to, and whose component has just mounted.
  if (!isBusy(state.view.status) && !world.hasActed && queue.length === 0) {
    for (const isSeenBroken of BOTH)
      events.push({ type: 'pageReturned', options: values.PLAIN, call, isSeenBroken });
  }
  return events;
}

/** What other tabs, other sessions, Link, the server and the user on Plaid's own page may do. */
export function outsideEvents({ state, page }: World): SessionEvent[] {
  const isRepair = state.options !== values.ACCOUNTS;
  const events: SessionEvent[] = [
    ...linkEvents(page),
    { type: 'relinkedElsewhere', isRepair },
    { type: 'healthSeen', health: values.HEALTHY, isOutdated: false, isRepair },
  ];
  if (!page.sawBroken)
    events.push({ type: 'healthSeen', health: values.BROKEN, isOutdated: false, isRepair });
  const isOwned = hasLink(page);
  if (isOwned && !holdsLink(state.view.status)) events.push({ type: 'linkTaken' });
  if (page.asking !== 'nothing') {
    events.push(
      { type: 'answered', answer: { type: 'healthy', health: values.HEALTHY } },
      {
        type: 'answered',
        answer: {
          type: 'failed',
          error: page.asking === 'untilHealthy' ? values.STILL_BROKEN : values.NOT_RELINKABLE,
        },
      },
      ...(page.asking === 'untilHealthy'
        ? [{ type: 'answered', answer: { type: 'failed', error: values.NOT_CONFIRMED } } as const]
        : []),
      page.asking === 'untilHealthy'
        ? { type: 'answered', answer: { type: 'unasked' } }
        : { type: 'answered', answer: { type: 'undecided', health: values.BROKEN } },
    );
  }
  if (page.hosted === 'preparing' && page.why) {
    for (const prepared of values.PREPARED)
      events.push({ type: 'hostedPrepared', prepared, why: page.why });
  }
  if (page.hosted === 'open')
    events.push({ type: 'userReturned', isRepair }, { type: 'invalidated', isRepair });
  return events;
}

function linkEvents({ link, linkSaid }: Page): SessionEvent[] {
  const heard = {
    type: 'linkEvent',
    eventName: 'HANDOFF',
    metadata: values.EVENT_METADATA,
  } as const;
  const failures = (errors: readonly RelinkError[]): SessionEvent[] =>
    errors.map((error) => ({ type: 'linkFailed', error }));
  switch (link) {
    case 'none':
    case 'over':
      return [];
    case 'waiting':
      return [{ type: 'waitOver' }];
    case 'building':
      return [{ type: 'linkReady' }, ...failures(values.BUILD_ERRORS)];
    case 'ready':
      return failures([values.errorOf('link_failed')]);
    case 'ending':
      return [heard, { type: 'linkGone' }];
    case 'opened': {
      const events: SessionEvent[] = [
        heard,
        { type: 'linkSucceeded', publicToken: null, metadata: values.METADATA },
      ];
      for (const [error, isInvalidToken] of [
        [null, false],
        [values.LOCKED, false],
        [null, true],
      ] as const) {
        const exit = { error, metadata: values.EXIT_METADATA, isInvalidToken };
        events.push({ type: 'linkExited', exit });
      }
      if (linkSaid === 'open') return events;
      events.push({ ...heard, eventName: 'OPEN' });
      if (linkSaid === 'nothing') {
        events.push({ type: 'linkShown', isSeen: false });
        events.push(...failures([values.errorOf('link_failed')]));
      }
      return events;
    }
  }
}

const CALLS: readonly Call[] = Array.from({ length: 4 }, (): Call => () => {});

function newCall({ page, queue }: World): Call {
  const isTaken = (call: Call): boolean =>
    page.unsettled.includes(call) || queue.some((event) => 'call' in event && event.call === call);
  const free = CALLS.find((call) => !isTaken(call));
  if (!free) throw new Error('More calls wait than the explorer allows.');
  return free;
}

/** What the page knows from an event that comes from outside, before the session hears of it. */
export function heardBy(world: World, event: SessionEvent): World {
  const { page, state } = world;
  switch (event.type) {
    case 'click': {
      const isJoining = isBusy(state.view.status);
      const isCheckingAgain = state.unconfirmed !== null && !event.resume;
      return withPage(world, {
        sawBroken: event.isSeenBroken || (isJoining && page.sawBroken),
        hasSucceeded: (isJoining || isCheckingAgain) && page.hasSucceeded,
      });
    }
    case 'healthSeen':
      return event.health.state === 'healthy' ? world : withPage(world, { sawBroken: true });
    case 'relinkedElsewhere':
      return withPage(world, { heardOfRelink: true });
    case 'linkReady':
      return withPage(world, { link: 'ready' });
    case 'linkEvent':
      return event.eventName === 'OPEN' ? withPage(world, { linkSaid: 'open' }) : world;
    case 'linkShown':
      return event.isSeen ? world : withPage(world, { linkSaid: 'loaded' });
    case 'linkSucceeded':
      return withPage(world, { link: 'over', hasSucceeded: true });
    case 'linkExited':
      return withPage(world, { link: 'over' });
    case 'answered': {
      const isDenied = state.question.type === 'otherTab' && event.answer.type !== 'healthy';
      return withPage(world, {
        asking: 'nothing',
        heardOfRelink: page.heardOfRelink && !isDenied,
      });
    }
    case 'pageReturned':
      return withPage(world, { sawBroken: event.isSeenBroken, hasSucceeded: false });
    case 'hostedPrepared':
      return withPage(world, {
        hosted: event.prepared.type === 'ready' ? 'ready' : 'none',
        why: null,
      });
    default:
      return world;
  }
}

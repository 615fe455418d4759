import { holdsLink, isBusy } from '../../../src/core/client/session-types';
import type { Call, SessionEvent } from '../../../src/core/engine/machine/state';
import type { RelinkError } from '../../../src/core/errors/relink-error';
import * as values from './values';
import { hasLink, withPage, type Page, type World } from './world';

const BOTH = [true, false];

/** What the app may do at any time, and from within any of its callbacks. */
export function appEvents(world: World): SessionEvent[] {
  const { state, page } = world;
  const hasAttempt = hasLink(page);
  const events: SessionEvent[] = [{ type: 'disposed' }, { type: 'unobserved' }];
  if (!isBusy(state.view.status)) {
    for (const isLinkCurrent of page.link === 'ready' ? BOTH : [false])
      events.push({ type: 'prepare', options: values.PLAIN, isLinkCurrent });
  }
  // Two calls that wait show all that three would.
  if (state.calls.length >= 2) return events;
  const call = newCall(world);
  for (const options of [values.PLAIN, values.ACCOUNTS]) {
    for (const isSameLink of hasAttempt ? BOTH : [false]) {
      const wantsAccounts = options === values.ACCOUNTS;
      events.push({ type: 'click', options, call, isSameLink, wantsAccounts, resume: null });
    }
  }
  const resumed = {
    options: values.PLAIN,
    isSameLink: false,
    wantsAccounts: false,
    resume: values.REDIRECT,
  };
  events.push({ type: 'click', call, ...resumed });
  return events;
}

/** What other tabs, other sessions, Link, the server and the user on Plaid's own page may do. */
export function outsideEvents({ state, page }: World): SessionEvent[] {
  const wantsAccounts = state.options === values.ACCOUNTS;
  const events: SessionEvent[] = [
    ...linkEvents(page),
    { type: 'relinkedElsewhere', wantsAccounts },
  ];
  const isOwned = hasLink(page);
  if (isOwned && !holdsLink(state.view.status)) events.push({ type: 'linkTaken' });
  if (page.asking !== 'nothing') {
    events.push(
      { type: 'answered', answer: { type: 'healthy', health: values.HEALTHY } },
      { type: 'answered', answer: { type: 'failed', error: values.STILL_BROKEN } },
      page.asking === 'untilHealthy'
        ? { type: 'answered', answer: { type: 'unasked' } }
        : { type: 'answered', answer: { type: 'undecided', health: values.BROKEN } },
    );
  }
  if (page.hosted === 'preparing')
    for (const isReady of BOTH)
      events.push({ type: 'hostedPrepared', isReady, blocked: values.BLOCKED });
  if (page.hosted === 'open') events.push({ type: 'userReturned', wantsAccounts });
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
        events.push({ type: 'linkShown', isSeen: false, error: null, isWrongMode: false });
        events.push(...failures([values.errorOf('link_failed')]));
      }
      return events;
    }
  }
}

const CALLS: readonly Call[] = Array.from({ length: 4 }, (): Call => () => {});

function newCall({ page, queue }: World): Call {
  const isTaken = (call: Call): boolean =>
    page.unsettled.includes(call) ||
    queue.some((event) => event.type === 'click' && event.call === call);
  const free = CALLS.find((call) => !isTaken(call));
  if (!free) throw new Error('More calls wait than the explorer allows.');
  return free;
}

/** What the page knows from an event that comes from outside, before the session hears of it. */
export function heardBy(world: World, event: SessionEvent): World {
  switch (event.type) {
    case 'linkReady':
      return withPage(world, { link: 'ready' });
    case 'linkEvent':
      return event.eventName === 'OPEN' ? withPage(world, { linkSaid: 'open' }) : world;
    case 'linkShown':
      return event.isSeen ? world : withPage(world, { linkSaid: 'loaded' });
    case 'linkSucceeded':
    case 'linkExited':
      return withPage(world, { link: 'over' });
    case 'answered':
      return withPage(world, { asking: 'nothing' });
    case 'hostedPrepared':
      return withPage(world, { hosted: event.isReady ? 'ready' : 'none' });
    default:
      return world;
  }
}

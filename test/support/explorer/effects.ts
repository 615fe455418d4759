import type { Effect, SessionEvent } from '../../../src/core/engine/machine/state';
import { appEvents } from './events';
import * as values from './values';
import { checkRepair, checkSettled } from './invariants';
import { hasLink, NOT_REPAIRED, queued, withPage, type World } from './world';

/** Hears of each violation. */
export type Note = (violation: string) => void;

/** What answers an effect on a Link is stale once that Link was dropped. */
const isNoAnswer = ({ type }: SessionEvent): boolean =>
  !['linkWaits', 'linkBusy', 'linkFailed', 'linkRefused', 'linkShown'].includes(type);

/** What Link's OPEN event says of update mode. */
const SEEN: readonly SessionEvent[] = [
  { type: 'linkShown', isSeen: true },
  { type: 'linkFailed', error: values.NOT_UPDATE_MODE },
];

/** The app may act from within its callback, or may not. */
function tell(world: World): World[] {
  if (world.hasActed || world.isDisposed) return [world];
  const acted = appEvents(world).map((event) => ({ ...queued(world, event), hasActed: true }));
  return [world, ...acted];
}

/** What one effect does to the page, and what comes back of it. */
export function run(world: World, effect: Effect, cause: SessionEvent, note: Note): World[] {
  const { page } = world;
  switch (effect.type) {
    case 'show':
      return tell(withPage(world, { shown: effect.view }));
    case 'buildLink': {
      if (page.link !== 'none') note(`a second Link is built beside one that is ${page.link}`);
      return [
        withPage(world, { link: 'building', linkSaid: 'nothing' }),
        queued(withPage(world, { link: 'waiting' }), { type: 'linkWaits' }),
        queued(world, { type: 'linkBusy', openItemId: 'item-b' }),
        queued(world, { type: 'linkFailed', error: values.errorOf('missing_public_key') }),
      ];
    }
    case 'openLink': {
      if (page.link !== 'ready') note(`a Link that is ${page.link} is opened`);
      if (page.shown.status !== 'opening')
        note(`Link is opened while the button is ${page.shown.status}`);
      return [
        withPage(world, { link: 'opened', linkSaid: 'nothing' }),
        queued(world, { type: 'linkRefused' }),
      ];
    }
    case 'dropLink': {
      const mayClose =
        cause.type === 'disposed' ||
        (cause.type === 'linkFailed' && cause.error === values.NOT_UPDATE_MODE);
      if (page.link === 'opened' && page.linkSaid === 'open' && !mayClose)
        note('G3: a Link that the user is in is closed');
      return [{ ...withPage(world, { link: 'none' }), queue: world.queue.filter(isNoAnswer) }];
    }
    case 'retireLink':
      if (page.link !== 'over') note(`a Link that is ${page.link} is retired`);
      return [withPage(world, { link: 'ending' })];
    case 'ask':
      if (page.asking !== 'nothing') note('a question is asked while another is open');
      return [withPage(world, { asking: effect.how })];
    case 'stopAsking':
      return [withPage(world, { asking: 'nothing' })];
    case 'openHostedTab':
      if (page.shown.status !== 'opening')
        note(`a tab is opened while the button is ${page.shown.status}`);
      return [withPage(world, { hasTab: true })];
    case 'prepareHosted':
      return [withPage(world, { hosted: 'preparing', why: effect.why })];
    case 'openHosted':
      if (page.hosted !== 'ready') note("Plaid's own page is opened before it is ready");
      if (page.shown.status !== 'opening')
        note(`Plaid's own page is opened while the button is ${page.shown.status}`);
      if (!page.hasTab && cause.type !== 'click')
        note("Plaid's own page is opened outside of a click, and no tab waits for it");
      return [
        ...[true, false].map((isInOtherTab) =>
          queued(withPage(world, { hosted: 'open', hasTab: false }), {
            type: 'hostedOpened',
            isInOtherTab,
          }),
        ),
        ...(page.hasTab
          ? [queued(withPage(world, { hasTab: false }), { type: 'hostedClosed' } as const)]
          : []),
        ...[true, false].map((isSameLink) =>
          queued(withPage(world, { hosted: 'none', hasTab: false }), {
            type: 'hostedRefused',
            isSameLink: isSameLink && hasLink(page),
          }),
        ),
      ];
    case 'watchHosted':
      return [withPage(world, { hosted: 'open' })];
    case 'leaveHosted':
    case 'forgetHosted':
      return [withPage(world, { hosted: 'none', why: null, hasTab: false })];
    case 'tellSuccess': {
      const { metadata } = effect;
      return tell(world).map((now) => queued(now, { type: 'successTold', metadata }));
    }
    case 'tellExit': {
      const { exit } = effect;
      const isRepair = world.state.options !== values.ACCOUNTS;
      return tell(world).map((now) => queued(now, { type: 'exitTold', exit, isRepair }));
    }
    case 'tellRelinked':
      if (page.shown.status !== 'relinked') note('onRelinked is called beside another status');
      checkRepair(page, cause, effect.confirmation, note);
      return tell(withPage(world, NOT_REPAIRED));
    case 'tellEvent':
      if (effect.eventName !== 'OPEN') return tell(world);
      // Link's OPEN event reaches the app first, and the session acts on it afterwards.
      // After an act of the app's, one answer shows what the act does, and keeps the search short.
      return tell(world).flatMap((now) =>
        (now.hasActed ? SEEN.slice(0, 1) : SEEN).map((seen) => queued(now, seen)),
      );
    case 'tellBegun':
    case 'report':
    case 'warn':
      return tell(world);
    case 'settle': {
      if (effect.calls.some((call) => !page.unsettled.includes(call)))
        note('G5: a call is settled twice');
      checkSettled(page, effect.result, note);
      const unsettled = page.unsettled.filter((call) => !effect.calls.includes(call));
      return [withPage(world, { unsettled })];
    }
    case 'reportRelink':
    case 'broadcastRelink':
      return [world];
  }
}

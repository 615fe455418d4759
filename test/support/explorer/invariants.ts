import {
  isBusy,
  type Confirmation,
  type RelinkResult,
} from '../../../src/core/client/session-types';
import type { RelinkStatus } from '../../../src/core/types';
import type { Effect, SessionEvent, SessionState } from '../../../src/core/engine/machine/state';
import type { Note } from './effects';
import type { Page, World } from './world';

/** An error that the button shows is reported exactly once. */
export function checkReport(
  before: SessionState,
  { view }: SessionState,
  effects: readonly Effect[],
  note: Note,
): void {
  const { error } = view;
  if (!error || before.view.error === error) return;
  const reports = effects.filter((effect) => effect.type === 'report' && effect.error === error);
  if (reports.length !== 1) note(`${error.code} is shown, and reported ${reports.length} times`);
}

/** What the button shows after the events that decide it by themselves. */
export function checkStep(
  before: SessionState,
  event: SessionEvent,
  { view: { status }, link }: SessionState,
  note: Note,
): void {
  const { view, question } = before;
  const isCheckingAgain = view.error?.code === 'not_confirmed';
  if (event.type === 'click' && isCheckingAgain && !event.resume && status !== 'confirming')
    note(`a click after not_confirmed is ${status}, and the server is not asked again`);
  const isAway = question.type === 'afterHosted' && !question.isBack && view.status === 'open';
  if (event.type === 'answered' && isAway && !['open', 'relinked'].includes(status))
    note("a user who is on Plaid's own page is said to have left");
  if (event.type === 'cancelled' && view.status === 'open' && status !== 'open')
    note('G3: a Link that the user is in is cancelled');
  if (
    event.type === 'cancelled' &&
    view.status === 'opening' &&
    status === 'opening' &&
    !isSeen(link)
  )
    note('an opening that was cancelled goes on');
  if (event.type === 'healthSeen' && event.health.state !== 'healthy' && status === 'relinked')
    note('an Item that has broken again is shown as relinked');
}

function isSeen(link: SessionState['link']): boolean {
  return link.type === 'opened' && link.isSeen;
}

/** Nothing is called a repair that was not seen, and none without the server's word. */
export function checkRepair(
  { hasSucceeded, sawBroken, heardOfRelink }: Page,
  cause: SessionEvent,
  { confirmed }: Confirmation,
  note: Note,
): void {
  if (!hasSucceeded && !sawBroken && !heardOfRelink)
    note('G10: an Item that was never broken is called repaired');
  const isHealthy =
    (cause.type === 'answered' && cause.answer.type === 'healthy') ||
    (cause.type === 'healthSeen' && cause.health.state === 'healthy');
  const isUnasked = cause.type === 'answered' && cause.answer.type === 'unasked' && hasSucceeded;
  if (confirmed ? !isHealthy : !isUnasked)
    note(`G10: a relink is ${confirmed ? 'confirmed' : 'not confirmed'} after ${cause.type}`);
}

/** What the button shows as a call settles, by the status of its result. */
const SHOWN: Readonly<Record<RelinkResult['status'], readonly RelinkStatus[]>> = {
  relinked: ['relinked'],
  already_healthy: ['relinked'],
  // After Plaid's own page, whose outcome is not known, the button says nothing.
  exited: ['exited', 'idle'],
  // A provider that unmounts shows nothing.
  failed: ['failed', 'idle'],
};

/** The button and the result of its click agree. */
export function checkSettled({ shown }: Page, { status }: RelinkResult, note: Note): void {
  if (!SHOWN[status].includes(shown.status))
    note(`a click settles as ${status}, and the button shows ${shown.status}`);
}

/** What holds whenever the session is at rest. */
export function checkAtRest(world: World, note: Note): void {
  const { state, page } = world;
  const { view, link, question, hosted, calls } = state;
  const { status } = view;
  if (page.shown !== view && JSON.stringify(page.shown) !== JSON.stringify(view))
    note(`the button shows ${page.shown.status}, and the session is ${status}`);
  if (isBusy(status) !== calls.length > 0)
    note(`the session is ${status}, and ${calls.length} calls wait for it`);
  if (page.link !== link.type)
    note(`Link is ${page.link}, and the session takes it for ${link.type}`);
  if ((page.asking === 'nothing') !== (question.type === 'none'))
    note(`the question ${question.type} is open, and the server is asked ${page.asking}`);
  if ((state.unconfirmed !== null) !== (view.error?.code === 'not_confirmed'))
    note(`the button shows ${view.error?.code ?? status}, and the server is to be asked again`);
  if (page.hasTab && hosted !== 'preparing') note('an empty tab is left open');
  if (page.hosted !== hosted) note(`Plaid's own page is ${page.hosted}, not ${hosted}`);
  const waiting = [...calls, ...(question.type === 'afterExit' ? question.calls : [])];
  if (
    waiting.length !== page.unsettled.length ||
    waiting.some((call) => !page.unsettled.includes(call))
  )
    note('G5: a call is lost, or waits after it was settled');
  if (!expected(world)) note(`the session is ${status}, and waits for an event that cannot come`);
  const { link: linkNow, asking } = page;
  if (
    world.isDisposed &&
    (status !== 'idle' || linkNow !== 'none' || asking !== 'nothing' || waiting.length > 0)
  )
    note('the provider has unmounted, and something goes on');
}

/** Whether an event can still come that the session waits for in its status. */
function expected({ state: { view, link, question, hosted } }: World): boolean {
  const isIdleLink = link.type === 'none' || link.type === 'ending';
  switch (view.status) {
    case 'preparing':
      return link.type === 'building' || link.type === 'waiting' || hosted === 'preparing';
    case 'ready':
      return link.type === 'ready' || hosted === 'ready';
    case 'opening':
      return (
        !isIdleLink ||
        hosted === 'preparing' ||
        (question.type === 'otherTab' && question.isClicked)
      );
    case 'open':
      return link.type === 'opened' || hosted === 'open';
    case 'confirming':
      return (
        question.type === 'afterSuccess' || (question.type === 'afterHosted' && hosted === 'open')
      );
    default:
      return isIdleLink;
  }
}

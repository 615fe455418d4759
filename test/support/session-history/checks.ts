import { isBusy } from '../../../src/core/client/session-types';
import { letLinkSay, setScript } from './link';
import { ITEMS } from './steps';
import { comeBack, type SessionHistoryWorld } from './world';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** After each step: one Link at most, no callback without an outcome, no click and no status without its cause. */
export function checkPromises({ model, port, app: { sessions } }: SessionHistoryWorld): void {
  const present = port.links.filter(({ removed }) => !removed);
  if (present.length > 1) model.fail(`${present.length} Links are in the page`);
  if (model.callbacks > model.linkOutcomes)
    model.fail(`G5: ${model.callbacks} callbacks for ${model.linkOutcomes} outcomes`);
  for (const { itemId, outcomes } of model.clicks) {
    const { status } = sessions.view(itemId);
    // After an exit the server is asked before the promise settles, while the button may be clicked again.
    if (outcomes.length === 0 && !isBusy(status) && status !== 'exited')
      model.fail(`G11: a click on ${itemId} has no outcome, and its button says ${status}`);
  }
  for (const itemId of ITEMS) {
    if (sessions.view(itemId).status !== 'open') continue;
    const isThere = present.some(
      (link) => link.opened > 0 && model.links.get(link)?.itemId === itemId,
    );
    if (!isThere && !model.pagesOf.has(itemId))
      model.fail(`${itemId} is said to be open, and no Link is there`);
  }
}

/** Two minutes without a user leave no button waiting. */
export async function checkQuiet({ env, model, app }: SessionHistoryWorld): Promise<void> {
  await env.pass(2 * MINUTE);
  for (const itemId of ITEMS) {
    const { status } = app.sessions.view(itemId);
    if (status === 'opening' || status === 'confirming' || status === 'preparing')
      model.fail(`G11: ${itemId} is still ${status} after two quiet minutes`);
  }
}

/** The world becomes honest. Then each Item must be relinkable, and each click of the history has one outcome. */
export async function checkRecovery(world: SessionHistoryWorld): Promise<void> {
  const { env, model, port, app } = world;
  makeHonest(world);
  // Whatever Link shows, the user closes it.
  for (const link of port.links.filter(({ removed }) => !removed)) letLinkSay(link, 'exit', model);
  comeBack(false, world);
  await env.pass(2 * MINUTE);
  for (const itemId of ITEMS) {
    if (!(await relink(itemId, world))) {
      model.fail(`G12: a click on ${itemId} opens nothing: ${app.sessions.view(itemId).status}`);
      return;
    }
  }
  await env.pass(2 * MINUTE);
  if (port.tabs.some(({ url, isClosed }) => url === null && !isClosed))
    model.fail('a tab for Plaid’s own page stays empty, and open');
  for (const { itemId, outcomes } of model.clicks) {
    if (outcomes.length !== 1)
      model.fail(`G5: a click on ${itemId} has ${outcomes.length} outcomes`);
  }
}

function makeHonest({ env, model, backend, port, app }: SessionHistoryWorld): void {
  env.setVisible(true);
  env.setOnline(true);
  setScript('load', port, env);
  backend.mint = 'token';
  backend.health = 'truth';
  port.ready = 'at once';
  port.throwOnOpen = false;
  if (!model.isProviderMounted) app.mountProvider();
  ITEMS.forEach(app.show);
}

/** The user clicks, and repairs the Item. Returns false where the click opens neither Link nor Plaid's own page. */
async function relink(itemId: string, world: SessionHistoryWorld): Promise<boolean> {
  const { env, model, port, app } = world;
  model.healed.delete(itemId);
  model.pagesOf.clear();
  await app.look(itemId);
  if (app.sessions.view(itemId).error?.code === 'not_confirmed') {
    // The button offers to ask the server again, and that opens nothing.
    app.click(itemId);
    await env.pass(20 * SECOND);
    const { error } = app.sessions.view(itemId);
    if (error?.code !== 'still_broken') model.fail(`G12: ${itemId} stays ${String(error?.code)}`);
  }
  const before = model.clicks.length;
  app.click(itemId);
  await env.pass(SECOND);
  const expectOutcome = (expected: string): void => {
    const outcome = model.clicks[before]?.outcomes[0]?.status;
    if (outcome !== expected) model.fail(`G12: ${itemId} ends ${String(outcome)}`);
  };
  // It was offered before the world became honest.
  if (model.pagesOf.has(itemId)) {
    comeBack(true, world);
    await env.pass(SECOND);
    expectOutcome('already_healthy');
    return true;
  }
  const link = port.links.at(-1);
  if (!link || link.removed || link.opened !== 1) return false;
  letLinkSay(link, 'open', model);
  letLinkSay(link, 'success', model);
  await env.pass(5 * SECOND);
  expectOutcome('relinked');
  return true;
}

import { checkCallbacks } from './checks';
import { pass, startHistoryClock } from './clock';
import { play, view } from './play';
import type { ItemStep } from './steps';
import { createItemWorld, type ItemWorld } from './world';

/**
 * Plays a history in which anything may happen to two Items: banks announce, break and repair them, webhooks come late,
 * twice and out of order to any of four machines, users relink them and their pages die, and the store is slow or fails.
 * Each view of a page, and at the end one of each machine, is compared with a model that knows what happened at Plaid.
 */
export async function runItemHistory(steps: readonly ItemStep[]): Promise<ItemWorld['seen']> {
  startHistoryClock();
  const world = createItemWorld();
  for (const step of steps) await play(step, world);
  await settle(world);
  await viewOn(world.machines, world, { isFresh: false, isLast: false });
  await viewOn(world.machines.slice(0, 1), world, { isFresh: true, isLast: true });
  await viewOn(world.machines, world, { isFresh: false, isLast: true });
  checkCallbacks(world);
  const [problem] = world.problems;
  if (problem) throw new Error(problem);
  return world.seen;
}

/** Every request is answered, the store works, and Plaid too. */
async function settle(world: ItemWorld): Promise<void> {
  const { plaid, records, inFlight } = world;
  while (inFlight.size > 0) await pass(1_000);
  records.setAnswers([]);
  // Failures of Plaid's that no question has met.
  while (plaid.requests.at(-1)?.errorCode !== 'INVALID_ACCESS_TOKEN')
    await plaid
      .client()
      .itemGet({ access_token: 'access-sandbox-none' })
      .catch(() => {});
  // Past the seconds in which questions are shared.
  await pass(5_000);
  world.look();
  await plaid.whenWebhooksAnswered();
}

async function viewOn(
  machines: ItemWorld['machines'],
  world: ItemWorld,
  look: { isFresh: boolean; isLast: boolean },
): Promise<void> {
  const views = machines.flatMap((machine) =>
    world.items.map((truth) => view({ truth, machine, ...look }, world)),
  );
  const all = Promise.all(views);
  await pass(5_000);
  await all;
}

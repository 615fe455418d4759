import { beforeEach, describe, expect, it } from 'vitest';
import type { RelinkResult } from '../../src/core/client/session-types';
import type { Session } from '../../src/core/engine/session';
import type { ItemBody } from '../../src/core/gateway/wire';
import type { RelinkStatus } from '../../src/core/types';
import { settlePromises } from '../support/fake-environment';
import { createSessionWorld, healthy, ITEM, type SessionWorld } from '../support/session-world';

let world: SessionWorld;
let session: Session;
beforeEach(() => {
  world = createSessionWorld();
  session = world.newSession(ITEM);
});

const lost: ItemBody = { item_id: ITEM, health: 'revoked', remedy: 'new_link' };
const visitBank: ItemBody = { item_id: ITEM, health: 'needs_update', remedy: 'visit_bank' };

/** The app opens Link again, once, from within its callback for a status. */
function reopenOn(status: RelinkStatus): () => Promise<RelinkResult> {
  let reopened: Promise<RelinkResult> | undefined;
  world.options = {
    onStatusChange(now) {
      if (now === status) reopened ??= session.open(world.latest);
    },
    onError() {},
  };
  return () => {
    if (!reopened) throw new Error(`The status was never ${status}.`);
    return reopened;
  };
}

/** The backend answers when the test says so. */
function holdAnswers(): ((body: ItemBody) => Promise<void>)[] {
  const answers: ((body: ItemBody) => Promise<void>)[] = [];
  world.gateway.getItem = () =>
    new Promise((resolve) =>
      answers.push(async (body) => {
        resolve(body);
        await settlePromises();
      }),
    );
  return answers;
}

describe('open() from within onStatusChange', () => {
  it.each([
    ['healthy', healthy],
    ['beyond repair', lost],
    ['the bank’s to repair', visitBank],
  ])(
    'G5: open() from within onStatusChange("exited") has its own outcome, and the first call settles as exited, where the late answer is %s',
    async (_, late) => {
      const reopened = reopenOn('exited');
      const first = await world.show(session);
      const answers = holdAnswers();
      first.link.exit();
      await expect(first.result).resolves.toMatchObject({ status: 'exited', health: null });
      await settlePromises();
      const link = world.link.current();
      link.reportOpen();
      expect(world.statuses().at(-1)).toBe('open');
      for (const answer of answers) await answer(late);
      expect(world.statuses().at(-1)).toBe('open');
      expect(link.removed).toBe(false);

      world.gateway.getItem = () => Promise.resolve(healthy);
      link.succeed();
      await expect(reopened()).resolves.toMatchObject({ status: 'relinked' });
    },
  );

  it('G5: open() from within onStatusChange("failed") has its own outcome', async () => {
    const reopened = reopenOn('failed');
    const first = await world.show(session);
    first.link.exit('INVALID_LINK_TOKEN');
    await expect(first.result).resolves.toMatchObject({ error: { code: 'invalid_link_token' } });
    await settlePromises();
    world.link.current().reportOpen();
    world.link.current().succeed();
    await expect(reopened()).resolves.toMatchObject({ status: 'relinked' });
  });

  it('G5: open() from within onStatusChange("relinked") opens Link again, and the first call settles as relinked', async () => {
    const reopened = reopenOn('relinked');
    const first = await world.show(session);
    first.link.succeed();
    await expect(first.result).resolves.toMatchObject({ status: 'relinked' });
    await settlePromises();
    world.link.current().reportOpen();
    expect(world.statuses().at(-1)).toBe('open');
    world.link.current().exit();
    await expect(reopened()).resolves.toMatchObject({ status: 'exited' });
  });
});

import { describe, expect, it, vi } from 'vitest';
import { createSessionWorld, ITEM } from '../support/session-world';

/** Never answers, and ignores the signal. */
const never = (): Promise<never> => new Promise(() => {});

describe('a backend that never answers after Link’s success', () => {
  it.each([
    ['getItem', {}],
    ['getItem and reportRelink', { reportRelink: never }],
    ['reportRelink', { reportRelink: never, getItem: undefined }],
  ])(
    'G11: a relink whose %s never answers is "confirming" for at most 35 s, and is told as not_confirmed',
    async (_, silent) => {
      const world = createSessionWorld();
      const session = world.newSession(ITEM);
      const onError = vi.fn();
      world.config.onError = onError;
      const { result, link } = await world.show(session);
      Object.assign(world.gateway, { getItem: never }, silent);
      link.succeed();
      await world.env.pass(35_000);
      expect(world.statuses().at(-1)).toBe('failed');
      await expect(result).resolves.toMatchObject({ error: { code: 'not_confirmed' } });
      expect(onError).toHaveBeenCalledOnce();
    },
  );

  it.each(['exited', 'relinked elsewhere'])(
    'G11: a click on an Item that %s waits at most 15 s for getItem',
    async (how) => {
      const world = createSessionWorld();
      const session = world.newSession(ITEM);
      const { link } = await world.show(session);
      world.gateway.getItem = never;
      if (how === 'exited') link.exit();
      else {
        link.exit();
        session.onRelinkedElsewhere();
      }
      void session.open(world.latest);
      await world.env.pass(15_000);
      world.link.current().reportOpen();
      expect(world.statuses().at(-1)).toBe('open');
    },
  );
});

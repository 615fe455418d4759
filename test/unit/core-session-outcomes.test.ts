import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RelinkResult } from '../../src/core/relink';
import type { Session } from '../../src/core/session-port';
import type { ItemBody } from '../../src/core/wire';
import { settlePromises } from '../support/fake-environment';
import { createSessionWorld, healthy, ITEM, type SessionWorld } from '../support/session-world';

let world: SessionWorld;
let session: Session;
beforeEach(() => {
  world = createSessionWorld();
  session = world.newSession(ITEM);
});

const serverSays = (body: ItemBody): void => {
  world.gateway.getItem = () => Promise.resolve(body);
};
const item = (fields: Partial<ItemBody>): ItemBody => ({ ...healthy, ...fields });

describe('after an exit the server is asked once', () => {
  it('and an Item that is healthy by then was repaired elsewhere', async () => {
    const onRelinked = vi.fn();
    world.options = { onRelinked };
    const { result, link } = await world.show(session);
    serverSays(healthy);
    link.exit();
    await expect(result).resolves.toMatchObject({
      status: 'already_healthy',
      by: 'elsewhere',
      health: { state: 'healthy' },
    });
    expect(onRelinked).toHaveBeenCalledOnce();
    expect(world.statuses().slice(-2)).toEqual(['exited', 'relinked']);
  });

  it('and one that is still broken is just an exit, with what the server said', async () => {
    const { result, link } = await world.show(session);
    link.exit();
    await expect(result).resolves.toMatchObject({
      status: 'exited',
      health: { state: 'needs_update', remedy: 'relink' },
    });
  });

  it('and a silent server does not keep the next click waiting', async () => {
    const { result, link } = await world.show(session);
    world.gateway.getItem = () => new Promise(() => {});
    link.exit();
    await settlePromises();
    const again = await world.show(session);
    await expect(result).resolves.toMatchObject({ status: 'exited', health: null });
    world.gateway.getItem = () => Promise.resolve(healthy);
    again.link.succeed();
    await expect(again.result).resolves.toMatchObject({ status: 'relinked' });
  });

  it('but not after a change of accounts, which starts and ends healthy', async () => {
    world.options = { accountSelection: true };
    serverSays(healthy);
    const { result, link } = await world.show(session);
    link.exit();
    await expect(result).resolves.toMatchObject({ status: 'exited', health: null });
  });
});

describe('what relinking cannot fix says what helps instead', () => {
  it.each([
    ['INVALID_UPDATED_USERNAME', 'new_link', /remove it and connect it again/],
    ['ITEM_NOT_FOUND', 'new_link', /remove it and connect it again/],
    ['ITEM_LOCKED', 'visit_bank', /log in there/],
    ['PASSWORD_RESET_REQUIRED', 'visit_bank', /log in there/],
    ['INSTITUTION_DOWN', 'wait', /try again later/],
  ])('Link exits with %s: %s', async (errorCode, remedy, text) => {
    const { result, link } = await world.show(session);
    link.exit(errorCode);
    const outcome = (await result) as RelinkResult & { status: 'failed' };
    expect(outcome.error).toMatchObject({ code: 'not_relinkable', remedy });
    expect(outcome.error.displayMessage).toMatch(text);
    expect(world.views.at(-1)).toMatchObject({ status: 'failed', error: outcome.error });
  });

  it('the server says after an exit that access was withdrawn', async () => {
    serverSays(item({ health: 'revoked', remedy: 'new_link' }));
    const { result, link } = await world.show(session);
    link.exit();
    await expect(result).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'not_relinkable', remedy: 'new_link' },
    });
  });

  it('Link succeeds, and the server says that the bank has locked the account', async () => {
    serverSays(item({ health: 'needs_update', remedy: 'visit_bank', error_code: 'ITEM_LOCKED' }));
    const { result, link } = await world.show(session);
    link.succeed();
    await world.env.pass(20_000);
    await expect(result).resolves.toMatchObject({
      error: { code: 'not_relinkable', remedy: 'visit_bank' },
    });
  });

  it('still broken for want of accounts: the next click asks for accounts', async () => {
    const asked = vi.spyOn(world.gateway, 'createLinkToken');
    serverSays(item({ health: 'needs_update', remedy: 'relink_with_accounts' }));
    const { result, link } = await world.show(session);
    link.succeed();
    await world.env.pass(20_000);
    await expect(result).resolves.toMatchObject({ error: { code: 'still_broken' } });
    await world.show(session);
    expect(asked.mock.calls.map(([, { accountSelection }]) => accountSelection)).toEqual([
      false,
      true,
    ]);
  });

  it.each(['INVALID_API_KEYS', 'INVALID_FIELD'])(
    'Link exits with %s: the app’s mistake is reported, with Plaid’s code',
    async (errorCode) => {
      const onError = vi.fn();
      world.options = { onError };
      const { result, link } = await world.show(session);
      link.exit(errorCode);
      await expect(result).resolves.toMatchObject({ error: { code: 'link_failed' } });
      expect(onError).toHaveBeenCalledOnce();
      expect(onError.mock.lastCall?.[0]).toMatchObject({
        message: expect.stringContaining(errorCode) as string,
      });
    },
  );
});

describe('another tab says that it relinked the Item', () => {
  it('and the server agrees: the button says so, and no Link opens', async () => {
    serverSays(healthy);
    const onRelinked = vi.fn();
    world.options = { onRelinked };
    session.prepare(world.latest);
    await settlePromises();
    session.hearRepair();
    await settlePromises();
    expect(world.statuses().at(-1)).toBe('relinked');
    expect(onRelinked).toHaveBeenCalledOnce();
    expect(world.link.links.map(({ opened, removed }) => [opened, removed])).toEqual([[0, true]]);
  });

  it('and the server does not: nothing is believed, and a click opens Link', async () => {
    session.hearRepair();
    await settlePromises();
    expect(world.statuses()).toEqual([]);
    const { link } = await world.show(session);
    expect(link.opened).toBe(1);
  });

  it('in a hidden page: the server is asked when the user comes back', async () => {
    const getItem = vi.spyOn(world.gateway, 'getItem').mockResolvedValue(healthy);
    world.env.setVisible(false);
    session.hearRepair();
    await settlePromises();
    expect(getItem).not.toHaveBeenCalled();
    world.env.setVisible(true);
    await settlePromises();
    expect(world.statuses().at(-1)).toBe('relinked');
  });

  it('while Link is open here: G3, it stays open; the exit then says who did it', async () => {
    const { result, link } = await world.show(session);
    serverSays(healthy);
    session.hearRepair();
    await settlePromises();
    expect(link.removed).toBe(false);
    link.exit();
    await expect(result).resolves.toMatchObject({ status: 'already_healthy', by: 'another_tab' });
  });

  it('a click before the answer waits for it, and opens Link only if it must', async () => {
    let answer: (body: ItemBody) => void = () => {};
    world.gateway.getItem = () => new Promise((resolve) => (answer = resolve));
    session.hearRepair();
    const result = session.open(world.latest);
    await settlePromises();
    expect(world.link.links).toEqual([]);
    answer(healthy);
    await expect(result).resolves.toMatchObject({ status: 'already_healthy', by: 'another_tab' });
  });

  it('its own relink is announced to the others, once it is confirmed', async () => {
    const { result, link } = await world.show(session);
    link.succeed();
    expect(world.announce).not.toHaveBeenCalled();
    await result;
    expect(world.announce).toHaveBeenCalledOnce();
  });

  it('of an Item whose accounts the user wants to change: the click opens Link all the same', async () => {
    serverSays(healthy);
    const onRelinked = vi.fn();
    world.options = { accountSelection: true, onRelinked };
    session.prepare(world.latest);
    await settlePromises();
    session.hearRepair();
    const { link } = await world.show(session);
    expect(link.opened).toBe(1);
    expect(onRelinked).not.toHaveBeenCalled();
  });

  it('of an Item that nobody shows any more: nothing is asked, and nobody gone is told', async () => {
    const onRelinked = vi.fn();
    world.options = { onRelinked };
    const { result, link } = await world.show(session);
    link.exit();
    await result;
    session.forget();
    const getItem = vi.spyOn(world.gateway, 'getItem').mockResolvedValue(healthy);
    session.hearRepair();
    await settlePromises();
    expect([getItem.mock.calls.length, onRelinked.mock.calls.length]).toEqual([0, 0]);
    expect(world.statuses().at(-1)).toBe('idle');
  });
});

describe('a button that goes away while the server is asked after an exit', () => {
  it('does not cut the answer short; the session is forgotten once it has come', async () => {
    let answer: (body: ItemBody) => void = () => {};
    const { result, link } = await world.show(session);
    world.gateway.getItem = () => new Promise((resolve) => (answer = resolve));
    link.exit();
    session.forget();
    answer(healthy);
    await expect(result).resolves.toMatchObject({ status: 'already_healthy' });
    await settlePromises();
    expect(world.statuses().at(-1)).toBe('idle');
  });
});

it('accounts that only the remedy asks for do not keep the server from being asked after an exit', async () => {
  serverSays(item({ health: 'needs_update', remedy: 'relink_with_accounts' }));
  const first = await world.show(session);
  first.link.succeed();
  await world.env.pass(20_000);
  await first.result;
  const again = await world.show(session);
  serverSays(healthy);
  again.link.exit();
  await expect(again.result).resolves.toMatchObject({ status: 'already_healthy' });
});

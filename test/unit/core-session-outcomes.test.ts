import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RelinkResult } from '../../src/core/client/session-types';
import type { Session } from '../../src/core/engine/session';
import type { ItemBody } from '../../src/core/gateway/wire';
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

describe('the server is asked once after an exit', () => {
  it('an exit resolves as already_healthy where the page saw the Item broken and the server says that it is healthy', async () => {
    const onRelinked = vi.fn();
    world.options = { onRelinked };
    await world.look();
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

  it('an exit resolves as exited, with the server’s health, where the Item is still broken', async () => {
    const { result, link } = await world.show(session);
    link.exit();
    await expect(result).resolves.toMatchObject({
      status: 'exited',
      health: { state: 'needs_update', remedy: 'relink' },
    });
  });

  it('a server that does not answer after an exit delays no further click', async () => {
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

  it('an exit from a change of accounts asks the server nothing, since the Item was healthy all along', async () => {
    world.options = { accountSelection: true };
    serverSays(healthy);
    const { result, link } = await world.show(session);
    link.exit();
    await expect(result).resolves.toMatchObject({ status: 'exited', health: null });
  });
});

describe('errors that relinking cannot fix', () => {
  it.each([
    ['INVALID_UPDATED_USERNAME', 'new_link', /Remove it and set it up again/],
    ['ITEM_NOT_FOUND', 'new_link', /Remove it and set it up again/],
    ['ITEM_LOCKED', 'visit_bank', /Sort this out with your bank first/],
    ['PASSWORD_RESET_REQUIRED', 'visit_bank', /Sort this out with your bank first/],
    ['INSTITUTION_DOWN', 'wait', /Come back later/],
  ])(
    'an exit with %s fails as not_relinkable with the remedy %s and a text that says what helps',
    async (errorCode, remedy, text) => {
      const { result, link } = await world.show(session);
      link.exit(errorCode);
      const outcome = (await result) as RelinkResult & { status: 'failed' };
      expect(outcome.error).toMatchObject({ code: 'not_relinkable', remedy });
      expect(outcome.error.displayMessage).toMatch(text);
      expect(world.views.at(-1)).toMatchObject({ status: 'failed', error: outcome.error });
    },
  );

  it('an exit fails as not_relinkable where the server says that access was withdrawn', async () => {
    serverSays(item({ health: 'revoked', remedy: 'new_link' }));
    const { result, link } = await world.show(session);
    link.exit();
    await expect(result).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'not_relinkable', remedy: 'new_link' },
    });
  });

  it('an exit is no error where the server says what the page knew before the click', async () => {
    serverSays(item({ health: 'needs_update', remedy: 'visit_bank', error_code: 'ITEM_LOCKED' }));
    await world.look();
    const { result, link } = await world.show(session);
    link.exit();
    await expect(result).resolves.toMatchObject({
      status: 'exited',
      health: { remedy: 'visit_bank' },
    });
    expect(world.statuses().at(-1)).toBe('exited');
  });

  it('a Link success fails as not_relinkable where the server says that the bank has locked the account', async () => {
    serverSays(item({ health: 'needs_update', remedy: 'visit_bank', error_code: 'ITEM_LOCKED' }));
    const { result, link } = await world.show(session);
    link.succeed();
    await world.env.pass(20_000);
    await expect(result).resolves.toMatchObject({
      error: { code: 'not_relinkable', remedy: 'visit_bank' },
    });
  });

  it('the click after a relink that left the Item without accounts asks for accounts', async () => {
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
    'an exit with %s fails as link_failed and reports Plaid’s code once, since the app is at fault',
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

describe('another tab relinked the Item', () => {
  it('a relink in another tab that the server confirms turns the button relinked and opens no Link', async () => {
    serverSays(healthy);
    const onRelinked = vi.fn();
    world.options = { onRelinked };
    session.prepare(world.latest);
    await settlePromises();
    session.onRelinkedElsewhere();
    await settlePromises();
    expect(world.statuses().at(-1)).toBe('relinked');
    expect(onRelinked).toHaveBeenCalledOnce();
    expect(world.link.links.map(({ opened, removed }) => [opened, removed])).toEqual([[0, true]]);
  });

  it('a relink in another tab that the server denies changes nothing, and a click opens Link', async () => {
    session.onRelinkedElsewhere();
    await settlePromises();
    expect(world.statuses()).toEqual([]);
    const { link } = await world.show(session);
    expect(link.opened).toBe(1);
  });

  it('a hidden page asks about a relink in another tab when the user comes back', async () => {
    const getItem = vi.spyOn(world.gateway, 'getItem').mockResolvedValue(healthy);
    world.env.setVisible(false);
    session.onRelinkedElsewhere();
    await settlePromises();
    expect(getItem).not.toHaveBeenCalled();
    world.env.setVisible(true);
    await settlePromises();
    expect(world.statuses().at(-1)).toBe('relinked');
  });

  it('G3: a relink in another tab leaves an open Link open, and its exit resolves as already_healthy', async () => {
    const { result, link } = await world.show(session);
    serverSays(healthy);
    session.onRelinkedElsewhere();
    await settlePromises();
    expect(link.removed).toBe(false);
    link.exit();
    await expect(result).resolves.toMatchObject({ status: 'already_healthy', by: 'another_tab' });
  });

  it('a click while the server is asked about another tab’s relink waits, and opens no Link for a healthy Item', async () => {
    let answer: (body: ItemBody) => void = () => {};
    world.gateway.getItem = () => new Promise((resolve) => (answer = resolve));
    session.onRelinkedElsewhere();
    const result = session.open(world.latest);
    await settlePromises();
    expect(world.link.links).toEqual([]);
    answer(healthy);
    await expect(result).resolves.toMatchObject({ status: 'already_healthy', by: 'another_tab' });
  });

  it('other tabs hear of a relink once the server has confirmed it', async () => {
    const { result, link } = await world.show(session);
    link.succeed();
    expect(world.broadcast).not.toHaveBeenCalled();
    await result;
    expect(world.broadcast).toHaveBeenCalledOnce();
  });

  it('a click to change accounts opens Link although another tab relinked the Item', async () => {
    serverSays(healthy);
    const onRelinked = vi.fn();
    world.options = { accountSelection: true, onRelinked };
    session.prepare(world.latest);
    await settlePromises();
    session.onRelinkedElsewhere();
    const { link } = await world.show(session);
    expect(link.opened).toBe(1);
    expect(onRelinked).not.toHaveBeenCalled();
  });

  it('a relink in another tab causes no request and no callback for an Item that no component shows', async () => {
    const onRelinked = vi.fn();
    world.options = { onRelinked };
    const { result, link } = await world.show(session);
    link.exit();
    await result;
    session.forget();
    const getItem = vi.spyOn(world.gateway, 'getItem').mockResolvedValue(healthy);
    session.onRelinkedElsewhere();
    await settlePromises();
    expect([getItem.mock.calls.length, onRelinked.mock.calls.length]).toEqual([0, 0]);
    expect(world.statuses().at(-1)).toBe('idle');
  });
});

describe('a button that unmounts during the health check', () => {
  it('a health check after an exit still reports its result when the button unmounts, and the session then resets', async () => {
    let answer: (body: ItemBody) => void = () => {};
    await world.look();
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

it('an exit asks the server although Link asked for accounts, where only the remedy wanted them', async () => {
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

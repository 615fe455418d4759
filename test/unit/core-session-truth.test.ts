import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../src/core/engine/session';
import type { ItemBody, RelinkGateway } from '../../src/core/gateway/wire';
import { exitMetadata, successMetadata } from '../support/fake-link-port';
import {
  broken,
  createSessionWorld,
  healthy,
  ITEM,
  type SessionWorld,
} from '../support/session-world';

const MINUTE = 60_000;
const down: ItemBody = { item_id: ITEM, health: 'unavailable', remedy: 'wait' };
const expiring: ItemBody = { item_id: ITEM, health: 'expiring', remedy: 'relink' };

let world: SessionWorld;
let session: Session;
beforeEach(() => {
  world = createSessionWorld();
  session = world.newSession(ITEM);
});

const serverSays = (body: ItemBody): void => {
  world.gateway.getItem = () => Promise.resolve(body);
};
const failWith = (status: number): Promise<never> =>
  Promise.reject(Object.assign(new Error('told by the test'), { status }));

/** A click, and a user who closes Link again. */
async function closeLink(errorCode?: string) {
  const { result, link } = await world.show(session);
  link.exit(errorCode);
  return result;
}

/** A click, and a Link that succeeds. */
async function succeed() {
  const { result, link } = await world.show(session);
  link.succeed();
  await world.env.pass(MINUTE);
  return result;
}

describe('closing Link is not a repair', () => {
  it('G10: a user who closes Link has left, though the server calls the Item healthy, where the page never saw it broken', async () => {
    const onRelinked = vi.fn();
    world.options = { onRelinked };
    serverSays(healthy);
    expect(await closeLink()).toMatchObject({ status: 'exited', health: { state: 'healthy' } });
    expect(world.statuses().at(-1)).toBe('exited');
    expect(onRelinked).not.toHaveBeenCalled();
  });

  it('G10: an exit with micro-deposits to be looked up has left, where the page saw the Item healthy', async () => {
    serverSays(healthy);
    await world.look();
    const { result, link } = await world.show(session);
    link.callbacks.onExit(null, { ...exitMetadata, status: 'requires_code' });
    await expect(result).resolves.toMatchObject({ status: 'exited' });
  });

  it('G10: an exit is a repair where the page saw the Item expiring, though the bank was down in between', async () => {
    serverSays(expiring);
    await world.look();
    serverSays(down);
    await world.look();
    serverSays(healthy);
    expect(await closeLink()).toMatchObject({ status: 'already_healthy', by: 'elsewhere' });
  });

  it('G10: an outage is not a broken Item', async () => {
    serverSays(down);
    await world.look();
    serverSays(healthy);
    expect(await closeLink()).toMatchObject({ status: 'exited' });
  });

  it('G10: the answer to an earlier exit counts as having seen the Item broken', async () => {
    await closeLink();
    serverSays(healthy);
    expect(await closeLink()).toMatchObject({ status: 'already_healthy' });
  });

  it('G10: an Item that the page saw broken and then healthy is not called repaired by an exit', async () => {
    await world.look();
    serverSays(healthy);
    await world.look();
    expect(await closeLink()).toMatchObject({ status: 'exited' });
  });

  it('G10: an Item that turns healthy while Link is open was seen broken before', async () => {
    await world.look();
    const { result, link } = await world.show(session);
    serverSays(healthy);
    await world.look();
    link.exit();
    await expect(result).resolves.toMatchObject({ status: 'already_healthy' });
  });

  it('G10: an answer that comes after that to a later question is out of date', async () => {
    let answerLate = (_: ItemBody): void => {};
    world.gateway.getItem = () => new Promise((resolve) => (answerLate = resolve));
    const late = world.look();
    serverSays(healthy);
    await world.look();
    answerLate(broken);
    await late;
    expect(await closeLink()).toMatchObject({ status: 'exited' });
  });

  it('G10: the answer for which Plaid was asked later counts, where two answers overtake each other', async () => {
    const at = (body: ItemBody, second: number): ItemBody => ({
      ...body,
      checked_at: new Date(second * 1_000).toISOString(),
    });
    let answerLate = (_: ItemBody): void => {};
    world.gateway.getItem = () => new Promise((resolve) => (answerLate = resolve));
    const fresh = world.look();
    // The backend answers this one from its cache.
    serverSays(at(broken, 1));
    await world.look();
    answerLate(at(healthy, 2));
    await fresh;
    serverSays(healthy);
    expect(await closeLink()).toMatchObject({ status: 'exited' });
  });

  it('G10: an OAuth return page has seen nothing, so an exit there is no repair', async () => {
    serverSays(healthy);
    const result = session.resume(world.latest, {
      from: 'redirect',
      token: world.oldToken(),
      receivedRedirectUri: 'https://app.test/oauth?oauth_state_id=1',
      origin: { from: '/banks', state: null },
      click: null,
    });
    await world.env.pass(0);
    world.link.current().reportOpen();
    world.link.current().exit();
    await expect(result).resolves.toMatchObject({ status: 'exited' });
  });

  it.each(['renew', 'consent', 'accounts', 'x-own'])(
    'G10: an exit from a relink with the purpose %s is an exit, whatever the page saw',
    async (purpose) => {
      world.options = { purpose };
      await world.look();
      serverSays(healthy);
      expect(await closeLink()).toMatchObject({ status: 'exited', health: null });
    },
  );
});

describe('one Item has one truth', () => {
  it('G10: a failure that the server reported is over once any answer calls the Item healthy', async () => {
    const onRelinked = vi.fn();
    world.options = { onRelinked };
    serverSays(broken);
    expect(await succeed()).toMatchObject({ error: { code: 'still_broken' } });
    serverSays(healthy);
    await world.look();
    expect(world.views.at(-1)).toEqual({ status: 'relinked', error: null });
    expect(onRelinked).toHaveBeenCalledOnce();
    expect(world.broadcast).toHaveBeenCalledOnce();
  });

  it('G10: an answer that was asked for before Link’s success does not confirm it', async () => {
    let answerLate = (_: ItemBody): void => {};
    world.gateway.getItem = () => new Promise((resolve) => (answerLate = resolve));
    const { result, link } = await world.show(session);
    const early = world.look();
    const answerEarly = answerLate;
    world.gateway.getItem = () => failWith(400);
    link.succeed();
    expect(await result).toMatchObject({ error: { code: 'not_confirmed' } });
    answerEarly(healthy);
    await early;
    expect(world.statuses().at(-1)).toBe('failed');
    serverSays(healthy);
    await world.look();
    expect(world.statuses().at(-1)).toBe('relinked');
  });

  it('G10: an exit with ITEM_LOCKED is no repair, though the server calls the Item healthy', async () => {
    serverSays(healthy);
    expect(await closeLink('ITEM_LOCKED')).toMatchObject({ error: { code: 'not_relinkable' } });
    await world.look();
    expect(world.statuses().at(-1)).toBe('failed');
  });

  it('a failure that is not about the Item stays while the Item is healthy', async () => {
    world.link.throwOnOpen = true;
    await session.open(world.latest);
    serverSays(healthy);
    await world.look();
    expect(world.views.at(-1)).toMatchObject({ status: 'failed', error: { code: 'link_failed' } });
  });
});

describe('purpose', () => {
  const spyOnMint = () => vi.spyOn(world.gateway, 'createLinkToken').mock.calls;

  it.each([
    [{}, { purpose: 'repair', accountSelection: false }],
    [{ accountSelection: true }, { purpose: 'accounts', accountSelection: true }],
    [{ purpose: 'accounts' }, { purpose: 'accounts', accountSelection: true }],
    [{ purpose: 'renew' }, { purpose: 'renew', accountSelection: false }],
    [
      { purpose: 'consent', accountSelection: true },
      { purpose: 'consent', accountSelection: true },
    ],
  ])('the options %o ask the backend for %o', async (options, expected) => {
    world.options = options;
    const calls = spyOnMint();
    await closeLink();
    expect(calls[0]?.[1]).toMatchObject(expected);
  });

  it('G4: a Link that was prepared for one purpose is not opened for another', async () => {
    session.prepare(world.latest);
    await world.env.pass(0);
    world.options = { purpose: 'renew' };
    await world.show(session);
    expect(world.link.links.map(({ opened }) => opened)).toEqual([0, 1]);
  });

  it.each(['NO_ACCOUNTS', 'NO_AUTH_ACCOUNTS'])(
    'the click after an exit with %s asks for accounts',
    async (errorCode) => {
      const calls = spyOnMint();
      await closeLink(errorCode);
      await world.show(session);
      expect(calls[1]?.[1]).toMatchObject({ accountSelection: true, purpose: 'repair' });
    },
  );

  it('a click asks for accounts where a hook has heard that the Item has none', async () => {
    const calls = spyOnMint();
    session.prepare(world.latest);
    serverSays({ ...broken, remedy: 'relink_with_accounts' });
    await world.look();
    await world.show(session);
    expect(calls).toHaveLength(2);
    expect(calls[1]?.[1]).toMatchObject({ accountSelection: true });
  });
});

describe('the backend hears of a relink', () => {
  function backendHears(answer: () => Promise<ItemBody>) {
    const reportRelink = vi.fn<NonNullable<RelinkGateway['reportRelink']>>(answer);
    const getItem = vi.spyOn(world.gateway, 'getItem');
    world.config.gateway = world.gateway;
    Object.assign(world.gateway, { reportRelink });
    return { reportRelink, getItem };
  }

  it('G10: a relink is reported in place of the first question, with the session’s id and the purpose', async () => {
    const { reportRelink, getItem } = backendHears(() => Promise.resolve(healthy));
    world.options = { purpose: 'renew' };
    expect(await succeed()).toMatchObject({ status: 'relinked', confirmed: true });
    expect(reportRelink).toHaveBeenCalledExactlyOnceWith(
      ITEM,
      expect.objectContaining({
        linkSessionId: successMetadata.link_session_id,
        purpose: 'renew',
      }),
    );
    expect(getItem).not.toHaveBeenCalled();
  });

  it.each([
    ['with account selection', { purpose: 'x-own', accountSelection: true }, true],
    ['without account selection', { purpose: 'x-own' }, false],
    ['with the purpose "accounts"', { purpose: 'accounts' }, true],
  ])('a relink %s says in its report whether accounts were chosen', async (_name, options, was) => {
    const { reportRelink } = backendHears(() => Promise.resolve(healthy));
    world.options = options;
    await succeed();
    expect(reportRelink.mock.calls[0]?.[1]).toMatchObject({ ...options, accountSelection: was });
  });

  it('a relink is reported once, and confirmed by getItem where the Item is healthy only later', async () => {
    const { reportRelink, getItem } = backendHears(() => Promise.resolve(broken));
    expect(await succeed()).toMatchObject({ status: 'relinked' });
    expect([reportRelink.mock.calls.length, getItem.mock.calls.length]).toEqual([1, 1]);
  });

  it('a backend without the route is asked with getItem, and the route is not tried again', async () => {
    const { reportRelink, getItem } = backendHears(() => failWith(404));
    expect(await succeed()).toMatchObject({ status: 'relinked' });
    expect(await succeed()).toMatchObject({ status: 'relinked' });
    expect([reportRelink.mock.calls.length, getItem.mock.calls.length]).toEqual([1, 2]);
  });

  it('a report that fails does not lose the relink, and the developer is told', async () => {
    const onError = vi.fn();
    backendHears(() => failWith(500));
    world.config.onError = onError;
    expect(await succeed()).toMatchObject({ status: 'relinked', confirmed: true });
    expect(onError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        code: 'backend_error',
        message: expect.stringContaining('did not hear of it') as string,
      }),
    );
  });

  it('a report that fails is sent again while the Item is not healthy yet', async () => {
    const answers = [() => failWith(500)];
    const { reportRelink } = backendHears(() => answers.shift()?.() ?? Promise.resolve(healthy));
    serverSays(broken);
    expect(await succeed()).toMatchObject({ status: 'relinked' });
    expect(reportRelink).toHaveBeenCalledTimes(2);
  });

  it('a gateway that can hear of a relink and has no getItem confirms it all the same', async () => {
    backendHears(() => Promise.resolve(healthy));
    delete world.gateway.getItem;
    expect(await succeed()).toMatchObject({ status: 'relinked', confirmed: true });
  });
});

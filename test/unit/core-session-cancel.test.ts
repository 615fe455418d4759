import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRelinkClient, type RelinkEngine } from '../../src/core/client/client';
import { cancelSession } from '../../src/core/client/cancel-session';
import { sessionStoreOf } from '../../src/core/client/session-store';
import type { RelinkOptions, RelinkResult } from '../../src/core/client/session-types';
import type { Session } from '../../src/core/engine/session';
import { createFakeEnvironment, settlePromises } from '../support/fake-environment';
import { createSessionWorld, ITEM, type SessionWorld } from '../support/session-world';

let world: SessionWorld;
let session: Session;
beforeEach(() => {
  world = createSessionWorld();
  world.config.onError = () => {};
  session = world.newSession(ITEM);
});

const EXITED = {
  status: 'exited',
  itemId: ITEM,
  error: null,
  metadata: { institution: null, status: null, link_session_id: '', request_id: '' },
  health: null,
};

describe('cancel()', () => {
  it('G11: a user who waits for Link can cancel, and each open() ends as exited', async () => {
    world.link.script.hold = new Promise(() => {});
    const onExit = vi.fn();
    world.options = { onExit };
    const results = [session.open(world.latest), session.open(world.latest)];
    await settlePromises();
    session.cancel();
    expect(await Promise.all(results)).toEqual([EXITED, EXITED]);
    expect(world.statuses()).toEqual(['opening', 'exited']);
    // Plaid's callback is about a Link that was open.
    expect(onExit).not.toHaveBeenCalled();
  });

  it('a token that arrives after a cancel opens nothing, and is kept for the next click', async () => {
    const { createLinkToken } = world.gateway;
    let send = (): void => {};
    world.gateway.createLinkToken = (itemId, call) =>
      new Promise((resolve, reject) => {
        send = () => void createLinkToken?.(itemId, call).then(resolve, reject);
      });
    const result = session.open(world.latest);
    await settlePromises();
    session.cancel();
    await result;
    send();
    await world.env.pass(0);
    expect(world.link.links).toHaveLength(0);
    expect(world.statuses().at(-1)).toBe('exited');

    const again = session.open(world.latest);
    await settlePromises();
    expect(world.minted).toHaveLength(1);
    const link = world.link.current();
    expect(link).toMatchObject({ options: { token: world.minted[0] }, opened: 1 });
    link.reportOpen();
    link.exit();
    await expect(again).resolves.toMatchObject({ status: 'exited' });
  });

  it('a Link that was built and has not shown is removed by a cancel, and says nothing more', async () => {
    const result = session.open(world.latest);
    await settlePromises();
    const link = world.link.current();
    expect(link.opened).toBe(1);
    session.cancel();
    expect(await result).toEqual(EXITED);
    expect(link.removed).toBe(true);
    link.reportOpen();
    link.succeed();
    await world.env.pass(60_000);
    expect(world.statuses()).toEqual(['opening', 'exited']);
  });

  it('G3: a cancel leaves an open Link open', async () => {
    const { result, link } = await world.show(session);
    session.cancel();
    expect(link.removed).toBe(false);
    expect(world.statuses().at(-1)).toBe('open');
    link.succeed();
    await expect(result).resolves.toMatchObject({ status: 'relinked' });
  });

  it('G3: a cancel from within the app’s callback for Link’s OPEN event leaves Link open', async () => {
    world.options = {
      onEvent: (name) => {
        if (name === 'OPEN') session.cancel();
      },
    };
    const { link } = await world.show(session);
    expect(link.removed).toBe(false);
    expect(world.statuses().at(-1)).toBe('open');
  });

  it('G10: a cancel does not withdraw the question whether a relink has worked', async () => {
    const { result, link } = await world.show(session);
    link.succeed();
    session.cancel();
    await expect(result).resolves.toMatchObject({ status: 'relinked' });
  });

  it.each(['idle', 'exited', 'failed'])(
    'a cancel does nothing while the status is %s',
    (status) => {
      // A public token needs a public key, which this app has not.
      if (status === 'failed') world.config.tokenKind = 'public_token';
      if (status !== 'idle') void session.open(world.latest);
      if (status === 'exited') session.cancel();
      const before = world.statuses();
      expect(before.at(-1) ?? 'idle').toBe(status);
      session.cancel();
      expect(world.statuses()).toEqual(before);
    },
  );

  it('a click that waits for another tab’s word can be cancelled, and the word still counts', async () => {
    let answer = (): void => {};
    world.gateway.getItem = () => new Promise(() => {});
    session.prepare(world.latest);
    session.onRelinkedElsewhere();
    const result = session.open(world.latest);
    world.gateway.getItem = () =>
      new Promise((resolve) => {
        answer = () => resolve({ item_id: ITEM, health: 'healthy', remedy: 'none' });
      });
    session.cancel();
    expect(await result).toEqual(EXITED);
    await settlePromises();
    answer();
    await settlePromises();
    expect(world.statuses().at(-1)).toBe('relinked');
  });

  it('the click after a cancel opens Link', async () => {
    void session.open(world.latest);
    session.cancel();
    const { result, link } = await world.show(session);
    link.succeed();
    await expect(result).resolves.toMatchObject({ status: 'relinked' });
  });
});

describe('cancel() while the engine’s chunk is loading', () => {
  function createPage() {
    const env = createFakeEnvironment();
    const opened: string[] = [];
    let arrive = (): void => {};
    let fail = (_: Error): void => {};
    const engine: RelinkEngine = {
      prepare() {},
      open(itemId) {
        opened.push(itemId);
        return new Promise(() => {});
      },
      resume: () => Promise.resolve(null),
      has: () => false,
      forget: () => false,
      dispose() {},
    };
    const client = createRelinkClient({
      env,
      fetchEngine: () =>
        new Promise((resolve, reject) => {
          arrive = () => resolve(() => engine);
          fail = reject;
        }),
    });
    const onError = vi.fn();
    client.configure({ onError });
    const sessions = sessionStoreOf(client);
    const statuses: string[] = [];
    const options: RelinkOptions = { onStatusChange: (status) => void statuses.push(status) };
    const stop = sessions.subscribe(
      ITEM,
      () => {},
      () => options,
    );
    onTestFinished(stop);
    return {
      client,
      opened,
      options,
      statuses,
      onError,
      sessions,
      arrive: () => arrive(),
      fail: (error: Error) => fail(error),
      click: (itemId = ITEM): Promise<RelinkResult> => sessions.open(itemId, () => options),
    };
  }

  it('G11: a cancel ends the opening at once, and nothing opens when the engine arrives', async () => {
    const page = createPage();
    const results = [page.click(), page.click()];
    expect(page.sessions.view(ITEM).status).toBe('opening');
    cancelSession(page.client, ITEM);
    expect(page.sessions.view(ITEM).status).toBe('exited');
    expect(await Promise.all(results)).toEqual([EXITED, EXITED]);
    expect(page.statuses).toEqual(['opening', 'exited']);
    page.arrive();
    await settlePromises();
    expect(page.opened).toEqual([]);
  });

  it('a chunk that fails after a cancel is no failure of the click', async () => {
    const page = createPage();
    const result = page.click();
    cancelSession(page.client, ITEM);
    page.fail(new Error('gone'));
    expect(await result).toEqual(EXITED);
    await settlePromises();
    expect(page.sessions.view(ITEM).status).toBe('exited');
    expect(page.onError).not.toHaveBeenCalled();
  });

  it('a click after a cancel opens once, and the click of another Item is not cancelled', async () => {
    const page = createPage();
    void page.click();
    void page.click('item-b');
    cancelSession(page.client, ITEM);
    void page.click();
    page.arrive();
    await settlePromises();
    expect(page.opened).toEqual(['item-b', ITEM]);
  });

  it('a cancel from within onStatusChange ends the opening that it hears of', async () => {
    const page = createPage();
    page.options.onStatusChange = (status) => {
      if (status === 'opening') cancelSession(page.client, ITEM);
    };
    expect(await page.click()).toEqual(EXITED);
    page.arrive();
    await settlePromises();
    expect(page.opened).toEqual([]);
  });

  it('a cancel before any click does nothing', async () => {
    const page = createPage();
    cancelSession(page.client, ITEM);
    expect(page.statuses).toEqual([]);
    void page.click();
    page.arrive();
    await settlePromises();
    expect(page.opened).toEqual([ITEM]);
  });
});

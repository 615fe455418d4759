// @vitest-environment jsdom
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createRelinkClient,
  type ClientDeps,
  type RelinkClient,
  type RelinkEngine,
} from '../../src/core/client/client';
import { createHostedReturns } from '../../src/browser/hosted-returns';
import { createRedirectStore } from '../../src/browser/redirect-store';
import { tokenStoreOf } from '../../src/core/client/token-store-of';
import { createEngine } from '../../src/core/engine/engine';
import { createRelinkError } from '../../src/core/errors/catalogue';
import type { RelinkOptions, RelinkResult } from '../../src/core/client/session-types';
import type { Session } from '../../src/core/engine/session';
import { sessionStoreOf } from '../../src/core/client/session-store';
import type { ItemBody } from '../../src/core/gateway/wire';
import { settlePromises } from '../support/fake-environment';
import { eventMetadata } from '../support/fake-link-port';
import { createSessionWorld, ITEM, type SessionWorld } from '../support/session-world';

const MINUTE = 60_000;
const RETURN_URL = 'https://app.test/oauth?oauth_state_id=1';

let world: SessionWorld;
let session: Session;
beforeEach(() => {
  world = createSessionWorld();
  session = world.newSession(ITEM);
});

const resume = (token = world.oldToken()): { token: string; result: Promise<RelinkResult> } => ({
  token: token.value,
  result: session.resume(world.latest, {
    from: 'redirect',
    token,
    receivedRedirectUri: RETURN_URL,
    origin: { from: '/banks', state: null },
    click: null,
  }),
});

const NO_ENGINE: RelinkEngine = {
  prepare() {},
  open: () => Promise.reject(new Error('Nobody should open this.')),
  resume: () => Promise.reject(new Error('Nobody should resume this.')),
  has: () => false,
  forget: () => false,
  dispose() {},
};

/** The options of a component that shows the Item. */
const mounted = (): RelinkOptions => ({});

/** A client whose engine comes when the test says so. */
const clientWith = (fetchEngine: ClientDeps['fetchEngine']): RelinkClient =>
  createRelinkClient({ env: world.env, fetchEngine });

describe('every click is answered', () => {
  it('G11: a click fails with link_failed where Link never becomes ready, and the next click opens Link', async () => {
    world.link.ready = 'by hand';
    const result = session.open(world.latest);
    await world.env.pass(MINUTE);
    await expect(result).resolves.toMatchObject({ error: { code: 'link_failed' } });
    world.link.ready = 'at once';
    expect((await world.show(session)).link.opened).toBe(1);
  });

  it('G11: a click fails with timeout after 15 s, not after four times that, where the backend never answers', async () => {
    world.gateway.createLinkToken = () => new Promise(() => {});
    const result = session.open(world.latest);
    await world.env.pass(15_000);
    await expect(result).resolves.toMatchObject({ error: { code: 'timeout' } });
  });

  it('G11: a click that joins a preparation fails with timeout where the backend never answers', async () => {
    world.gateway.createLinkToken = () => new Promise(() => {});
    session.prepare(world.latest);
    const result = session.open(world.latest);
    await world.env.pass(15_000);
    await expect(result).resolves.toMatchObject({ error: { code: 'timeout' } });
  });

  it('G11: a click fails with timeout where the engine’s chunk neither loads nor fails', async () => {
    const { env } = world;
    const sessions = sessionStoreOf(clientWith(() => new Promise(() => {})));
    sessions.subscribe(ITEM, () => {}, mounted);
    const onError = vi.fn();
    const onStatusChange = vi.fn();
    const result = sessions.open(ITEM, () => ({ onError, onStatusChange }));
    await env.pass(20_000);
    await expect(result).resolves.toMatchObject({ error: { code: 'timeout', itemId: ITEM } });
    expect(sessions.view(ITEM).status).toBe('failed');
    expect(onStatusChange.mock.calls).toEqual([['opening'], ['failed']]);
    expect(onError).toHaveBeenCalledOnce();
  });

  it('G11: a click stays "opening" where a hover came first and the engine’s chunk loads after both', async () => {
    const { env, link, gateway } = world;
    const tabs = { broadcast() {}, listen: () => () => {} };
    let arrive = (): void => {};
    const client = clientWith(
      () =>
        new Promise((resolve) => {
          arrive = () =>
            resolve((self) => {
              const engine = createEngine(self, {
                env,
                tabs,
                link,
                tokens: tokenStoreOf(self, env),
                redirects: createRedirectStore(() => undefined),
                returns: createHostedReturns(() => undefined),
                isWebView: () => false,
              });
              onTestFinished(() => engine.dispose());
              return engine;
            });
        }),
    );
    client.configure({ gateway });
    const sessions = sessionStoreOf(client);
    sessions.subscribe(ITEM, () => {}, mounted);
    const onStatusChange = vi.fn();
    const options = () => ({ onStatusChange });
    sessions.prepare(ITEM, options);
    void sessions.open(ITEM, options);
    arrive();
    await settlePromises();
    link.current().reportOpen();
    expect(onStatusChange.mock.calls).toEqual([['opening'], ['open']]);
  });

  it('G11: an engine whose chunk loads after the click has timed out is never created', async () => {
    const create = vi.fn();
    let arrive = (): void => {};
    const sessions = sessionStoreOf(
      clientWith(() => new Promise((resolve) => (arrive = () => resolve(create)))),
    );
    sessions.subscribe(ITEM, () => {}, mounted);
    const result = sessions.open(ITEM, () => ({ onError: () => {} }));
    await world.env.pass(20_000);
    await result;
    arrive();
    await settlePromises();
    expect(create).not.toHaveBeenCalled();
  });

  it('G11: an engine whose chunk loads after the provider has unmounted is never created, and the click settles as session_closed', async () => {
    const create = vi.fn(() => NO_ENGINE);
    let arrive = (): void => {};
    const client = clientWith(
      () =>
        new Promise((resolve) => {
          arrive = () => resolve(create);
        }),
    );
    const release = client.retain();
    const result = sessionStoreOf(client).open(ITEM, () => ({ onError: () => {} }));
    release();
    await world.env.pass(1);
    arrive();
    await expect(result).resolves.toMatchObject({ error: { code: 'session_closed' } });
    expect(create).not.toHaveBeenCalled();
  });

  it('G11: a click whose client is closed and used again, before the engine’s chunk loads, opens nothing and shows nothing', async () => {
    const open = vi.fn(NO_ENGINE.open);
    let arrive = (): void => {};
    const client = clientWith(
      () =>
        new Promise((resolve) => {
          arrive = () => resolve(() => ({ ...NO_ENGINE, open }));
        }),
    );
    const sessions = sessionStoreOf(client);
    const leave = sessions.subscribe(ITEM, () => {}, mounted);
    const result = sessions.open(ITEM, () => ({ onError: () => {} }));
    leave();
    await world.env.pass(1);
    sessions.subscribe(ITEM, () => {}, mounted);
    await expect(result).resolves.toMatchObject({ error: { code: 'session_closed' } });
    arrive();
    await settlePromises();
    expect(open).not.toHaveBeenCalled();
    expect(sessions.view(ITEM).status).toBe('idle');
  });

  it('G11: a click after the provider has unmounted fails with session_closed and loads nothing', async () => {
    const fetchEngine = vi.fn(() => new Promise<never>(() => {}));
    const client = clientWith(fetchEngine);
    const release = client.retain();
    release();
    await world.env.pass(1);
    const result = sessionStoreOf(client).open(ITEM, () => ({ onError: () => {} }));
    await expect(result).resolves.toMatchObject({ error: { code: 'session_closed' } });
    expect(fetchEngine).not.toHaveBeenCalled();
  });

  it('G11: a provider that unmounts while Link is open reports session_closed to the app', async () => {
    const onError = vi.fn();
    world.options = { onError };
    const { result } = await world.show(session);
    session.dispose();
    await expect(result).resolves.toMatchObject({ error: { code: 'session_closed' } });
    expect(onError).toHaveBeenCalledOnce();
  });
});

describe('a Link that takes long to build', () => {
  it('G1: a Link whose building outlasts a sleep is built again with a fresh token before it opens', async () => {
    let release = (): void => {};
    world.link.script.hold = new Promise((resolve) => (release = resolve));
    session.prepare(world.latest);
    await settlePromises();
    await world.env.sleepFor(27 * MINUTE);
    void session.open(world.latest);
    release();
    await settlePromises();
    const opened = world.link.links.filter((link) => link.opened > 0);
    expect(opened.map((link) => link.options.token)).toEqual([world.minted[1]]);
  });

  it('G1: a Link whose OAuth return token expires while the script loads is never opened', async () => {
    let release = (): void => {};
    world.link.script.hold = new Promise((resolve) => (release = resolve));
    const { result } = resume(world.oldToken(10_000));
    await world.env.pass(12_000);
    release();
    await settlePromises();
    expect(world.link.links.every(({ opened }) => opened === 0)).toBe(true);
    await expect(result).resolves.toMatchObject({ error: { code: 'redirect_not_resumable' } });
  });
});

describe('an OAuth return', () => {
  it('G12: an OAuth return tries again with the same token when Link’s script fails once', async () => {
    const { loadScript } = world.link;
    world.link.loadScript = (nonce) => {
      world.link.loadScript = loadScript;
      void nonce;
      return Promise.reject(createRelinkError('link_blocked', { message: 'told by the test' }));
    };
    const { token } = resume();
    await settlePromises();
    expect(world.link.current().options).toMatchObject({ token, receivedRedirectUri: RETURN_URL });
  });

  it('G2: an OAuth return spends its token, so that a backend that cached it cannot send it again', async () => {
    const { token, result } = resume();
    await settlePromises();
    world.link.current().reportOpen();
    world.link.current().exit();
    await result;
    world.gateway.createLinkToken = () => Promise.resolve({ link_token: token });
    void session.open(world.latest);
    await world.env.pass(10_000);
    const opened = world.link.links.filter((link) => link.options.token === token && link.opened);
    expect(opened).toHaveLength(1);
  });
});

describe('late and re-entrant calls', () => {
  it('G5: open() from within onExit joins the relink that is just ending', async () => {
    const results: Promise<RelinkResult>[] = [];
    world.options = { onExit: () => void results.push(session.open(world.latest)) };
    const { result, link } = await world.show(session);
    link.exit();
    const first = await result;
    expect(first.status).toBe('exited');
    expect(await results[0]).toBe(first);
  });

  it('G3: open() from within onEvent leaves a Link open whose OPEN event came late', async () => {
    const results: Promise<RelinkResult>[] = [];
    world.options = { onEvent: () => void results.push(session.open(world.latest)) };
    const first = session.open(world.latest);
    await settlePromises();
    const link = world.link.current();
    link.callbacks.onLoad();
    await world.env.pass(MINUTE);
    expect(world.statuses().at(-1)).toBe('open');
    link.reportOpen();
    expect([link.opened, link.removed]).toEqual([1, false]);
    world.options = {};
    link.exit();
    expect(await results[0]).toBe(await first);
  });

  it('G5: Link’s last events still arrive when the user points at another Item', async () => {
    const events: string[] = [];
    world.options = { onEvent: (name) => void events.push(name) };
    const { link } = await world.show(session);
    link.exit();
    const other = world.newSession('item-b');
    other.prepare(() => ({}));
    link.callbacks.onEvent('EXIT', eventMetadata);
    expect(events).toEqual(['OPEN', 'EXIT']);
    // And the other is prepared all the same, a moment later.
    await world.env.pass(1_000);
    expect(world.link.current().options.token).toContain('item-b');
  });

  it('G12: a click from within onStatusChange opens Link, although its preparation was just told to wait', async () => {
    const { link } = await world.show(session);
    link.exit();
    const other = world.newSession('item-b');
    const results: Promise<RelinkResult>[] = [];
    const clicking = {
      onStatusChange: (status: string) => {
        if (status === 'preparing') results.push(other.open(() => ({})));
      },
    };
    other.prepare(() => clicking);
    await settlePromises();
    const current = world.link.current();
    expect(current.options.token).toContain('item-b');
    current.reportOpen();
    current.exit();
    await expect(results[0]).resolves.toMatchObject({ status: 'exited', itemId: 'item-b' });
  });

  it('G5: onEvent reports OPEN before onError reports that Link is not in update mode', async () => {
    const heard: string[] = [];
    world.options = {
      onEvent: (name) => void heard.push(name),
      onError: ({ code }) => void heard.push(code),
    };
    void session.open(world.latest);
    await settlePromises();
    world.link.current().reportOpen('false');
    expect(heard).toEqual(['OPEN', 'not_update_mode']);
  });

  it('G5: a disposed session sends no more requests and leaves no timer', async () => {
    const getItem = vi.fn(() =>
      Promise.resolve({ item_id: ITEM, health: 'needs_update', remedy: 'relink' } as const),
    );
    world.gateway.getItem = getItem;
    const { link } = await world.show(session);
    link.succeed();
    await settlePromises();
    session.dispose();
    await world.env.pass(MINUTE);
    expect(getItem).toHaveBeenCalledTimes(1);
    expect(world.env.timers()).toBe(0);
  });

  it('G5: a Link that becomes ready during a health check is replaced, never opened or closed in front of the user', async () => {
    world.link.ready = 'by hand';
    session.prepare(world.latest);
    await settlePromises();
    const prepared = world.link.current();
    let answer: (body: ItemBody) => void = () => {};
    world.gateway.getItem = () => new Promise((resolve) => (answer = resolve));
    session.onRelinkedElsewhere();
    void session.open(world.latest);
    await settlePromises();
    prepared.callbacks.onReady();
    world.link.ready = 'at once';
    answer({ item_id: ITEM, health: 'needs_update', remedy: 'relink' });
    await settlePromises();
    expect(world.link.links.map(({ opened, removed }) => [opened, removed])).toEqual([
      [0, true],
      [1, false],
    ]);
  });

  it('G5: the last outcome reaches the button that was clicked, not another that was pointed at since', async () => {
    const clicked = vi.fn();
    const pointedAt = vi.fn();
    world.options = { onRelinked: clicked };
    await world.look();
    const { link } = await world.show(session);
    world.gateway.getItem = () =>
      Promise.resolve({ item_id: ITEM, health: 'healthy', remedy: 'none' });
    link.exit();
    session.prepare(() => ({ onRelinked: pointedAt }));
    await settlePromises();
    expect([clicked.mock.calls.length, pointedAt.mock.calls.length]).toEqual([1, 0]);
  });

  it('G5: an app that unmounts the provider from within onSuccess or onEvent gets no further request or callback', async () => {
    const getItem = vi.spyOn(world.gateway, 'getItem');
    world.options = { onSuccess: () => session.dispose(), onError: () => {} };
    const { result, link } = await world.show(session);
    link.succeed();
    await expect(result).resolves.toMatchObject({ error: { code: 'session_closed' } });
    expect(getItem).not.toHaveBeenCalled();

    const other = world.newSession('item-b');
    const heard: string[] = [];
    world.options = {
      onEvent: () => other.dispose(),
      onError: ({ code }) => void heard.push(code),
      onStatusChange: (status) => void heard.push(status),
    };
    void other.open(world.latest);
    await settlePromises();
    // Worth an error of its own, had the app not gone.
    world.link.current().reportOpen('false');
    expect(heard).toEqual(['opening', 'idle', 'session_closed']);
  });
});

describe('a client that closes while its engine loads', () => {
  it('a click shows "idle" again at once when its client closes, and no failure follows on the next page', async () => {
    let arrive = (_: () => RelinkEngine): void => {};
    const client = clientWith(() => new Promise((resolve) => (arrive = resolve)));
    const sessions = sessionStoreOf(client);
    const statuses: string[] = [];
    const stopHearing = sessions.subscribe(ITEM, () => {
      const { status } = sessions.view(ITEM);
      statuses.push(status);
      if (status === 'idle') stopHearing();
    });
    const leave = sessions.subscribe(ITEM, () => {}, mounted);
    const result = sessions.open(ITEM, () => ({ onError() {} }));
    leave();
    await world.env.pass(1);
    arrive(() => NO_ENGINE);
    await expect(result).resolves.toMatchObject({ error: { code: 'session_closed' } });
    expect(statuses).toEqual(['opening', 'idle']);
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createRelinkError } from '../../src/core/errors/catalogue';
import type { ItemBody } from '../../src/core/gateway/wire';
import type { Session } from '../../src/core/engine/session';
import { settlePromises } from '../support/fake-environment';
import {
  broken,
  createSessionWorld,
  healthy,
  ITEM,
  type SessionWorld,
} from '../support/session-world';

const MINUTE = 60_000;
const YESTERDAY = '2025-01-01T00:00:00.000Z';
const TODAY = '2025-01-02T00:00:00.000Z';

let world: SessionWorld;
let session: Session;
beforeEach(() => {
  world = createSessionWorld();
  world.config.onError = () => {};
  session = world.newSession(ITEM);
});

function serverSays(body: ItemBody): void {
  world.gateway.getItem = () => Promise.resolve(body);
}
function serverIsDown(): void {
  world.gateway.getItem = () =>
    Promise.reject(createRelinkError('request_rejected', { message: 'down' }));
}

/** The user goes through Link with success, and the server cannot say what came of it. */
async function succeedUnconfirmed(): Promise<void> {
  serverIsDown();
  const { result, link } = await world.show(session);
  link.succeed();
  await expect(result).resolves.toMatchObject({ error: { code: 'not_confirmed' } });
}

/** The user goes through Link with success, and the server calls the Item healthy. */
async function relink(body: ItemBody = healthy): Promise<void> {
  serverSays(body);
  const { result, link } = await world.show(session);
  link.succeed();
  await expect(result).resolves.toMatchObject({ status: 'relinked' });
}

describe('open() after not_confirmed', () => {
  it('G10: a click after not_confirmed asks the server again, opens no Link, and ends as the relink that it was', async () => {
    const onRelinked = vi.fn();
    world.options = { onRelinked };
    await succeedUnconfirmed();
    await world.env.pass(MINUTE);
    serverSays(healthy);
    const result = await session.open(world.latest);
    expect(result).toMatchObject({
      status: 'relinked',
      confirmed: true,
      metadata: { link_session_id: expect.any(String) as string },
    });
    expect(world.statuses().slice(-3)).toEqual(['failed', 'confirming', 'relinked']);
    expect(world.link.links).toHaveLength(1);
    expect(world.minted).toHaveLength(1);
    expect(onRelinked).toHaveBeenCalledOnce();
    expect(world.broadcast).toHaveBeenCalledOnce();
  });

  it('G11: clicks after not_confirmed ask again and again until the server answers, and none opens Link', async () => {
    await succeedUnconfirmed();
    for (let press = 0; press < 3; press += 1) {
      await expect(session.open(world.latest)).resolves.toMatchObject({
        error: { code: 'not_confirmed' },
      });
    }
    serverSays(healthy);
    const results = [session.open(world.latest), session.open(world.latest)];
    expect(await Promise.all(results)).toMatchObject([
      { status: 'relinked' },
      { status: 'relinked' },
    ]);
    expect(world.link.links).toHaveLength(1);
  });

  it('G12: a broken answer turns not_confirmed into still_broken, and the click after that opens Link', async () => {
    await succeedUnconfirmed();
    serverSays(broken);
    const result = session.open(world.latest);
    await world.env.pass(MINUTE);
    await expect(result).resolves.toMatchObject({ error: { code: 'still_broken' } });
    await world.show(session);
    expect(world.link.links.map(({ opened }) => opened)).toEqual([1, 1]);
  });

  it('the backend hears of the same relink again when a click asks whether it has worked', async () => {
    const reportRelink = vi.fn(() =>
      Promise.reject(createRelinkError('request_rejected', { message: 'down' })),
    );
    world.gateway.reportRelink = reportRelink;
    world.options = { purpose: 'renew' };
    await succeedUnconfirmed();
    await world.env.pass(MINUTE);
    world.options = {};
    serverSays(healthy);
    await session.open(world.latest);
    const [[, first] = [], [, second] = []] = reportRelink.mock.calls as unknown[][];
    expect(second).toMatchObject({ purpose: 'renew' });
    expect(second).toMatchObject({
      linkSessionId: (first as { linkSessionId: string }).linkSessionId,
    });
  });

  it('an OAuth return opens Link after not_confirmed too', async () => {
    await succeedUnconfirmed();
    const source = {
      from: 'redirect',
      token: world.oldToken(),
      receivedRedirectUri: 'https://app.example/?oauth_state_id=1',
      origin: { from: '/banks', state: null },
      click: null,
    } as const;
    void session.resume(world.latest, source);
    await settlePromises();
    expect(world.link.current().opened).toBe(1);
  });

  it('a relink of another tab that the server confirms ends not_confirmed', async () => {
    await succeedUnconfirmed();
    serverSays(healthy);
    session.onRelinkedElsewhere();
    await settlePromises();
    expect(world.statuses().at(-1)).toBe('relinked');
    await world.show(session);
    expect(world.link.links).toHaveLength(2);
  });

  it('a button that unmounts forgets not_confirmed: the next click opens Link', async () => {
    await succeedUnconfirmed();
    session.forget();
    await world.show(session);
    expect(world.link.links).toHaveLength(2);
  });

  it('G5: a provider that unmounts while the server is asked again settles the call', async () => {
    await succeedUnconfirmed();
    world.gateway.getItem = () => new Promise(() => {});
    const result = session.open(world.latest);
    session.dispose();
    await expect(result).resolves.toMatchObject({ error: { code: 'session_closed' } });
  });
});

describe('an Item that breaks again', () => {
  it('G11: the button of a relinked Item works again as soon as any answer says that it is broken again', async () => {
    await relink();
    serverSays(broken);
    await world.look();
    expect(world.views.at(-1)).toEqual({ status: 'idle', error: null });
    const { link, result } = await world.show(session);
    serverSays(healthy);
    link.succeed();
    await expect(result).resolves.toMatchObject({ status: 'relinked' });
  });

  it('G10: an answer that was asked for before the relink leaves the Item relinked', async () => {
    let answerLate = (_: ItemBody): void => {};
    world.gateway.getItem = () => new Promise((resolve) => (answerLate = resolve));
    const early = world.look();
    const answerEarly = answerLate;
    await relink();
    answerEarly(broken);
    await early;
    expect(world.statuses().at(-1)).toBe('relinked');
  });

  it('G10: an answer from a cache of before the relink leaves the Item relinked', async () => {
    await relink({ ...healthy, checked_at: TODAY });
    serverSays({ ...broken, checked_at: YESTERDAY });
    await world.look();
    expect(world.statuses().at(-1)).toBe('relinked');
    serverSays({ ...broken, checked_at: TODAY });
    await world.look();
    expect(world.statuses().at(-1)).toBe('idle');
  });

  it('a bank that cannot be reached says nothing about the relink', async () => {
    await relink();
    serverSays({ item_id: ITEM, health: 'unavailable', remedy: 'wait' });
    await world.look();
    expect(world.statuses().at(-1)).toBe('relinked');
  });
});

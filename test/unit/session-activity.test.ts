import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RelinkActivity } from '../../src/core/client/activity';
import { createRelinkError } from '../../src/core/errors/catalogue';
import type { Session } from '../../src/core/engine/session';
import type { ItemBody } from '../../src/core/gateway/wire';
import type { ClickRecord } from '../../src/core/client/activity';
import { settlePromises } from '../support/fake-environment';
import { eventMetadata, exitMetadata, plaidLinkError } from '../support/fake-link-port';
import {
  broken,
  createSessionWorld,
  healthy,
  ITEM,
  type SessionWorld,
} from '../support/session-world';

let world: SessionWorld;
let session: Session;
let told: RelinkActivity[];
const names = (): string[] => told.map(({ name }) => name);
const last = (): RelinkActivity => {
  const activity = told.at(-1);
  if (!activity) throw new Error('Nothing was told.');
  return activity;
};

beforeEach(() => {
  world = createSessionWorld();
  session = world.newSession(ITEM);
  told = [];
  world.config.onActivity = (activity) => void told.push(activity);
});

/** The user leaves, and Link's last events have come. */
async function leave(errorCode?: string): Promise<void> {
  world.link.current().exit(errorCode);
  await world.env.pass(1_000);
}

const view = (name: string | null, timestamp = eventMetadata.timestamp): void =>
  world.link.current().callbacks.onEvent('TRANSITION_VIEW', {
    ...eventMetadata,
    view_name: name,
    timestamp,
  });

const backendSays = (body: Partial<ItemBody>): void => {
  world.gateway.getItem = () => Promise.resolve({ ...healthy, ...body });
};

describe('what onActivity hears of a session', () => {
  it('a relink that works is clicked, opened, succeeded and confirmed, in this order', async () => {
    const { result, link } = await world.show(session);
    link.succeed();
    await result;
    expect(names()).toEqual(['clicked', 'opened', 'succeeded', 'confirmed']);
    expect(last()).toMatchObject({ by: 'link', linkSessionId: 'session-1', itemId: ITEM });
  });

  it('each step has the time since the click, the purpose, and the bank that the backend or Link named', async () => {
    world.options = { purpose: 'renew' };
    await world.env.pass(5_000);
    const { link } = await world.show(session);
    await world.env.pass(2_000);
    link.callbacks.onEvent('SELECT_INSTITUTION', { ...eventMetadata, institution_id: 'ins_1' });
    link.succeed();
    expect(told.map(({ sinceClickMs }) => sinceClickMs)).toEqual([0, 0, 2_000]);
    expect(told.map(({ institutionId }) => institutionId)).toEqual([null, null, 'ins_1']);
    backendSays({ institution_id: 'ins_2' });
    await world.env.pass(8_000);
    expect(last()).toMatchObject({ name: 'confirmed', institutionId: 'ins_2', purpose: 'renew' });
    expect(last().at).toEqual(new Date(world.env.wallNow() - 8_000));
  });

  it('no step has a field that is missing, and none has a token', async () => {
    const { result, link } = await world.show(session);
    link.succeed();
    await result;
    await world.show(session);
    await leave('ITEM_LOCKED');
    const fields = Object.keys(told[0] ?? {}).sort();
    for (const activity of told) {
      expect(Object.keys(activity).sort()).toEqual(fields);
      expect(Object.values(activity)).not.toContain(undefined);
    }
    for (const token of [...world.minted, 'public-sandbox-1'])
      expect(JSON.stringify(told)).not.toContain(token);
    expect(world.minted.length).toBeGreaterThan(0);
  });

  it('a click that has waited for the code counts from the press', async () => {
    const pressedAt = world.env.wallNow() - 700;
    void session.open(world.latest, pressedAt);
    await settlePromises();
    world.link.current().reportOpen();
    expect(told).toMatchObject([
      { name: 'clicked', at: new Date(pressedAt), sinceClickMs: 0 },
      { name: 'opened', at: new Date(pressedAt + 700), sinceClickMs: 700 },
    ]);
  });

  it('a Link whose OPEN event was lost is told as opened once its user has succeeded', async () => {
    const result = session.open(world.latest);
    await settlePromises();
    world.link.current().succeed();
    await result;
    expect(names()).toEqual(['clicked', 'opened', 'succeeded', 'confirmed']);
  });

  it('a preparation tells nothing', async () => {
    session.prepare(world.latest);
    await settlePromises();
    expect(world.statuses()).toEqual(['preparing', 'ready']);
    expect(told).toEqual([]);
  });

  it('two presses while Link opens are one click', async () => {
    const first = session.open(world.latest);
    const second = session.open(world.latest);
    await settlePromises();
    world.link.current().reportOpen();
    void session.open(world.latest);
    world.link.current().succeed();
    await Promise.all([first, second]);
    expect(names()).toEqual(['clicked', 'opened', 'succeeded', 'confirmed']);
  });

  it('what the notice said at the click goes with every step of the session', async () => {
    const notice = world.notices.add(ITEM, 'expiring');
    const { result, link } = await world.show(session);
    notice.remove();
    link.succeed();
    await result;
    expect(told.map(({ topic }) => topic)).toEqual(Array(4).fill('expiring'));
  });

  it('a failure is told with its code, and a later answer that disproves it as confirmed', async () => {
    const { result, link } = await world.show(session);
    world.gateway.getItem = () => Promise.resolve(broken);
    link.succeed();
    await world.env.pass(20_000);
    await expect(result).resolves.toMatchObject({ status: 'failed' });
    expect(last()).toMatchObject({ name: 'failed', errorCode: 'still_broken' });
    backendSays({});
    await world.look();
    expect(last()).toMatchObject({
      name: 'confirmed',
      by: 'elsewhere',
      linkSessionId: 'session-1',
    });
    expect(last().sinceClickMs).toBeGreaterThanOrEqual(12_000);
  });

  it('a backend that cannot confirm a relink leaves it at succeeded', async () => {
    world.config.gateway = { ...world.gateway, getItem: undefined as never };
    const { result, link } = await world.show(session);
    link.succeed();
    await expect(result).resolves.toMatchObject({ status: 'relinked', confirmed: false });
    expect(names()).toEqual(['clicked', 'opened', 'succeeded']);
  });

  it('a click that asks about a relink again is a click of its own, about the same Link session', async () => {
    const { result, link } = await world.show(session);
    world.gateway.getItem = () => Promise.reject(new Error('down'));
    link.succeed();
    await world.env.pass(40_000);
    await expect(result).resolves.toMatchObject({ error: { code: 'not_confirmed' } });
    backendSays({});
    await session.open(world.latest);
    expect(names().slice(-2)).toEqual(['clicked', 'confirmed']);
    expect(last()).toMatchObject({ linkSessionId: 'session-1', by: 'link' });
  });
});

describe('an exit', () => {
  it('an exit is told with Plaid’s status, the error and the view that the user left, although the view comes after it', async () => {
    const { link } = await world.show(session);
    await world.env.pass(3_000);
    link.exit('INVALID_CREDENTIALS');
    await settlePromises();
    expect(names()).toEqual(['clicked', 'opened']);
    await world.env.pass(200);
    link.callbacks.onEvent('TRANSITION_VIEW', {
      ...eventMetadata,
      view_name: 'EXIT',
      timestamp: '2026-01-01T00:00:09Z',
    });
    view('CREDENTIAL', '2026-01-01T00:00:05Z');
    view('LOADING', '2026-01-01T00:00:04Z');
    await world.env.pass(1_000);
    expect(last()).toMatchObject({
      name: 'exited',
      view: 'CREDENTIAL',
      errorCode: 'INVALID_CREDENTIALS',
      exitStatus: 'requires_credentials',
      linkSessionId: 'session-1',
      sinceClickMs: 3_000,
    });
    expect(last().at).toEqual(new Date(Date.UTC(2026, 0, 1, 0, 0, 3)));
  });

  it('an exit is told before what happens next, however soon that is', async () => {
    await world.show(session);
    view('MFA');
    world.link.current().exit();
    await settlePromises();
    await world.show(session);
    expect(names()).toEqual(['clicked', 'opened', 'exited', 'clicked', 'opened']);
    expect(told[2]).toMatchObject({ view: 'MFA' });
    expect(told[4]).toMatchObject({ view: null });
  });

  it('an exit is told once, and at once where the page goes', async () => {
    await world.show(session);
    world.link.current().exit();
    world.env.setVisible(false);
    expect(names()).toEqual(['clicked', 'opened', 'exited']);
    world.env.setVisible(true);
    await world.env.pass(5_000);
    expect(names()).toEqual(['clicked', 'opened', 'exited']);
  });

  it('an exit is told before its session is forgotten, whose Link another Item has taken', async () => {
    await world.show(session);
    world.link.current().exit();
    await settlePromises();
    void world.newSession('item-b').open(world.latest);
    session.forget();
    expect(names()).toEqual(['clicked', 'opened', 'clicked', 'exited']);
    expect(last()).toMatchObject({ itemId: ITEM });
  });

  it('an exit that was told leaves no timer and no listener behind', async () => {
    await world.show(session);
    const before = world.env.wakeListeners();
    await leave();
    expect([world.env.timers(), world.env.wakeListeners()]).toEqual([0, before]);
  });

  it('an exit that is a failure is told as exited and then as failed', async () => {
    await world.show(session);
    await leave('INVALID_UPDATED_USERNAME');
    expect(told.slice(-2)).toMatchObject([
      { name: 'exited', errorCode: 'INVALID_UPDATED_USERNAME' },
      { name: 'failed', errorCode: 'not_relinkable' },
    ]);
  });

  it('an exit from an Item that was repaired elsewhere is told as exited and then as confirmed', async () => {
    await world.look();
    await world.show(session);
    backendSays({});
    await leave();
    expect(told.slice(-2)).toMatchObject([
      { name: 'exited' },
      { name: 'confirmed', by: 'elsewhere', sinceClickMs: 0 },
    ]);
  });

  it('the exit of an opening that was cancelled has no view and no Link session', () => {
    void session.open(world.latest);
    session.cancel();
    expect(names()).toEqual(['clicked', 'exited']);
    expect(last()).toMatchObject({ view: null, exitStatus: null, linkSessionId: null });
  });

  it('an exit without the status and the error that Plaid’s types promise has null for both', async () => {
    const { link } = await world.show(session);
    link.callbacks.onExit(null, { ...exitMetadata, status: '', institution: undefined as never });
    await world.env.pass(1_000);
    expect(last()).toMatchObject({ name: 'exited', exitStatus: null, errorCode: null, view: null });
  });
});

describe('a bank’s own page', () => {
  it('a sign-in at the bank’s own page is known once Link has left for it, and before where the backend says so', async () => {
    await world.show(session);
    expect(last().isOAuth).toBeNull();
    world.link.current().callbacks.onEvent('OPEN_OAUTH', eventMetadata);
    await leave();
    expect(last().isOAuth).toBe(true);
    backendSays({ ...broken, institution: { name: 'Bank', oauth: false } });
    await world.look();
    await world.show(session);
    expect(last().isOAuth).toBe(false);
  });

  it('a session that goes on after an OAuth redirect keeps its click: only its end is told', async () => {
    const click: ClickRecord = { at: world.env.wallNow() - 60_000, topic: 'relink' };
    const token = world.oldToken();
    const result = session.resume(world.latest, {
      from: 'redirect',
      token,
      receivedRedirectUri: 'https://app.example/?oauth_state_id=1',
      origin: { from: '/banks', state: null },
      click,
    });
    await settlePromises();
    world.link.current().reportOpen();
    world.link.current().succeed();
    await result;
    expect(names()).toEqual(['succeeded', 'confirmed']);
    expect(last()).toMatchObject({ sinceClickMs: 60_000, topic: 'relink', isOAuth: true });
  });

  it('a session whose click is not known any more has no time since the click', async () => {
    const result = session.resume(world.latest, {
      from: 'redirect',
      token: world.oldToken(),
      receivedRedirectUri: 'https://app.example/?oauth_state_id=1',
      origin: { from: null, state: null },
      click: null,
    });
    await settlePromises();
    world.link.current().reportOpen();
    world.link.current().succeed();
    await result;
    expect(last()).toMatchObject({ name: 'confirmed', sinceClickMs: null, topic: null });
  });
});

describe('repairs that this page did not make', () => {
  it('a relink in another tab is confirmed here too, and belongs to no click', async () => {
    await world.show(session);
    await leave();
    await world.look();
    backendSays({});
    session.onRelinkedElsewhere();
    await settlePromises();
    expect(last()).toMatchObject({
      name: 'confirmed',
      by: 'another_tab',
      sinceClickMs: null,
      linkSessionId: null,
    });
  });
});

describe('the app’s onActivity', () => {
  it('an onActivity that throws is reported, and stops neither the session nor the other callbacks', async () => {
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    onTestFinished(() => void vi.unstubAllGlobals());
    const thrown = new Error('analytics are down');
    world.config.onActivity = () => {
      throw thrown;
    };
    const { result, link } = await world.show(session);
    link.succeed();
    await expect(result).resolves.toMatchObject({ status: 'relinked' });
    expect(report).toHaveBeenCalledTimes(4);
    expect(report).toHaveBeenCalledWith(thrown);
  });

  it('an onActivity that opens Link and closes the provider from within is called once for each step', async () => {
    world.config.onActivity = (activity) => {
      told.push(activity);
      if (activity.name === 'clicked') void session.open(world.latest);
      if (activity.name === 'succeeded') session.dispose();
    };
    const { result, link } = await world.show(session);
    link.succeed();
    await expect(result).resolves.toMatchObject({ error: { code: 'session_closed' } });
    expect(names()).toEqual(['clicked', 'opened', 'succeeded', 'failed']);
  });

  it('onActivity hears of a session that the provider ended, and of nothing after that', async () => {
    const { link } = await world.show(session);
    session.dispose();
    expect(last()).toMatchObject({ name: 'failed', errorCode: 'session_closed' });
    link.callbacks.onEvent('EXIT', eventMetadata);
    link.exit();
    void session.open(world.latest);
    await world.env.pass(60_000);
    expect(names()).toEqual(['clicked', 'opened', 'failed']);
  });

  it('onActivity hears of an exit that waits for Link’s last events before the provider is gone', async () => {
    world.options = { purpose: 'renew' };
    await world.show(session);
    world.link.current().callbacks.onExit(plaidLinkError('ITEM_LOCKED'), exitMetadata);
    session.dispose();
    expect(names().slice(2)).toEqual(['exited', 'failed']);
    await world.env.pass(60_000);
    expect(names()).toHaveLength(4);
  });

  it('an onActivity that is set later hears of the steps from then on', async () => {
    world.config.onActivity = undefined;
    const { result, link } = await world.show(session);
    world.config.onActivity = (activity) => void told.push(activity);
    link.succeed();
    await result;
    expect(names()).toEqual(['succeeded', 'confirmed']);
    expect(last().sinceClickMs).toBe(0);
  });
});

describe('Plaid’s own page', () => {
  const PAGE = 'https://secure.plaid.com/link/page-1';

  it('Plaid’s own page is told as hosted; a look back as exited, once; and its success as confirmed, with the click’s time', async () => {
    world.link.script.fail = createRelinkError('link_blocked', { message: 'told by the test' });
    const mint = world.gateway.createLinkToken;
    world.gateway.createLinkToken = async (itemId, call) =>
      ({ ...(await mint?.(itemId, call)), hosted_link_url: PAGE }) as never;
    await world.look();
    await session.open(world.latest);
    expect(last()).toMatchObject({ name: 'failed', errorCode: 'hosted_link_offered' });
    void session.open(world.latest);
    await settlePromises();
    for (const body of [broken, broken, healthy]) {
      world.gateway.getItem = () => Promise.resolve(body);
      await world.env.pass(10_000);
      world.env.setVisible(false);
      world.env.setVisible(true);
      await settlePromises();
    }
    expect(names()).toEqual(['clicked', 'failed', 'clicked', 'hosted', 'exited', 'confirmed']);
    expect(last()).toMatchObject({ by: 'hosted_link', sinceClickMs: 30_000, linkSessionId: null });
  });
});

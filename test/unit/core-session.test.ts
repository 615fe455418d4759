import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RelinkError } from '../../src/core/errors';
import type { RelinkOptions, RelinkResult } from '../../src/core/relink';
import type { Session } from '../../src/core/session-port';
import { settlePromises } from '../support/fake-environment';
import { eventMetadata, exitMetadata, successMetadata } from '../support/fake-link-port';
import {
  broken,
  createSessionWorld,
  healthy,
  ITEM,
  type SessionWorld,
} from '../support/session-world';

const MINUTE = 60_000;

let env: SessionWorld['env'];
let link: SessionWorld['link'];
let tokens: SessionWorld['tokens'];
let config: SessionWorld['config'];
let minted: SessionWorld['minted'];
let newSession: SessionWorld['newSession'];
let statuses: SessionWorld['statuses'];
let session: Session;
let options: RelinkOptions;
const latest = (): RelinkOptions => options;

beforeEach(() => {
  options = {};
  ({ env, link, tokens, config, minted, newSession, statuses } = createSessionWorld());
  session = newSession(ITEM);
});

async function openAndShow(): Promise<{ result: Promise<RelinkResult> }> {
  const result = session.open(latest);
  await settlePromises();
  link.current().reportOpen();
  return { result };
}

describe('a relink', () => {
  it('goes from the click to a healthy Item, which the server confirmed', async () => {
    const onSuccess = vi.fn();
    const onRelinked = vi.fn();
    options = { onSuccess, onRelinked };
    const { result } = await openAndShow();
    link.current().succeed();
    await expect(result).resolves.toMatchObject({
      status: 'relinked',
      itemId: ITEM,
      health: { state: 'healthy', remedy: 'none' },
      metadata: successMetadata,
    });
    expect(statuses()).toEqual(['opening', 'open', 'confirming', 'relinked']);
    expect(onSuccess).toHaveBeenCalledExactlyOnceWith('public-sandbox-1', successMetadata);
    expect(onRelinked).toHaveBeenCalledOnce();
  });

  it('ends as exited when the user closes Link, with what Plaid said about it', async () => {
    const onExit = vi.fn();
    options = { onExit };
    const { result } = await openAndShow();
    link.current().exit('INVALID_CREDENTIALS');
    await expect(result).resolves.toMatchObject({
      status: 'exited',
      error: { error_code: 'INVALID_CREDENTIALS' },
      metadata: exitMetadata,
    });
    expect(onExit).toHaveBeenCalledOnce();
    expect(statuses().at(-1)).toBe('exited');
  });

  it('opens with a public token and the legacy options where the app has a public key', async () => {
    config.publicKeyOptions = {
      publicKey: 'key',
      clientName: 'App',
      env: 'sandbox',
      product: ['auth'],
    };
    void session.open(latest);
    await settlePromises();
    expect(link.current().options).toMatchObject({
      token: expect.stringMatching(/^public-/) as string,
      publicKeyOptions: { publicKey: 'key' },
    });
  });

  it('says what is missing where a public token is wanted and there is no public key', async () => {
    options = { tokenKind: 'public_token' };
    await expect(session.open(latest)).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'missing_public_key' },
    });
  });
});

describe('preparing', () => {
  it('makes a hidden Link that the click opens at once', async () => {
    session.prepare(latest);
    session.prepare(latest);
    await settlePromises();
    expect(statuses()).toEqual(['preparing', 'ready']);
    expect(link.links).toHaveLength(1);
    void session.open(latest);
    expect(link.current().opened).toBe(1);
    expect(minted).toHaveLength(1);
  });

  it('G11: keeps a click that comes while it is under way', async () => {
    link.ready = 'by hand';
    session.prepare(latest);
    await settlePromises();
    void session.open(latest);
    expect(statuses().at(-1)).toBe('opening');
    link.current().callbacks.onReady();
    expect(link.current().opened).toBe(1);
    expect(link.links).toHaveLength(1);
  });

  it('that fails leaves the button as it was and says nothing; the click tries again, and would say it', async () => {
    const onError = vi.fn();
    options = { onError };
    link.script.fail = new RelinkError('link_blocked', { message: 'told by the test' });
    session.prepare(latest);
    await settlePromises();
    expect(statuses()).toEqual(['preparing', 'idle']);
    expect(onError).not.toHaveBeenCalled();
    link.script.fail = null;
    await openAndShow();
    expect(statuses().at(-1)).toBe('open');
  });

  it('G1: that is too old by the click is done again', async () => {
    session.prepare(latest);
    await settlePromises();
    env.setWallClock(31 * MINUTE);
    void session.open(latest);
    await settlePromises();
    expect(link.links.map((made) => [made.opened, made.removed])).toEqual([
      [0, true],
      [1, false],
    ]);
    expect(link.current().options.token).toBe(minted[1]);
  });

  it('G2: whose token somebody else spent meanwhile is done again', async () => {
    session.prepare(latest);
    await settlePromises();
    const taken = await tokens.acquire({
      kind: 'link_token',
      itemId: ITEM,
      accountSelection: false,
    });
    tokens.claim(taken);
    void session.open(latest);
    await settlePromises();
    expect(link.current().opened).toBe(1);
    expect(link.current().options.token).not.toBe(taken.value);
  });

  it('gives way to another Item: one Link at a time', async () => {
    session.prepare(latest);
    await settlePromises();
    newSession('item-b').prepare(latest);
    await settlePromises();
    expect(link.links.map((made) => made.removed)).toEqual([true, false]);
  });
});

describe('an open Link', () => {
  it('G3: is left alone by a second click, a hover, and the end of its token', async () => {
    const { result } = await openAndShow();
    session.prepare(latest);
    void session.open(latest);
    await env.pass(45 * MINUTE);
    expect(link.links).toHaveLength(1);
    expect(link.current().opened).toBe(1);
    link.current().succeed();
    await expect(result).resolves.toMatchObject({ status: 'relinked' });
  });

  it('is not taken away by another Item, which says why it cannot open', async () => {
    await openAndShow();
    const other = newSession('item-b').open(latest);
    await expect(other).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'session_in_progress' },
    });
    expect(link.current().removed).toBe(false);
  });

  it('uses the newest callbacks', async () => {
    options = { onSuccess: vi.fn() };
    await openAndShow();
    const newer = vi.fn();
    options = { onSuccess: newer };
    link.current().succeed();
    expect(newer).toHaveBeenCalledOnce();
  });

  it('is closed when its host goes away, and the session is settled', async () => {
    const { result } = await openAndShow();
    const opened = link.current();
    session.dispose();
    expect(opened.removed).toBe(true);
    await expect(result).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'session_closed' },
    });
  });
});

describe('an outcome', () => {
  it('G5: comes once, whatever Link calls afterwards', async () => {
    const onSuccess = vi.fn();
    const onExit = vi.fn();
    options = { onSuccess, onExit };
    const { result } = await openAndShow();
    const opened = link.current();
    opened.exit();
    opened.succeed();
    opened.exit();
    await expect(result).resolves.toMatchObject({ status: 'exited' });
    expect([onExit.mock.calls.length, onSuccess.mock.calls.length]).toEqual([1, 0]);
  });

  it('G5: of an older session does not reach the next one', async () => {
    const { result } = await openAndShow();
    const older = link.current();
    older.exit();
    await result;
    const next = await openAndShow();
    older.succeed();
    older.callbacks.onEvent('OPEN', { ...eventMetadata, is_update_mode: 'false' });
    link.current().exit();
    await expect(next.result).resolves.toMatchObject({ status: 'exited' });
  });

  it('G5: is not lost when a callback of the app throws', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    options = {
      onSuccess() {
        throw new Error('the app is broken');
      },
    };
    const { result } = await openAndShow();
    link.current().succeed();
    await expect(result).resolves.toMatchObject({ status: 'relinked' });
    expect(reported).toHaveLength(1);
    vi.unstubAllGlobals();
  });

  it("lets Link's last events through, and then removes it", async () => {
    const onEvent = vi.fn();
    options = { onEvent };
    await openAndShow();
    const opened = link.current();
    opened.exit();
    opened.callbacks.onEvent('EXIT', eventMetadata);
    expect(onEvent).toHaveBeenLastCalledWith('EXIT', eventMetadata);
    await env.pass(1_100);
    expect(opened.removed).toBe(true);
  });

  it('G2: spends its token: the next click opens with another', async () => {
    const { result } = await openAndShow();
    const first = link.current().options.token;
    link.current().exit();
    await result;
    await openAndShow();
    expect(link.current().options.token).not.toBe(first);
  });
});

describe('G9', () => {
  it('a Link that says that it is not in update mode is closed and reported', async () => {
    const onError = vi.fn();
    options = { onError };
    const result = session.open(latest);
    await settlePromises();
    const opened = link.current();
    opened.reportOpen('false');
    await expect(result).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'not_update_mode' },
    });
    expect(opened.removed).toBe(true);
    expect(onError).toHaveBeenCalledOnce();
  });

  it('a Link that leaves update mode unsaid stays open, but its success is no success', async () => {
    const onError = vi.fn();
    options = { onError, onRelinked: vi.fn() };
    const result = session.open(latest);
    await settlePromises();
    link.current().reportOpen(null);
    expect(onError).toHaveBeenCalledOnce();
    link.current().succeed();
    await expect(result).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'not_update_mode' },
    });
    expect(onError).toHaveBeenCalledOnce();
    expect(options.onRelinked).not.toHaveBeenCalled();
  });
});

describe('G10: relinked', () => {
  it('waits until the server says that the Item is healthy', async () => {
    const answers = [broken, broken, healthy];
    config.gateway.getItem = () => Promise.resolve(answers.shift() ?? healthy);
    const { result } = await openAndShow();
    link.current().succeed();
    await env.pass(7_000);
    expect(statuses().at(-1)).toBe('confirming');
    await env.pass(2_000);
    await expect(result).resolves.toMatchObject({ status: 'relinked' });
  });

  it('is not claimed for an Item that stays broken', async () => {
    config.gateway.getItem = () => Promise.resolve(broken);
    const { result } = await openAndShow();
    link.current().succeed();
    await env.pass(MINUTE);
    await expect(result).resolves.toMatchObject({
      status: 'failed',
      error: {
        code: 'still_broken',
        message: expect.stringContaining('ITEM_LOGIN_REQUIRED') as string,
      },
    });
  });

  it('is not claimed where the server could not be asked', async () => {
    config.gateway.getItem = () =>
      Promise.reject(new RelinkError('backend_error', { message: 'down' }));
    const { result } = await openAndShow();
    link.current().succeed();
    await env.pass(MINUTE);
    await expect(result).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'not_confirmed' },
    });
  });

  it('comes with no health where the gateway has no way to ask', async () => {
    delete config.gateway.getItem;
    const { result } = await openAndShow();
    link.current().succeed();
    await expect(result).resolves.toMatchObject({ status: 'relinked', health: null });
  });
});

describe('G12: the next click works', () => {
  it('after INVALID_LINK_TOKEN, with a new token', async () => {
    const { result } = await openAndShow();
    link.current().exit('INVALID_LINK_TOKEN');
    await expect(result).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'invalid_link_token' },
    });
    await openAndShow();
    expect(minted).toHaveLength(2);
  });

  it('after INVALID_LINK_TOKEN that only an event told of', async () => {
    const { result } = await openAndShow();
    link
      .current()
      .callbacks.onEvent('ERROR', { ...eventMetadata, error_code: 'INVALID_LINK_TOKEN' });
    link.current().exit();
    await expect(result).resolves.toMatchObject({ error: { code: 'invalid_link_token' } });
  });

  it('after a blocked script', async () => {
    link.script.fail = new RelinkError('link_blocked', { message: 'told by the test' });
    await expect(session.open(latest)).resolves.toMatchObject({ error: { code: 'link_blocked' } });
    link.script.fail = null;
    await openAndShow();
    expect(statuses().at(-1)).toBe('open');
  });

  it('after the backend was down for longer than the tries of one click', async () => {
    const { createLinkToken } = config.gateway;
    config.gateway.createLinkToken = () =>
      Promise.reject(new RelinkError('backend_error', { message: 'down' }));
    const result = session.open(latest);
    await env.pass(20_000);
    await expect(result).resolves.toMatchObject({ error: { code: 'backend_error' } });
    Object.assign(config.gateway, { createLinkToken });
    await openAndShow();
    expect(statuses().at(-1)).toBe('open');
  });

  it('after Link threw on opening', async () => {
    link.throwOnOpen = true;
    await expect(session.open(latest)).resolves.toMatchObject({ error: { code: 'link_failed' } });
    link.throwOnOpen = false;
    await openAndShow();
    expect(statuses().at(-1)).toBe('open');
  });

  it('after a Link that never came up', async () => {
    const result = session.open(latest);
    await env.pass(21_000);
    await expect(result).resolves.toMatchObject({ error: { code: 'link_failed' } });
    await openAndShow();
    expect(statuses().at(-1)).toBe('open');
  });

  it('on a Link that loaded but was never seen: a click can only come if nothing covers the page', async () => {
    const result = session.open(latest);
    await settlePromises();
    link.current().callbacks.onLoad();
    await env.pass(21_000);
    expect(statuses().at(-1)).toBe('open');
    await openAndShow();
    await expect(result).resolves.toMatchObject({ error: { code: 'link_failed' } });
    expect(link.links).toHaveLength(2);
  });
});

describe('bad input', () => {
  it('an empty itemId is named as such', async () => {
    await expect(newSession('').open(latest)).resolves.toMatchObject({
      error: { code: 'invalid_item_id' },
    });
  });

  it('G7: an access token from the backend is refused, and is in no message', async () => {
    const secret = 'access-sandbox-very-secret';
    config.gateway.createLinkToken = () => Promise.resolve({ link_token: secret });
    const result = await session.open(latest);
    expect(result).toMatchObject({ error: { code: 'secret_refused' } });
    expect(
      JSON.stringify(result) + String(result.status === 'failed' && result.error.stack),
    ).not.toContain('very-secret');
  });

  it('a gateway without the function that is needed is named', async () => {
    config.gateway = {};
    await expect(session.open(latest)).resolves.toMatchObject({
      error: { code: 'invalid_options' },
    });
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createRelinkError } from '../../src/core/errors/catalogue';
import type { RelinkOptions, RelinkResult } from '../../src/core/client/session-types';
import type { Session } from '../../src/core/engine/session';
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
  it('a relink goes from the click to a healthy Item that the server confirmed', async () => {
    const onSuccess = vi.fn();
    const onRelinked = vi.fn();
    options = { onSuccess, onRelinked };
    const { result } = await openAndShow();
    link.current().succeed();
    await expect(result).resolves.toMatchObject({
      status: 'relinked',
      itemId: ITEM,
      confirmed: true,
      health: { state: 'healthy', remedy: 'none' },
      metadata: successMetadata,
    });
    expect(statuses()).toEqual(['opening', 'open', 'confirming', 'relinked']);
    expect(onSuccess).toHaveBeenCalledExactlyOnceWith('public-sandbox-1', successMetadata);
    expect(onRelinked).toHaveBeenCalledOnce();
  });

  it('a relink ends as exited when the user closes Link, with Plaid’s account of the exit', async () => {
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

  it('a relink opens with a public token and the legacy options where the app has a public key', async () => {
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

  it('a relink with public tokens names the missing public key', async () => {
    options = { tokenKind: 'public_token' };
    await expect(session.open(latest)).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'missing_public_key' },
    });
  });
});

describe('preparing', () => {
  it('prepare() makes one hidden Link that the click opens at once', async () => {
    session.prepare(latest);
    session.prepare(latest);
    await settlePromises();
    expect(statuses()).toEqual(['preparing', 'ready']);
    expect(link.links).toHaveLength(1);
    void session.open(latest);
    expect(link.current().opened).toBe(1);
    expect(minted).toHaveLength(1);
  });

  it('G11: a click that comes while Link is being prepared is kept and opens it', async () => {
    link.ready = 'by hand';
    session.prepare(latest);
    await settlePromises();
    void session.open(latest);
    expect(statuses().at(-1)).toBe('opening');
    link.current().callbacks.onReady();
    expect(link.current().opened).toBe(1);
    expect(link.links).toHaveLength(1);
  });

  it('a preparation that fails is silent and leaves the button idle, and the click tries again', async () => {
    const onError = vi.fn();
    options = { onError };
    link.script.fail = createRelinkError('link_blocked', { message: 'told by the test' });
    session.prepare(latest);
    await settlePromises();
    expect(statuses()).toEqual(['preparing', 'idle']);
    expect(onError).not.toHaveBeenCalled();
    link.script.fail = null;
    await openAndShow();
    expect(statuses().at(-1)).toBe('open');
  });

  it('G1: a click discards a prepared Link whose token has expired and opens with a new token', async () => {
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

  it('G2: a click discards a prepared Link whose token another session has spent', async () => {
    session.prepare(latest);
    await settlePromises();
    const taken = await tokens.acquire({
      kind: 'link_token',
      itemId: ITEM,
      accountSelection: false,
      purpose: 'repair',
    });
    tokens.claim(taken);
    void session.open(latest);
    await settlePromises();
    expect(link.current().opened).toBe(1);
    expect(link.current().options.token).not.toBe(taken.value);
  });

  it('preparing another Item removes the Link prepared before, so that the page has one', async () => {
    session.prepare(latest);
    await settlePromises();
    newSession('item-b').prepare(latest);
    await settlePromises();
    expect(link.links.map((made) => made.removed)).toEqual([true, false]);
  });
});

describe('an open Link', () => {
  it('G3: a second click, a hover and the end of its token leave an open Link open', async () => {
    const { result } = await openAndShow();
    session.prepare(latest);
    void session.open(latest);
    await env.pass(45 * MINUTE);
    expect(link.links).toHaveLength(1);
    expect(link.current().opened).toBe(1);
    link.current().succeed();
    await expect(result).resolves.toMatchObject({ status: 'relinked' });
  });

  it('G3: a click on another Item leaves an open Link open and fails with session_in_progress', async () => {
    await openAndShow();
    const other = newSession('item-b').open(latest);
    await expect(other).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'session_in_progress' },
    });
    expect(link.current().removed).toBe(false);
  });

  it('an open Link calls the newest callbacks', async () => {
    options = { onSuccess: vi.fn() };
    await openAndShow();
    const newer = vi.fn();
    options = { onSuccess: newer };
    link.current().succeed();
    expect(newer).toHaveBeenCalledOnce();
  });

  it('an open Link closes when its provider unmounts, and its click settles as session_closed', async () => {
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
  it('G5: a session settles once, whatever Link calls afterwards', async () => {
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

  it('G5: a late callback of an older session does not reach the next session', async () => {
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

  it('G5: an app callback that throws does not lose the outcome', async () => {
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

  it('Link is removed only after its last events have been delivered', async () => {
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

  it('G2: a closed Link has spent its token, and the next click opens with another', async () => {
    const { result } = await openAndShow();
    const first = link.current().options.token;
    link.current().exit();
    await result;
    await openAndShow();
    expect(link.current().options.token).not.toBe(first);
  });
});

describe('update mode', () => {
  it('G9: a Link that reports another mode than update mode is closed, and the click fails with not_update_mode', async () => {
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

  it('G9: a Link that does not report its mode is no error, and the server decides about its success', async () => {
    const onError = vi.fn();
    options = { onError };
    const result = session.open(latest);
    await settlePromises();
    link.current().reportOpen(null);
    link.current().succeed();
    await expect(result).resolves.toMatchObject({ status: 'relinked', confirmed: true });
    expect(onError).not.toHaveBeenCalled();
  });

  it('G9: the server decides about the success of a Link that never reported OPEN', async () => {
    config.gateway.getItem = () => Promise.resolve(broken);
    const result = session.open(latest);
    await settlePromises();
    link.current().succeed();
    await env.pass(MINUTE);
    await expect(result).resolves.toMatchObject({ error: { code: 'still_broken' } });
  });
});

describe('the outcome relinked', () => {
  it('G10: a session becomes relinked only after the server calls the Item healthy', async () => {
    const answers = [broken, broken, healthy];
    config.gateway.getItem = () => Promise.resolve(answers.shift() ?? healthy);
    const { result } = await openAndShow();
    link.current().succeed();
    await env.pass(7_000);
    expect(statuses().at(-1)).toBe('confirming');
    await env.pass(2_000);
    await expect(result).resolves.toMatchObject({ status: 'relinked' });
  });

  it('G10: a session whose Item stays broken never becomes relinked', async () => {
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

  it('G10: a session never becomes relinked while the server cannot be asked', async () => {
    config.gateway.getItem = () =>
      Promise.reject(createRelinkError('backend_error', { message: 'down' }));
    const { result } = await openAndShow();
    link.current().succeed();
    await env.pass(MINUTE);
    await expect(result).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'not_confirmed' },
    });
  });

  it('G10: a relink says that nothing confirmed it where the gateway has no getItem, and the developer is told once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const onRelinked = vi.fn();
    options = { onRelinked };
    delete config.gateway.getItem;
    for (let count = 0; count < 2; count += 1) {
      const { result } = await openAndShow();
      link.current().succeed();
      await expect(result).resolves.toMatchObject({
        status: 'relinked',
        confirmed: false,
        health: null,
      });
    }
    expect(onRelinked).toHaveBeenLastCalledWith({ itemId: ITEM, confirmed: false, health: null });
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('getItem'));
    warn.mockRestore();
  });
});

describe('recovery', () => {
  it('G12: the click after INVALID_LINK_TOKEN opens Link with a new token', async () => {
    const { result } = await openAndShow();
    link.current().exit('INVALID_LINK_TOKEN');
    await expect(result).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'invalid_link_token' },
    });
    await openAndShow();
    expect(minted).toHaveLength(2);
  });

  it('G12: the click after an INVALID_LINK_TOKEN that only an event reported opens Link with a new token', async () => {
    const { result } = await openAndShow();
    link
      .current()
      .callbacks.onEvent('ERROR', { ...eventMetadata, error_code: 'INVALID_LINK_TOKEN' });
    link.current().exit();
    await expect(result).resolves.toMatchObject({ error: { code: 'invalid_link_token' } });
  });

  it('G12: the click after a blocked script loads the script again and opens Link', async () => {
    link.script.fail = createRelinkError('link_blocked', { message: 'told by the test' });
    await expect(session.open(latest)).resolves.toMatchObject({ error: { code: 'link_blocked' } });
    link.script.fail = null;
    await openAndShow();
    expect(statuses().at(-1)).toBe('open');
  });

  it('G12: a click opens Link after the backend was down for longer than one click retries', async () => {
    const { createLinkToken } = config.gateway;
    config.gateway.createLinkToken = () =>
      Promise.reject(createRelinkError('backend_error', { message: 'down' }));
    const result = session.open(latest);
    await env.pass(20_000);
    await expect(result).resolves.toMatchObject({ error: { code: 'backend_error' } });
    Object.assign(config.gateway, { createLinkToken });
    await openAndShow();
    expect(statuses().at(-1)).toBe('open');
  });

  it('G12: the click after a Link that threw on opening opens another Link', async () => {
    link.throwOnOpen = true;
    await expect(session.open(latest)).resolves.toMatchObject({ error: { code: 'link_failed' } });
    link.throwOnOpen = false;
    await openAndShow();
    expect(statuses().at(-1)).toBe('open');
  });

  it('G12: the click after a Link that never appeared opens another Link', async () => {
    const result = session.open(latest);
    await env.pass(21_000);
    await expect(result).resolves.toMatchObject({ error: { code: 'link_failed' } });
    await openAndShow();
    expect(statuses().at(-1)).toBe('open');
  });

  it('G12: a second click replaces a Link that loaded but never appeared, because only an uncovered page can be clicked', async () => {
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

describe('mistakes of the app', () => {
  it('an empty itemId fails the click with invalid_item_id', async () => {
    await expect(newSession('').open(latest)).resolves.toMatchObject({
      error: { code: 'invalid_item_id' },
    });
  });

  it('G7: an access token from the backend is refused and appears in no message', async () => {
    const secret = 'access-sandbox-very-secret';
    config.gateway.createLinkToken = () => Promise.resolve({ link_token: secret });
    const result = await session.open(latest);
    expect(result).toMatchObject({ error: { code: 'secret_refused' } });
    expect(
      JSON.stringify(result) + String(result.status === 'failed' && result.error.stack),
    ).not.toContain('very-secret');
  });

  it('a gateway without the function that is needed fails the click with invalid_options', async () => {
    config.gateway = { getItem: () => new Promise(() => {}) };
    await expect(session.open(latest)).resolves.toMatchObject({
      error: { code: 'invalid_options' },
    });
  });
});

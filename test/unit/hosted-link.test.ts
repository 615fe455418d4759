// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createRelinkError } from '../../src/core/errors/catalogue';
import type { Session } from '../../src/core/engine/session';
import type { RelinkGateway } from '../../src/core/gateway/wire';
import { settlePromises } from '../support/fake-environment';
import {
  broken,
  createSessionWorld,
  healthy,
  ITEM,
  type SessionWorld,
} from '../support/session-world';

const PAGE = 'https://secure.plaid.com/link/page-1';
let world: SessionWorld;
let session: Session;
let url: unknown;
let asked: (boolean | undefined)[];

beforeEach(() => {
  world = createSessionWorld();
  session = world.newSession(ITEM);
  world.link.script.fail = createRelinkError('link_blocked', { message: 'told by the test' });
  [url, asked] = [PAGE, []];
  const mint = world.gateway.createLinkToken;
  world.config.gateway = {
    ...world.gateway,
    async createLinkToken(itemId, call) {
      asked.push(call.hostedLink);
      return {
        ...(await mint?.(itemId, call)),
        link_token: world.minted.at(-1) ?? '',
        hosted_link_url: call.hostedLink ? url : undefined,
      } as never;
    },
    getItem: () => Promise.resolve(isHealed ? healthy : broken),
  };
  isHealed = false;
});
let isHealed = false;

const status = () => world.views.at(-1);
const offered = { status: 'failed', error: { code: 'hosted_link_offered', retryable: true } };
async function offer(): Promise<void> {
  await expect(session.open(world.latest)).resolves.toMatchObject(offered);
}
async function comeBack(): Promise<void> {
  world.env.setVisible(false);
  world.env.setVisible(true);
  await settlePromises();
}

describe('Plaid’s own page, where Link’s script is blocked', () => {
  it('G11: a click that fails on a blocked script offers Plaid’s own page, and the next click opens it', async () => {
    await offer();
    expect(asked).toEqual([undefined, true]);
    expect(world.link.pages).toEqual([]);
    void session.open(world.latest);
    // Within the click: a moment later the browser would take it for a pop-up.
    expect(world.link.pages).toEqual([PAGE]);
    expect(status()).toEqual({ status: 'open', error: null, isInOtherTab: true });
  });

  it('G10: the outcome of Plaid’s own page is the server’s health once the user is back', async () => {
    await offer();
    const onRelinked = vi.fn();
    world.options = { onRelinked };
    const result = session.open(world.latest);
    await settlePromises();
    expect(onRelinked).not.toHaveBeenCalled();
    isHealed = true;
    await comeBack();
    await expect(result).resolves.toMatchObject({ status: 'already_healthy', by: 'hosted_link' });
    expect(status()?.status).toBe('relinked');
    expect(onRelinked).toHaveBeenCalledTimes(1);
    expect(world.broadcast).toHaveBeenCalledTimes(1);
  });

  it('G10: a look back from Plaid’s own page is no repair where the page never saw the Item broken', async () => {
    isHealed = true;
    const onRelinked = vi.fn();
    world.options = { onRelinked };
    await offer();
    const result = session.open(world.latest);
    await comeBack();
    await expect(result).resolves.toMatchObject({
      status: 'exited',
      health: { state: 'healthy' },
    });
    // "Nothing has changed" is more than is known.
    expect(status()?.status).toBe('idle');
    expect([onRelinked.mock.calls.length, world.broadcast.mock.calls.length]).toEqual([0, 0]);
  });

  it('G10: the backend hears of a relink on Plaid’s own page, with the purpose and without a session’s id', async () => {
    const reportRelink = vi.fn<NonNullable<RelinkGateway['reportRelink']>>(() =>
      Promise.resolve(healthy),
    );
    Object.assign(world.config.gateway, { reportRelink });
    await offer();
    void session.open(world.latest);
    await comeBack();
    expect(reportRelink).not.toHaveBeenCalled();
    isHealed = true;
    await comeBack();
    expect(reportRelink).toHaveBeenCalledExactlyOnceWith(
      ITEM,
      expect.objectContaining({ linkSessionId: null, purpose: 'repair' }),
    );
  });

  it('a return to the app before the user has finished on Plaid’s page ends the click, and a later finish is still noticed', async () => {
    await offer();
    const result = session.open(world.latest);
    await comeBack();
    await expect(result).resolves.toMatchObject({
      status: 'exited',
      health: { state: 'needs_update' },
    });
    expect(status()?.status).toBe('exited');
    isHealed = true;
    await comeBack();
    expect(status()?.status).toBe('relinked');
  });

  it('a click while Plaid’s page is open asks the server and opens no second page', async () => {
    await offer();
    const first = session.open(world.latest);
    isHealed = true;
    const second = session.open(world.latest);
    expect(await first).toBe(await second);
    expect(await first).toMatchObject({ status: 'already_healthy' });
    expect(world.link.pages).toHaveLength(1);
  });

  it('a click of a button that changes accounts joins the relink on Plaid’s page, and the server is still asked', async () => {
    await offer();
    const first = session.open(world.latest);
    isHealed = true;
    const second = session.open(() => ({ accountSelection: true }));
    expect(await first).toBe(await second);
    expect(await first).toMatchObject({ status: 'already_healthy', by: 'hosted_link' });
  });

  it('G2: each Plaid page is opened once, and the click after it gets a new one', async () => {
    await offer();
    void session.open(world.latest);
    await comeBack();
    await offer();
    void session.open(world.latest);
    expect(world.link.pages).toHaveLength(2);
  });

  it('G1: a Plaid page whose token has expired is not opened', async () => {
    await offer();
    await world.env.sleepFor(31 * 60_000);
    await offer();
    expect(world.link.pages).toEqual([]);
  });

  it('G12: a click opens Link itself once its script is no longer blocked', async () => {
    await offer();
    void session.open(world.latest);
    await comeBack();
    world.link.script.fail = null;
    await world.show(session);
    expect(world.link.current().opened).toBe(1);
  });

  it.each([
    ['offers no page', undefined],
    ['sends a script', 'javascript:alert(1)'],
    ['sends a page that others can read', 'http://secure.plaid.com/link/1'],
    ['sends no URL', 'page'],
    ['sends a page of another site', 'https://evil.test/link/1'],
    ['sends a page of a site that is named alike', 'https://secure.plaid.com.evil.test/link/1'],
    ['sends a page of a site whose name ends alike', 'https://evilplaid.com/link/1'],
    ['sends a page of this machine', 'http://localhost:3000/link/1'],
    ['sends a page behind a user name', 'https://secure.plaid.com@evil.test/link/1'],
    ['sends a page with a user name', 'https://evil.test@secure.plaid.com/link/1'],
    ['sends a page on another port', 'https://secure.plaid.com:8443/link/1'],
    ['sends data', 'data:text/html,x'],
    ['sends an object', { href: PAGE }],
  ])('a click fails with link_blocked where the backend %s', async (_, sent) => {
    url = sent;
    await expect(session.open(world.latest)).resolves.toMatchObject({
      error: { code: 'link_blocked' },
    });
    await expect(session.open(world.latest)).resolves.toMatchObject({
      error: { code: 'link_blocked' },
    });
    expect(world.link.pages).toEqual([]);
  });

  it('G4: a Plaid page whose token the backend sent before is not opened', async () => {
    const taken = world.oldToken();
    world.tokens.claim(taken);
    world.config.gateway.createLinkToken = (_, { hostedLink }) =>
      Promise.resolve({
        link_token: hostedLink ? taken.value : `${taken.value}-other`,
        hosted_link_url: PAGE,
      });
    await expect(session.open(world.latest)).resolves.toMatchObject({
      error: { code: 'link_blocked' },
    });
  });

  it('a user who came to change accounts on Plaid’s page is not told that the Item was healthy all along', async () => {
    isHealed = true;
    world.options = { accountSelection: true };
    await offer();
    const result = session.open(world.latest);
    await comeBack();
    await expect(result).resolves.toMatchObject({ status: 'exited', health: null });
  });

  it('G5: a session that is disposed while Plaid’s page is open settles once and stops listening', async () => {
    await offer();
    const result = session.open(world.latest);
    session.dispose();
    await expect(result).resolves.toMatchObject({ error: { code: 'session_closed' } });
    const before = world.views.length;
    isHealed = true;
    await comeBack();
    expect(world.views).toHaveLength(before);
  });

  it('G7: the URL of Plaid’s page appears in no error', async () => {
    const result = await session.open(world.latest);
    expect(result).toMatchObject(offered);
    expect(JSON.stringify(result)).not.toContain(PAGE);
    if (result.status === 'failed') expect(result.error.message).not.toContain(PAGE);
  });

  it('G5: a session whose page the browser opens in no tab ends with the reason', async () => {
    await offer();
    world.link.openHostedTab = () => ({
      isOwn: true,
      show() {
        throw new DOMException('sandboxed', 'SecurityError');
      },
      isClosed: () => false,
      close() {},
    });
    await expect(session.open(world.latest)).resolves.toMatchObject(offered);
    expect(status()?.status).toBe('failed');
  });
});

// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RETURN_KEY } from '../../src/browser/is-return';
import type { Session } from '../../src/core/engine/session';
import { settlePromises } from '../support/fake-environment';
import {
  broken,
  createSessionWorld,
  healthy,
  ITEM,
  type SessionWorld,
} from '../support/session-world';

const PAGE = 'https://secure.plaid.com/link/page-';
const MINUTE = 60_000;
let world: SessionWorld;
let session: Session;
let isHealed: boolean;
/** The requests for tokens: whether each asked for Plaid's own page. */
let asked: boolean[];
/** What the backend sends in place of the page's address. */
let url: (count: number) => unknown;
let refusal: { status: number } | null;
let hold: Promise<void>;

beforeEach(() => {
  sessionStorage.clear();
  world = createSessionWorld();
  session = world.newSession(ITEM);
  [isHealed, asked, refusal, hold] = [false, [], null, Promise.resolve()];
  url = (count) => `${PAGE}${count}`;
  const mint = world.gateway.createLinkToken;
  world.config.gateway = {
    ...world.gateway,
    async createLinkToken(itemId, call) {
      asked.push(call.hostedLink === true);
      const count = asked.length;
      await hold;
      if (call.hostedLink && refusal) throw Object.assign(new Error('refused'), refusal);
      const body = await mint?.(itemId, call);
      return { ...body, ...(call.hostedLink && { hosted_link_url: url(count) }) } as never;
    },
    getItem: () => Promise.resolve(isHealed ? healthy : broken),
  };
  world.options = { presentation: 'hosted' };
});

const { pages, tabs } = {
  pages: () => world.link.pages,
  tabs: () => world.link.tabs,
};
const last = () => world.views.at(-1)?.status;
async function comeBack(): Promise<void> {
  world.env.setVisible(false);
  world.env.setVisible(true);
  await settlePromises();
}
/** Whether each view says that the user signs in in another tab. */
const inOtherTab = (): boolean[] =>
  world.views
    .filter(({ status }) => status === 'open')
    .map((view) => view.status === 'open' && view.isInOtherTab === true);
async function prepare(): Promise<void> {
  session.prepare(world.latest);
  await settlePromises();
}

describe('Plaid’s own page first', () => {
  it('a page that was prepared opens within the click, and no script of Link’s is loaded', async () => {
    const load = vi.spyOn(world.link, 'loadScript');
    await prepare();
    expect(world.statuses()).toEqual(['preparing', 'ready']);
    void session.open(world.latest);
    expect(pages()).toEqual([`${PAGE}1`]);
    expect(last()).toBe('open');
    expect(asked).toEqual([true]);
    expect(load).not.toHaveBeenCalled();
    expect(world.link.links).toEqual([]);
  });

  it('a click ahead of its page opens a tab within the click, which shows the page as soon as it is there', async () => {
    void session.open(world.latest);
    expect(tabs()).toEqual([{ url: null, isClosed: false }]);
    expect(last()).toBe('opening');
    await settlePromises();
    expect(tabs()).toEqual([{ url: `${PAGE}1`, isClosed: false }]);
    expect(last()).toBe('open');
  });

  it.each([
    ['opens in a tab', false],
    ['takes the place of this one', true],
  ])(
    'the view says that Plaid’s page is in another tab only where it is: it %s',
    async (_, isOwn) => {
      const { openHostedTab } = world.link;
      world.link.openHostedTab = () => ({ ...openHostedTab(), isOwn });
      void session.open(world.latest);
      await settlePromises();
      expect(pages()).toEqual([`${PAGE}1`]);
      expect(inOtherTab()).toEqual([!isOwn]);
    },
  );

  it('a click while the page is being prepared sends no second request', async () => {
    session.prepare(world.latest);
    void session.open(world.latest);
    await settlePromises();
    expect(asked).toEqual([true]);
    expect(tabs()).toEqual([{ url: `${PAGE}1`, isClosed: false }]);
  });

  it('G10: a user who is back from Plaid’s page has relinked an Item that the page saw broken, once the server says so', async () => {
    const onRelinked = vi.fn();
    world.options = { presentation: 'hosted', onRelinked };
    const result = session.open(world.latest);
    await settlePromises();
    isHealed = true;
    await comeBack();
    await expect(result).resolves.toMatchObject({ status: 'already_healthy', by: 'hosted_link' });
    expect(onRelinked).toHaveBeenCalledOnce();
    expect(last()).toBe('relinked');
  });

  it('G10: a user who closes Plaid’s page has left, and a later finish is still noticed', async () => {
    const result = session.open(world.latest);
    await settlePromises();
    await comeBack();
    await expect(result).resolves.toMatchObject({
      status: 'exited',
      health: { state: 'needs_update' },
    });
    expect(last()).toBe('exited');
    isHealed = true;
    await comeBack();
    expect(last()).toBe('relinked');
  });

  it('a user who closes the empty tab has left, and the next click gets another page', async () => {
    const result = session.open(world.latest);
    for (const tab of tabs()) tab.isClosed = true;
    await expect(result).resolves.toMatchObject({ status: 'exited' });
    expect(pages()).toEqual([]);
    void session.open(world.latest);
    await settlePromises();
    expect(pages()).toEqual([`${PAGE}2`]);
  });

  it('a user who closes the empty tab and clicks again gets another tab, which shows the page', async () => {
    let release = (): void => {};
    hold = new Promise((resolve) => (release = resolve));
    void session.open(world.latest);
    for (const tab of tabs()) tab.isClosed = true;
    void session.open(world.latest);
    void session.open(world.latest);
    release();
    await settlePromises();
    expect(tabs()).toEqual([
      { url: null, isClosed: true },
      { url: `${PAGE}1`, isClosed: false },
    ]);
    expect(last()).toBe('open');
  });

  it('a page is prepared again where the answer that came beside it says that the user has accounts to choose', async () => {
    const createLinkToken = vi.spyOn(world.config.gateway, 'createLinkToken');
    world.config.gateway.getItem = () =>
      Promise.resolve({ ...broken, remedy: 'relink_with_accounts' });
    void session.open(world.latest);
    await settlePromises();
    expect(createLinkToken.mock.calls.map(([, call]) => call.accountSelection)).toEqual([
      false,
      true,
    ]);
    expect(tabs()).toEqual([{ url: `${PAGE}2`, isClosed: false }]);
    expect(world.link.links).toEqual([]);
  });

  it('G11: a click whose page cannot be had closes its tab, says why, and the next click works', async () => {
    refusal = { status: 500 };
    const result = session.open(world.latest);
    await world.env.pass(30_000);
    await expect(result).resolves.toMatchObject({ error: { code: 'backend_error' } });
    expect(asked).toEqual([true, true, true]);
    expect(tabs()).toEqual([{ url: null, isClosed: true }]);
    refusal = null;
    void session.open(world.latest);
    await settlePromises();
    expect(pages()).toHaveLength(1);
  });

  it('a preparation that fails is silent, and a click meanwhile tries again', async () => {
    const onError = vi.fn();
    world.config.onError = onError;
    refusal = { status: 500 };
    await prepare();
    expect(last()).toBe('idle');
    let release = (): void => {};
    hold = new Promise((resolve) => (release = resolve));
    session.prepare(world.latest);
    void session.open(world.latest);
    release();
    await settlePromises();
    refusal = null;
    await world.env.pass(5_000);
    expect(pages()).toHaveLength(1);
    expect(onError).not.toHaveBeenCalled();
  });

  it('a cancelled opening closes its empty tab, and what arrives late opens nothing', async () => {
    const result = session.open(world.latest);
    session.cancel();
    await expect(result).resolves.toMatchObject({ status: 'exited' });
    await settlePromises();
    expect(tabs()).toEqual([{ url: null, isClosed: true }]);
    expect(last()).toBe('exited');
  });

  it('G5: a provider that unmounts closes the empty tab and settles the click once', async () => {
    const result = session.open(world.latest);
    session.dispose();
    await expect(result).resolves.toMatchObject({ error: { code: 'session_closed' } });
    await settlePromises();
    expect(tabs()).toEqual([{ url: null, isClosed: true }]);
  });

  it('G1: a page whose token is due for renewal is replaced within the click, and opened where no other can be had', async () => {
    await prepare();
    await world.env.sleepFor(27 * MINUTE);
    void session.open(world.latest);
    await settlePromises();
    expect(pages()).toEqual([`${PAGE}2`]);

    const other = world.newSession('item-b');
    other.prepare(world.latest);
    await settlePromises();
    await world.env.sleepFor(27 * MINUTE);
    refusal = { status: 500 };
    void other.open(world.latest);
    await settlePromises();
    expect(pages()).toEqual([`${PAGE}2`, `${PAGE}3`]);
  });

  it('G2: each page is opened once', async () => {
    void session.open(world.latest);
    await settlePromises();
    await comeBack();
    void session.open(world.latest);
    await settlePromises();
    expect(pages()).toEqual([`${PAGE}1`, `${PAGE}2`]);
  });

  it('G4: a page whose token the backend sent for another Item is not opened', async () => {
    const taken = world.oldToken();
    world.tokens.claim(taken);
    world.config.gateway.createLinkToken = () =>
      Promise.resolve({ link_token: taken.value, hosted_link_url: `${PAGE}1` });
    const result = session.open(world.latest);
    await world.env.pass(30_000);
    await expect(result).resolves.toMatchObject({ error: { code: 'token_reused' } });
    expect(pages()).toEqual([]);
  });

  it('G7: neither the address nor the token is in what the page stores', async () => {
    void session.open(world.latest);
    await settlePromises();
    const stored = JSON.stringify(sessionStorage);
    expect(stored).toContain(RETURN_KEY + ITEM);
    for (const secret of [...world.minted, PAGE]) expect(stored).not.toContain(secret);
  });
});

describe('a backend that has no page of Plaid’s', () => {
  it.each([
    ['leaves it out', () => undefined, null],
    ['sends a page of another site', () => 'https://evil.test/1', null],
    ['refuses the request', () => undefined, { status: 400 }],
  ])(
    'Link opens in the page with the same click, and the developer is told once, where it %s',
    async (_, sent, refused) => {
      [url, refusal] = [sent, refused];
      const onError = vi.fn();
      world.config.onError = onError;
      const { result, link } = await world.show(session);
      expect(link.opened).toBe(1);
      expect(last()).toBe('open');
      expect(tabs()).toEqual([{ url: null, isClosed: true }]);
      expect(onError).toHaveBeenCalledOnce();
      expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'invalid_options', itemId: ITEM });
      link.exit();
      await result;
      await world.show(session);
      expect(onError).toHaveBeenCalledOnce();
      expect(asked).toEqual([true, false, false]);
    },
  );

  it('a preparation prepares Link in the page', async () => {
    url = () => undefined;
    world.config.onError = () => {};
    await prepare();
    expect(last()).toBe('ready');
    expect(world.link.links).toHaveLength(1);
  });
});

describe('where presentation says nothing of its own', () => {
  it('a button follows its provider', async () => {
    world.options = {};
    world.config.presentation = 'hosted';
    await prepare();
    expect(asked).toEqual([true]);
  });

  it('"auto" opens Link in the page, and Plaid’s page in a web view', async () => {
    world.options = { presentation: 'auto' };
    await prepare();
    world.isWebView = true;
    await prepare();
    expect(asked).toEqual([false, true]);
  });

  it('a click that asks for Link opens no page that was prepared for another button', async () => {
    await prepare();
    world.options = {};
    await world.show(session);
    expect(pages()).toEqual([]);
  });

  it('a click that asks for Plaid’s page opens no Link that was prepared for another button', async () => {
    world.options = {};
    await prepare();
    world.options = { presentation: 'hosted' };
    void session.open(world.latest);
    await settlePromises();
    expect(pages()).toHaveLength(1);
    expect(world.link.links.every(({ removed, opened }) => removed && opened === 0)).toBe(true);
  });

  it('Plaid’s page takes a link token, where the provider opens Link with a public key', async () => {
    world.config.publicKeyOptions = {
      publicKey: 'k',
      clientName: 'A',
      env: 'sandbox',
      product: [],
    };
    void session.open(world.latest);
    await settlePromises();
    expect(pages()).toHaveLength(1);
  });
});

describe('news of the Item while the user is on Plaid’s page', () => {
  it('the app’s word that the Item has changed is enough, before the user is back', async () => {
    const result = session.open(world.latest);
    await settlePromises();
    isHealed = true;
    session.onInvalidated();
    await expect(result).resolves.toMatchObject({ status: 'already_healthy', by: 'hosted_link' });
  });

  it('an answer to a hook of the page is enough', async () => {
    const result = session.open(world.latest);
    await settlePromises();
    isHealed = true;
    await world.look();
    await expect(result).resolves.toMatchObject({ status: 'already_healthy', by: 'hosted_link' });
    expect(world.broadcast).toHaveBeenCalledOnce();
  });

  it('G5: news of an Item that is still broken end nothing: the user is still there', async () => {
    const settled = vi.fn();
    void session.open(world.latest).then(settled);
    await settlePromises();
    session.onInvalidated();
    await settlePromises();
    await world.look();
    expect(settled).not.toHaveBeenCalled();
    expect(last()).toBe('open');
  });

  it('what another purpose has changed does not show in the Item’s health, so the button says nothing', async () => {
    const onRelinked = vi.fn();
    world.options = { presentation: 'hosted', purpose: 'renew', onRelinked };
    const result = session.open(world.latest);
    await settlePromises();
    isHealed = true;
    await world.look();
    session.onInvalidated();
    await settlePromises();
    expect(last()).toBe('open');
    await comeBack();
    await expect(result).resolves.toMatchObject({ status: 'exited' });
    expect(last()).toBe('idle');
    expect(onRelinked).not.toHaveBeenCalled();
  });
});

describe('a page that Plaid’s own page has led back to', () => {
  /** The page is loaded again: a new session, with what the tab stores. */
  function reload(): { session: Session; world: SessionWorld } {
    const next = createSessionWorld();
    next.config.gateway = world.config.gateway;
    return { session: next.newSession(ITEM), world: next };
  }
  const stored = () => sessionStorage.getItem(RETURN_KEY + ITEM);

  it('G10: the session goes on, and an Item that was broken before is relinked once the server says so', async () => {
    void session.open(world.latest);
    await settlePromises();
    isHealed = true;
    const next = reload();
    const onRelinked = vi.fn();
    next.session.resumeHosted(() => ({ onRelinked }), { isSeenBroken: true, click: null });
    await settlePromises();
    expect(next.world.statuses()).toEqual(['confirming', 'relinked']);
    expect(onRelinked).toHaveBeenCalledOnce();
  });

  it('G10: an Item that no page saw broken is not called relinked', async () => {
    isHealed = true;
    const onRelinked = vi.fn();
    session.resumeHosted(() => ({ onRelinked }), { isSeenBroken: false, click: null });
    await settlePromises();
    expect(world.statuses()).toEqual(['confirming', 'idle']);
    expect(onRelinked).not.toHaveBeenCalled();
  });

  it('an Item that is still broken can be clicked, and a later finish is noticed', async () => {
    session.resumeHosted(world.latest, { isSeenBroken: true, click: null });
    await settlePromises();
    expect(last()).toBe('exited');
    isHealed = true;
    await comeBack();
    expect(last()).toBe('relinked');
  });

  it('the record is there while Plaid’s page is open, and gone once the server has answered', async () => {
    void session.open(world.latest);
    await settlePromises();
    expect(JSON.parse(stored() ?? '')).toMatchObject({
      isSeenBroken: true,
      click: { topic: null },
    });
    await comeBack();
    expect(stored()).toBeNull();
  });

  it('a second click leaves the record for the page that Plaid’s page leads to, and a look back does not', async () => {
    void session.open(world.latest);
    await settlePromises();
    void session.open(world.latest);
    await settlePromises();
    expect(stored()).not.toBeNull();
    await comeBack();
    expect(stored()).toBeNull();
  });

  it('no record is written for a purpose whose outcome does not show', async () => {
    world.options = { presentation: 'hosted', purpose: 'renew' };
    void session.open(world.latest);
    await settlePromises();
    expect(stored()).toBeNull();
  });
});

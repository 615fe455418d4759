// @vitest-environment jsdom
/**
 * Plaid Link in the browser, through react-plaid-link: section 5 of docs/plaid-facts.md. The project "unit" runs this on
 * react-plaid-link 5.0.0, and "react-plaid-link 4" on 4.2.0, the oldest supported version; test/compat/versions proves
 * which. What Link reports is in link-metadata, and the defects of react-plaid-link are in link-defects.
 *
 * The fake cannot show these facts:
 * - 5.8, 5.13, 5.29, 5.32, 5.33, 5.34: these need a browser, and the bank's own window.
 * - 5.20, 5.21: the fake has no Layer, and does not ignore options.
 * - 5.23, 5.24, 5.26, 5.27, 5.28: the fake is no script that a page loads.
 *
 * The fake exits at once where Link would ask first (5.18), and adds no style sheet.
 */
import { waitFor } from '@testing-library/react';
import { createFakeLink } from 'react-plaid-relink/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cleanPage,
  createLinkPage,
  iframes,
  mountLink,
  openLink,
  type LinkPage,
} from './link-page';

let page: LinkPage;
beforeEach(() => {
  page = createLinkPage();
});
afterEach(() => cleanPage(page));

const scripts = () => [...document.querySelectorAll('script')];

describe('react-plaid-link', () => {
  it('react-plaid-link adds Link’s script to a page without its tag, and is not ready (plaid-facts 5.15)', () => {
    cleanPage(page);
    const { result, unmount } = mountLink({ token: 'link-sandbox-1' });
    expect(scripts().map(({ src }) => src)).toEqual([
      'https://cdn.plaid.com/link/v2/stable/link-initialize.js',
    ]);
    expect(result.current.ready).toBe(false);
    unmount();
    expect(scripts()).toEqual([]);
  });

  it('react-plaid-link takes Link’s script for loaded where its tag is found, and adds none', async () => {
    const { result } = mountLink({ token: await page.mint() });
    await waitFor(() => expect(result.current.ready).toBe(true));
    expect(result.current.error).toBeNull();
    expect(scripts()).toHaveLength(1);
  });

  it('react-plaid-link calls create once, with the token and the callbacks', async () => {
    const token = await page.mint();
    const { result, rerender } = mountLink({ token });
    await waitFor(() => expect(result.current.ready).toBe(true));
    rerender({ token });
    expect(page.link.counts.creates).toBe(1);
    expect(page.link.handlers[0]?.config).toMatchObject({
      token,
      onSuccess: expect.any(Function) as unknown,
      onExit: expect.any(Function) as unknown,
      onEvent: expect.any(Function) as unknown,
      onLoad: expect.any(Function) as unknown,
    });
  });

  it('react-plaid-link creates nothing without a token', () => {
    const { result } = mountLink({ token: null });
    expect([result.current.ready, page.link.counts.creates]).toEqual([false, 0]);
  });
});

describe('Plaid.create', () => {
  const config = { onSuccess: () => {} };

  it('Plaid.create() returns open, exit, destroy and submit (plaid-facts 5.16)', async () => {
    const made = page.link.create({ ...config, token: await page.mint() });
    expect(Object.keys(made).sort()).toEqual(['destroy', 'exit', 'open', 'submit']);
  });

  it('Plaid.create() preloads a hidden iframe, numbered through the page (plaid-facts 5.16, 5.25)', async () => {
    for (const token of [await page.mint(), await page.mint()]) {
      page.link.create({ ...config, token });
    }
    const [first = 0, second] = iframes().map(({ id }) =>
      Number(/^plaid-link-iframe-(\d+)$/.exec(id)?.[1]),
    );
    expect(second).toBe(first + 1);
    expect(iframes().every(({ style }) => style.display === 'none')).toBe(true);
    expect(document.body.style.overflow).not.toBe('hidden');
  });

  it.each([{}, { token: '' }, { token: null }])(
    'Plaid.create() throws for %j (plaid-facts 5.22)',
    (missing) => {
      expect(() => page.link.create({ ...config, ...missing })).toThrow(
        'Missing Link parameter. Link requires a key or token to be provided.',
      );
      expect(iframes()).toEqual([]);
    },
  );

  it('Plaid.create() throws for a receivedRedirectUri without oauth_state_id (plaid-facts 5.31)', async () => {
    const token = await page.mint();
    expect(() =>
      page.link.create({ ...config, token, receivedRedirectUri: 'https://app.test/settings' }),
    ).toThrow(/oauth uri does not contain a valid oauth_state_id query parameter/);
  });

  it('Plaid.create() does not spend the token, so that a handler can be thrown away (plaid-facts D13)', async () => {
    const token = await page.mint();
    page.link.create({ ...config, token }).destroy();
    await openLink(page, { token });
    expect(page.link.current?.reply?.isUpdateMode).toBe(true);
  });
});

describe('open', () => {
  it('open() shows exactly one iframe, and stops the page from scrolling', async () => {
    const { handler } = await openLink(page, { token: await page.mint() });
    expect(iframes()).toEqual([handler.iframe]);
    expect(handler.iframe.style.display).not.toBe('none');
    expect(document.body.style.overflow).toBe('hidden');
  });

  it('open() is queued until onLoad (plaid-facts 5.17)', async () => {
    const handler = page.link.create({ token: await page.mint(), onSuccess: () => {} });
    handler.open();
    expect(page.link.counts.opens).toBe(0);
    await page.link.whenOpen();
    expect(page.link.counts.opens).toBe(1);
  });

  it('a public token opens Link only beside the public key (plaid-facts 1.9, 6.1)', async () => {
    const { plaid, link, item } = page;
    const mint = async () =>
      String(
        (await plaid.client().itemCreatePublicToken({ access_token: item.accessToken })).data
          .public_token,
      );
    const refused = await openLink(page, { token: await mint() });
    await link.exit();
    expect(refused.onExit.mock.lastCall?.[0]).toMatchObject({ error_type: 'INVALID_INPUT' });
    refused.unmount();
    const legacy = { clientName: 'App', env: 'sandbox', product: ['auth'] };
    const opened = await openLink(page, {
      ...legacy,
      token: await mint(),
      publicKey: plaid.publicKey,
    });
    expect(opened.handler.config.key).toBe(plaid.publicKey);
    await link.succeed();
    expect(opened.onSuccess).toHaveBeenCalledOnce();
  });

  it('the same token continues its session after the bank’s redirect (plaid-facts 5.30)', async () => {
    const token = await page.mint();
    const left = createFakeLink({ plaid: page.plaid });
    left.create({ token, onSuccess: () => {} }).open();
    await left.whenOpen();
    // The browser went to the bank: what was in the page is gone, and nobody closed Link.
    document.body.replaceChildren();
    document.body.removeAttribute('style');
    const receivedRedirectUri = 'https://app.test/oauth?oauth_state_id=1';
    const { handler } = await openLink(page, { token, receivedRedirectUri });
    expect(handler.reply?.isUpdateMode).toBe(true);
  });
});

describe('exit and destroy', () => {
  it('exit({ force: true }) closes Link at once and calls onExit once (plaid-facts 5.18)', async () => {
    const { result, onExit, onSuccess } = await openLink(page, { token: await page.mint() });
    const done = vi.fn();
    result.current.exit({ force: true }, done);
    await waitFor(() => expect(onExit).toHaveBeenCalledExactlyOnceWith(null, expect.anything()));
    expect([page.link.current, done.mock.calls.length]).toEqual([null, 1]);
    expect(onSuccess).not.toHaveBeenCalled();
    expect(iframes().every(({ style }) => style.display === 'none')).toBe(true);
    expect(document.body.style.overflow).not.toBe('hidden');
  });

  it('exit() without force calls onExit too (plaid-facts 5.18)', async () => {
    const { result, onExit } = await openLink(page, { token: await page.mint() });
    result.current.exit();
    await waitFor(() => expect(onExit).toHaveBeenCalledOnce());
  });

  it('destroy() removes the iframe and calls nothing (plaid-facts 5.19)', async () => {
    const { handler, onExit, onSuccess } = await openLink(page, { token: await page.mint() });
    handler.destroy();
    expect(iframes()).toEqual([]);
    expect(document.body.style.overflow).not.toBe('hidden');
    handler.open();
    expect(page.link.current).toBeNull();
    expect([onExit, onSuccess].map(({ mock }) => mock.calls)).toEqual([[], []]);
  });

  it('unmounting react-plaid-link removes its iframe, open or not', async () => {
    const closed = mountLink({ token: await page.mint() });
    await waitFor(() => expect(closed.result.current.ready).toBe(true));
    closed.unmount();
    expect(iframes()).toEqual([]);
    const opened = await openLink(page, { token: await page.mint() });
    opened.unmount();
    expect(iframes()).toEqual([]);
    expect(page.link.counts.destroys).toBe(2);
  });

  it('uninstalling the fake Link while it is open leaves nothing in the page', async () => {
    await openLink(page, { token: await page.mint() });
    page.link.uninstall();
    expect(iframes()).toEqual([]);
    expect(document.body.style.overflow).toBe('');
  });
});

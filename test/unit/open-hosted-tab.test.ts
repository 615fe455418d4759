import { afterEach, describe, expect, it, vi } from 'vitest';
import { openHostedTab } from '../../src/browser/link/open-hosted-tab';
import type { HostedTab } from '../../src/core/link/port';

const PAGE = 'https://secure.plaid.com/link/page-1';

describe('the new tab', () => {
  afterEach(() => vi.unstubAllGlobals());

  const opened = vi.fn();
  /** What the page does, where `window.open` is `open`. */
  function openWith(open: () => unknown): { assigned: string[]; tab: HostedTab } {
    const assigned: string[] = [];
    const location = { assign: (url: string) => assigned.push(url) };
    opened.mockReset().mockImplementation(open);
    vi.stubGlobal('window', { open: opened, location });
    const tab = openHostedTab();
    tab.show(PAGE);
    return { assigned, tab };
  }
  function createTab() {
    const tab = {
      opener: {},
      closed: false,
      close: vi.fn(),
      location: { replace: vi.fn() },
      window: {},
    };
    tab.window = tab;
    return tab;
  }

  it('the tab with Plaid’s page cannot reach the page that opened it', () => {
    const tab = createTab();
    expect(openWith(() => tab).assigned).toEqual([]);
    expect(tab.opener).toBeNull();
    expect(tab.location.replace).toHaveBeenCalledWith(PAGE);
  });

  it('a tab that waits for its page can be closed, and says when the user has closed it', () => {
    const tab = createTab();
    const opened = openWith(() => tab).tab;
    expect(opened.isOwn).toBe(false);
    expect(opened.isClosed()).toBe(false);
    tab.closed = true;
    expect(opened.isClosed()).toBe(true);
    opened.close();
    expect(tab.close).toHaveBeenCalledOnce();
  });

  it.each([
    ['a web view', { ReactNativeWebView: {} }],
    ['an app that is installed from the browser', { matchMedia: () => ({ matches: true }) }],
    ['an app on the home screen of iOS', { navigator: { standalone: true } }],
  ])('Plaid’s page opens in this tab, and no other is tried, in %s', (_, page) => {
    for (const [name, value] of Object.entries(page)) vi.stubGlobal(name, value);
    const { assigned, tab } = openWith(createTab);
    expect(assigned).toEqual([PAGE]);
    expect(tab.isOwn).toBe(true);
    expect(opened).not.toHaveBeenCalled();
  });

  it('Plaid’s page opens in this tab where a web view answers with the page’s own window', () => {
    const { assigned } = openWith(() => window);
    expect(assigned).toEqual([PAGE]);
  });

  it.each([
    ['nothing', () => null],
    ['an empty object', () => ({})],
    ['a function', () => () => {}],
    ['true', () => true],
    ['a closed window', () => ({ ...createTab(), closed: true })],
    [
      'an error',
      () => {
        throw new Error('pop-ups are off');
      },
    ],
  ])('G12: Plaid’s page opens in this tab where a blocker of pop-ups gives %s', (_, open) => {
    expect(openWith(open).assigned).toEqual([PAGE]);
  });
});

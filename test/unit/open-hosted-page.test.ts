import { afterEach, describe, expect, it, vi } from 'vitest';
import { openHostedPage } from '../../src/browser/link/open-hosted-page';

const PAGE = 'https://secure.plaid.com/link/page-1';

describe('the new tab', () => {
  afterEach(() => vi.unstubAllGlobals());

  /** What the page does, where `window.open` is `open`. */
  function openWith(open: () => unknown): { assigned: string[] } {
    const assigned: string[] = [];
    const location = { assign: (url: string) => assigned.push(url) };
    vi.stubGlobal('window', { open, location });
    openHostedPage(PAGE);
    return { assigned };
  }
  function createTab() {
    const tab = { opener: {}, closed: false, location: { replace: vi.fn() }, window: {} };
    tab.window = tab;
    return tab;
  }

  it('the tab with Plaid’s page cannot reach the page that opened it', () => {
    const tab = createTab();
    expect(openWith(() => tab).assigned).toEqual([]);
    expect(tab.opener).toBeNull();
    expect(tab.location.replace).toHaveBeenCalledWith(PAGE);
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

// @vitest-environment jsdom
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { savePage } from '../../src/browser/page/save-page';

let scrollTo: ReturnType<typeof vi.fn>;
beforeEach(() => {
  scrollTo = vi.fn(({ top }: ScrollToOptions) => void (window.scrollY = top ?? 0));
  vi.stubGlobal('scrollTo', scrollTo);
  window.scrollY = 1_200;
  onTestFinished(() => {
    vi.unstubAllGlobals();
    history.replaceState(null, '', '/');
  });
});

/** The user goes to another page of the app, which begins at its top. */
function navigate(url: string): void {
  history.pushState(null, '', url);
  window.scrollY = 0;
}

describe('scrolling after Link', () => {
  it('the page that Link covered gets its position back', () => {
    const page = savePage();
    window.scrollY = 0;
    page.restore();
    expect(window.scrollY).toBe(1_200);
  });

  it.each(['/other', '/?step=2', '/#/accounts'])(
    'a page of the app at %s that was opened while Link was open keeps its position',
    (url) => {
      const page = savePage();
      navigate(url);
      page.restore();
      expect(window.scrollY).toBe(0);
      // What the removal of Link itself changes is undone on this page too.
      window.scrollY = 40;
      page.restoreAround(() => (window.scrollY = 900));
      expect(window.scrollY).toBe(40);
    },
  );

  it('the page that Link covered gets its position back after the user went elsewhere and returned', () => {
    const page = savePage();
    navigate('/other');
    navigate('/');
    page.restore();
    expect(window.scrollY).toBe(1_200);
  });
});

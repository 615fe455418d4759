// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LINK_SCRIPT_URL, loadLinkScript } from '../../src/browser/link/link-script';
import { installStubPlaid, type StubPlaid } from '../support/stub-plaid';

const tags = () => [
  ...document.querySelectorAll<HTMLScriptElement>(`script[src="${LINK_SCRIPT_URL}"]`),
];
let plaid: StubPlaid | null = null;

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  plaid?.uninstall();
  plaid = null;
  for (const tag of tags()) tag.remove();
});

function scriptRuns(): void {
  plaid = installStubPlaid({ withTag: false });
  tags()[0]?.dispatchEvent(new Event('load'));
}

describe("Link's script", () => {
  it('Link’s script is added to the page once, however many callers request it', async () => {
    const asked = [loadLinkScript(undefined), loadLinkScript(undefined)];
    expect(tags()).toHaveLength(1);
    scriptRuns();
    await Promise.all(asked);
    await loadLinkScript(undefined);
    expect(tags()).toHaveLength(1);
  });

  it('Link’s script carries the nonce of the Content-Security-Policy', async () => {
    const asked = loadLinkScript('n0nce');
    expect(tags()[0]?.nonce).toBe('n0nce');
    scriptRuns();
    await asked;
  });

  it('a script tag of the app that is still loading is waited for', async () => {
    const foreign = document.createElement('script');
    foreign.src = LINK_SCRIPT_URL;
    document.head.append(foreign);
    let isThere = false;
    const asked = loadLinkScript(undefined).then(() => (isThere = true));
    await Promise.resolve();
    expect(isThere).toBe(false);
    scriptRuns();
    await asked;
    expect(tags()).toEqual([foreign]);
  });

  it('G12: a blocked script fails with link_blocked, and the next request loads it again', async () => {
    const blocked = loadLinkScript(undefined);
    tags()[0]?.dispatchEvent(new Event('error'));
    await expect(blocked).rejects.toMatchObject({ code: 'link_blocked', retryable: true });
    expect(tags()).toHaveLength(0);
    const again = loadLinkScript(undefined);
    scriptRuns();
    await expect(again).resolves.toBeUndefined();
  });

  it('G12: a script that never answers fails with link_blocked after 15 s, and the next request loads it again', async () => {
    const silent = loadLinkScript(undefined).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(15_000);
    await expect(silent).resolves.toMatchObject({ code: 'link_blocked' });
    const again = loadLinkScript(undefined);
    scriptRuns();
    await expect(again).resolves.toBeUndefined();
  });

  it('a script that loads without defining Plaid fails with link_blocked', async () => {
    const asked = loadLinkScript(undefined);
    tags()[0]?.dispatchEvent(new Event('load'));
    await expect(asked).rejects.toMatchObject({ code: 'link_blocked' });
  });

  it('G12: a dead script tag of the app fails one request by timeout, and is then replaced', async () => {
    const dead = document.createElement('script');
    dead.src = LINK_SCRIPT_URL;
    document.head.append(dead);
    const asked = loadLinkScript(undefined).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(15_000);
    await expect(asked).resolves.toMatchObject({ code: 'link_blocked' });
    const again = loadLinkScript(undefined);
    expect(tags()).not.toContain(dead);
    scriptRuns();
    await again;
  });

  it('Link’s script is not loaded twice where Plaid exists without a tag', async () => {
    plaid = installStubPlaid({ withTag: false });
    await loadLinkScript(undefined);
    expect(tags()).toHaveLength(1);
    expect(tags()[0]?.type).not.toBe('');
  });

  it('an element with the id Plaid is not taken for a loaded script', async () => {
    const clobber = document.createElement('form');
    clobber.id = 'Plaid';
    document.body.append(clobber);
    const asked = loadLinkScript(undefined);
    expect(tags()).toHaveLength(1);
    clobber.remove();
    scriptRuns();
    await asked;
  });

  describe('a tag of other code whose event has fired', () => {
    function addForeignTag(attributes: Partial<HTMLScriptElement> = {}): HTMLScriptElement {
      const tag = Object.assign(document.createElement('script'), attributes);
      tag.src = LINK_SCRIPT_URL;
      document.head.append(tag);
      return tag;
    }
    /** The browser has the timing of Link's script: its file has arrived, or failed. */
    function endFetch(): void {
      vi.stubGlobal('performance', { getEntriesByName: () => [{ name: LINK_SCRIPT_URL }] });
    }
    /** The browser has kept the timing of other resources only (w3.org/TR/resource-timing: 250 by default). */
    function fillTimings(): void {
      const entries = Array.from({ length: 250 }, (_, index) => ({ name: `/image-${index}.png` }));
      vi.stubGlobal('performance', {
        getEntriesByName: () => [],
        getEntriesByType: () => entries,
      });
    }
    function setReadyState(state: DocumentReadyState): void {
      vi.spyOn(document, 'readyState', 'get').mockReturnValue(state);
    }
    function ownTagRuns(): void {
      plaid = installStubPlaid({ withTag: false });
      tags().at(-1)?.dispatchEvent(new Event('load'));
    }
    afterEach(() => {
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
    });

    it('G12: a script that has failed before the click is loaded again by the first click', async () => {
      const dead = addForeignTag();
      endFetch();
      const asked = loadLinkScript(undefined);
      await vi.advanceTimersByTimeAsync(200);
      expect(tags()).toHaveLength(1);
      expect(tags()).not.toContain(dead);
      ownTagRuns();
      await expect(asked).resolves.toBeUndefined();
    });

    it('G11: a script that is still blocked fails within a moment, and not after 15 s', async () => {
      addForeignTag();
      endFetch();
      const asked = loadLinkScript(undefined).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(200);
      tags()[0]?.dispatchEvent(new Event('error'));
      await expect(asked).resolves.toMatchObject({ code: 'link_blocked' });
    });

    it('G12: a script that has failed unseen, on a page of more than 250 files, is loaded again by the first click within 2 s', async () => {
      const dead = addForeignTag();
      fillTimings();
      const asked = loadLinkScript(undefined);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(tags()).toHaveLength(1);
      expect(tags()).not.toContain(dead);
      ownTagRuns();
      await expect(asked).resolves.toBeUndefined();
    });

    it('a script that is still loading, on a page of more than 250 files, has 2 s before a second one is added', async () => {
      const loading = addForeignTag();
      fillTimings();
      const asked = loadLinkScript(undefined);
      await vi.advanceTimersByTimeAsync(1_900);
      expect(tags()).toEqual([loading]);
      scriptRuns();
      await asked;
      expect(tags()).toEqual([loading]);
    });

    it('a script whose file has just arrived is not loaded twice', async () => {
      const running = addForeignTag();
      endFetch();
      const asked = loadLinkScript(undefined);
      scriptRuns();
      await asked;
      expect(tags()).toEqual([running]);
    });

    it('a deferred script whose file has arrived is waited for while the document is parsed', async () => {
      const deferred = addForeignTag({ defer: true });
      endFetch();
      setReadyState('interactive');
      const asked = loadLinkScript(undefined);
      await vi.advanceTimersByTimeAsync(3_000);
      expect(tags()).toEqual([deferred]);
      scriptRuns();
      await asked;
    });

    it.each([{ type: 'text/plain' }, { type: 'text/x-consent' }, { noModule: true }])(
      'G12: the first click does not wait for a tag that never runs: %o',
      async (attributes) => {
        addForeignTag(attributes);
        const asked = loadLinkScript(undefined);
        expect(tags()).toHaveLength(2);
        ownTagRuns();
        await asked;
      },
    );
  });
});

// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LINK_SCRIPT_URL, loadLinkScript } from '../../src/react/link-script';
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
  it('is put into the page once, however many ask', async () => {
    const asked = [loadLinkScript(undefined), loadLinkScript(undefined)];
    expect(tags()).toHaveLength(1);
    scriptRuns();
    await Promise.all(asked);
    await loadLinkScript(undefined);
    expect(tags()).toHaveLength(1);
  });

  it('carries the nonce of the Content-Security-Policy', async () => {
    const asked = loadLinkScript('n0nce');
    expect(tags()[0]?.nonce).toBe('n0nce');
    scriptRuns();
    await asked;
  });

  it('that somebody else put into the page, and that still loads, is waited for', async () => {
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

  it('G12: that is blocked says so, and is asked for again at the next try', async () => {
    const blocked = loadLinkScript(undefined);
    tags()[0]?.dispatchEvent(new Event('error'));
    await expect(blocked).rejects.toMatchObject({ code: 'link_blocked', retryable: true });
    expect(tags()).toHaveLength(0);
    const again = loadLinkScript(undefined);
    scriptRuns();
    await expect(again).resolves.toBeUndefined();
  });

  it('G12: that never answers is given up, and asked for again', async () => {
    const silent = loadLinkScript(undefined).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(15_000);
    await expect(silent).resolves.toMatchObject({ code: 'link_blocked' });
    const again = loadLinkScript(undefined);
    scriptRuns();
    await expect(again).resolves.toBeUndefined();
  });

  it('that loads but defines nothing is an error', async () => {
    const asked = loadLinkScript(undefined);
    tags()[0]?.dispatchEvent(new Event('load'));
    await expect(asked).rejects.toMatchObject({ code: 'link_blocked' });
  });

  it('G12: a dead tag of somebody else’s costs one time-out, and is replaced', async () => {
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

  it('is not loaded twice where Plaid is there without its tag', async () => {
    plaid = installStubPlaid({ withTag: false });
    await loadLinkScript(undefined);
    expect(tags()).toHaveLength(1);
    expect(tags()[0]?.type).not.toBe('');
  });

  it('is not taken for loaded because an element is called Plaid', async () => {
    const clobber = document.createElement('form');
    clobber.id = 'Plaid';
    document.body.append(clobber);
    const asked = loadLinkScript(undefined);
    expect(tags()).toHaveLength(1);
    clobber.remove();
    scriptRuns();
    await asked;
  });
});

// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RelinkButton } from 'react-plaid-relink';
import type { Waiting } from '../../src/testing/link/until-open';
import { eventually } from '../support/eventually';
import { createFakeApp } from '../support/fake-app';

afterEach(() => {
  vi.useRealTimers();
});

describe('when a fake Link is installed', () => {
  it('a test after uninstall() is told at once to install the fake Link before each test', async () => {
    const { link } = createFakeApp();
    link.uninstall();
    await expect(link.succeed()).rejects.toThrow(/write `beforeEach\(/);
  });

  it('install() without uninstall() starts afresh: the Links of the test before are gone', async () => {
    const { link, itemId, provide } = createFakeApp();
    const { unmount } = render(provide(<RelinkButton itemId={itemId} />));
    await userEvent.click(screen.getByRole('button'));
    const open = await link.whenOpen();
    unmount();
    link.install();
    expect(open.state).toBe('destroyed');
    expect(link.current).toBeNull();
    expect(document.querySelectorAll('iframe')).toHaveLength(0);
  });

  it('a fake Link may be installed after the first render', async () => {
    const { link, itemId, provide } = createFakeApp();
    link.uninstall();
    render(provide(<RelinkButton itemId={itemId} />));
    link.install();
    await userEvent.click(screen.getByRole('button'));
    await link.succeed();
    await screen.findByText('Connected');
  });

  it('a click that waits for Link’s own script goes on when the fake Link is installed', async () => {
    const { link, itemId, provide } = createFakeApp();
    link.uninstall();
    render(provide(<RelinkButton itemId={itemId} />));
    await userEvent.click(screen.getByRole('button'));
    await eventually(() => expect(document.querySelector('script[src*="plaid"]')).not.toBeNull());
    link.install();
    await link.succeed();
    await screen.findByText('Connected');
  });
});

describe('when no Link opens', () => {
  it('a test that waits in vain is told which error the app was told meanwhile', async () => {
    const onError = vi.fn();
    const { link, itemId, provide } = createFakeApp({
      handlerOptions: { authenticate: () => null },
    });
    render(provide(<RelinkButton itemId={itemId} />, { onError }));
    await userEvent.click(screen.getByRole('button'));
    await expect(link.succeed()).rejects.toThrow(
      /No Link opened within 4000 ms\. The app was told meanwhile: unauthorized: /,
    );
    expect(onError).toHaveBeenCalledOnce();
  });

  const quiet: Waiting = { presence: 'installed', creates: 0, error: null };
  it.each([
    ['it was never installed', { ...quiet, presence: 'never_installed' }, /call link\.install\(\)/],
    ['no Link was created', quiet, /A mock of react-plaid-link .* creates no Link/],
    ['a Link was created', { ...quiet, creates: 1 }, /created but not opened/],
  ] as const)('the reason is told: %s', async (_name, waiting: Waiting, reason) => {
    vi.useFakeTimers();
    vi.resetModules();
    // Loaded now: it takes the timers of the moment in which it loads.
    const { untilOpen, WAIT_MS } = await import('../../src/testing/link/until-open');
    const waited = expect(
      untilOpen(
        () => {},
        () => waiting,
      ),
    ).rejects.toThrow(reason);
    vi.advanceTimersByTime(WAIT_MS);
    await waited;
  });
});

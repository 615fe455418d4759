import { StrictMode, useState, type ReactNode } from 'react';
import { act, render, screen } from '@testing-library/react';
import { RelinkButton, useLinkTokenForItem } from 'react-plaid-relink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { eventually } from '../support/eventually';
import { createFakeApp, type FakeApp } from '../support/fake-app';

const MINUTE = 60_000;

/** Lets time pass with the page in the background, where timers hardly run; it hears of it when it is shown again. */
function sleepFor(ms: number): void {
  vi.advanceTimersByTime(ms);
  document.dispatchEvent(new Event('visibilitychange'));
}

afterEach(() => vi.useRealTimers());

async function open(app: FakeApp): Promise<HTMLIFrameElement> {
  await page.getByRole('button', { name: 'Reconnect' }).click();
  const { iframe } = await app.link.whenOpen();
  await expect.element(page.getByTitle('Plaid Link')).toBeVisible();
  return iframe;
}

/** Link is the one that was opened, still showing, and its success still arrives. */
async function expectUndisturbed(app: FakeApp, iframe: HTMLIFrameElement): Promise<void> {
  expect(iframe.isConnected).toBe(true);
  expect(getComputedStyle(iframe).display).toBe('block');
  expect(app.link.counts).toMatchObject({ opens: 1, destroys: 0 });
  await act(() => app.link.succeed());
  expect(app.plaid.itemState(app.itemId).errorCode).toBeNull();
}

describe('an open Link', () => {
  it('G3: Link stays open when its token expires and all token readers get new ones', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const app = createFakeApp();
    const onRelinked = vi.fn();
    function Token(): ReactNode {
      return <output>{useLinkTokenForItem(app.itemId).token}</output>;
    }
    render(
      app.provide(
        <>
          <RelinkButton itemId={app.itemId} onRelinked={onRelinked} />
          <Token />
        </>,
      ),
    );
    const iframe = await open(app);
    const shown = () => screen.getByRole('status').textContent;
    const seen: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      app.plaid.clock.advance(31 * MINUTE);
      act(() => sleepFor(31 * MINUTE));
      await eventually(() => expect(shown()).toMatch(/^link-/));
      expect(seen).not.toContain(shown());
      seen.push(shown());
    }
    expect(seen).not.toContain(app.link.handlers[0]?.config.token);
    await expectUndisturbed(app, iframe);
    await eventually(() => expect(onRelinked).toHaveBeenCalledTimes(1));
  });

  it('G3: Link stays open when everything re-renders with new callbacks, and the newest callbacks are called', async () => {
    const app = createFakeApp();
    const onRelinked = vi.fn();
    const ui = (count: number) =>
      app.provide(<RelinkButton itemId={app.itemId} onRelinked={() => void onRelinked(count)} />, {
        onEvent: () => void count,
      });
    const { rerender } = render(ui(0));
    const iframe = await open(app);
    for (let count = 1; count <= 20; count += 1) rerender(ui(count));
    await expectUndisturbed(app, iframe);
    await eventually(() => expect(onRelinked.mock.calls).toEqual([[20]]));
  });

  it('G3: Link stays open when the button that opened it unmounts', async () => {
    const app = createFakeApp();
    const onRelinked = vi.fn();
    const { rerender } = render(
      app.provide(<RelinkButton itemId={app.itemId} onRelinked={onRelinked} />),
    );
    const iframe = await open(app);
    rerender(app.provide(null));
    await expectUndisturbed(app, iframe);
    await eventually(() => expect(onRelinked).toHaveBeenCalledTimes(1));
  });

  it('G3: Link stays open when StrictMode is switched on and off around the button', async () => {
    const app = createFakeApp();
    const onRelinked = vi.fn();
    const button = <RelinkButton itemId={app.itemId} onRelinked={onRelinked} />;
    const { rerender } = render(app.provide(button));
    const iframe = await open(app);
    rerender(app.provide(<StrictMode>{button}</StrictMode>));
    rerender(app.provide(button));
    await expectUndisturbed(app, iframe);
    await eventually(() => expect(onRelinked).toHaveBeenCalledTimes(1));
  });

  it('G3: Link stays open when the whole app runs in StrictMode', async () => {
    const app = createFakeApp();
    const onRelinked = vi.fn();
    render(
      <StrictMode>
        {app.provide(<RelinkButton itemId={app.itemId} onRelinked={onRelinked} />)}
      </StrictMode>,
    );
    const iframe = await open(app);
    await expectUndisturbed(app, iframe);
    await eventually(() => expect(onRelinked).toHaveBeenCalledTimes(1));
    expect(app.link.counts.creates).toBe(1);
  });

  it('G3: Link stays open when the modal dialog around the button closes as Link opens', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    const onRelinked = vi.fn();
    function Dialog(): ReactNode {
      const [isOpen, setIsOpen] = useState(true);
      if (!isOpen) return <p>Dialog closed</p>;
      return (
        <dialog
          ref={(dialog) => {
            if (dialog?.open === false) dialog.showModal();
          }}
        >
          <RelinkButton
            itemId={app.itemId}
            onRelinked={onRelinked}
            onStatusChange={(status) => {
              if (status === 'open') setIsOpen(false);
            }}
          />
        </dialog>
      );
    }
    render(app.provide(<Dialog />));
    const iframe = await open(app);
    await expect.element(page.getByText('Dialog closed')).toBeInTheDocument();
    // A person drives it: nothing of the page is in the way.
    const link = page.frameLocator(page.getByTitle('Plaid Link'));
    await link.getByLabelText('Username').fill('user_good');
    await link.getByLabelText('Password').fill('pass_good');
    await link.getByRole('button', { name: 'Log in' }).click();
    await link.getByRole('button', { name: 'Finish' }).click();
    await eventually(() => expect(onRelinked).toHaveBeenCalledTimes(1));
    expect(app.link.counts.opens).toBe(1);
    await eventually(() => expect(iframe.isConnected).toBe(false));
  });
});

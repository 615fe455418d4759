import { StrictMode, useState, type ReactNode } from 'react';
import { act, render, screen } from '@testing-library/react';
import { RelinkButton, useLinkTokenForItem } from 'react-plaid-relink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { eventually } from '../support/eventually';
import { createWorld, type World } from '../support/world';

const MINUTE = 60_000;

/** Lets time pass with the page in the background, where timers hardly run; it hears of it when it is shown again. */
function sleepFor(ms: number): void {
  vi.advanceTimersByTime(ms);
  document.dispatchEvent(new Event('visibilitychange'));
}

afterEach(() => vi.useRealTimers());

async function open(world: World): Promise<HTMLIFrameElement> {
  await page.getByRole('button', { name: 'Reconnect' }).click();
  const { iframe } = await world.link.whenOpen();
  await expect.element(page.getByTitle('Plaid Link')).toBeVisible();
  return iframe;
}

/** Link is the one that was opened, still showing, and its success still arrives. */
async function expectUndisturbed(world: World, iframe: HTMLIFrameElement): Promise<void> {
  expect(iframe.isConnected).toBe(true);
  expect(getComputedStyle(iframe).display).toBe('block');
  expect(world.link.counts).toMatchObject({ opens: 1, destroys: 0 });
  await act(() => world.link.succeed());
  expect(world.plaid.itemState(world.itemId).errorCode).toBeNull();
}

describe('an open Link', () => {
  it('G3: Link stays open when its token expires and all token readers get new ones', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const world = createWorld();
    const onRelinked = vi.fn();
    function Token(): ReactNode {
      return <output>{useLinkTokenForItem(world.itemId).token}</output>;
    }
    render(
      world.provide(
        <>
          <RelinkButton itemId={world.itemId} onRelinked={onRelinked} />
          <Token />
        </>,
      ),
    );
    const iframe = await open(world);
    const shown = () => screen.getByRole('status').textContent;
    const seen: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      world.plaid.clock.advance(31 * MINUTE);
      act(() => sleepFor(31 * MINUTE));
      await eventually(() => expect(shown()).toMatch(/^link-/));
      expect(seen).not.toContain(shown());
      seen.push(shown());
    }
    expect(seen).not.toContain(world.link.handlers[0]?.config.token);
    await expectUndisturbed(world, iframe);
    await eventually(() => expect(onRelinked).toHaveBeenCalledTimes(1));
  });

  it('G3: Link stays open when everything re-renders with new callbacks, and the newest callbacks are called', async () => {
    const world = createWorld();
    const onRelinked = vi.fn();
    const ui = (count: number) =>
      world.provide(
        <RelinkButton itemId={world.itemId} onRelinked={() => void onRelinked(count)} />,
        { onEvent: () => void count },
      );
    const { rerender } = render(ui(0));
    const iframe = await open(world);
    for (let count = 1; count <= 20; count += 1) rerender(ui(count));
    await expectUndisturbed(world, iframe);
    await eventually(() => expect(onRelinked.mock.calls).toEqual([[20]]));
  });

  it('G3: Link stays open when the button that opened it unmounts', async () => {
    const world = createWorld();
    const onRelinked = vi.fn();
    const { rerender } = render(
      world.provide(<RelinkButton itemId={world.itemId} onRelinked={onRelinked} />),
    );
    const iframe = await open(world);
    rerender(world.provide(null));
    await expectUndisturbed(world, iframe);
    await eventually(() => expect(onRelinked).toHaveBeenCalledTimes(1));
  });

  it('G3: Link stays open when StrictMode is switched on and off around the button', async () => {
    const world = createWorld();
    const onRelinked = vi.fn();
    const button = <RelinkButton itemId={world.itemId} onRelinked={onRelinked} />;
    const { rerender } = render(world.provide(button));
    const iframe = await open(world);
    rerender(world.provide(<StrictMode>{button}</StrictMode>));
    rerender(world.provide(button));
    await expectUndisturbed(world, iframe);
    await eventually(() => expect(onRelinked).toHaveBeenCalledTimes(1));
  });

  it('G3: Link stays open when the whole app runs in StrictMode', async () => {
    const world = createWorld();
    const onRelinked = vi.fn();
    render(
      <StrictMode>
        {world.provide(<RelinkButton itemId={world.itemId} onRelinked={onRelinked} />)}
      </StrictMode>,
    );
    const iframe = await open(world);
    await expectUndisturbed(world, iframe);
    await eventually(() => expect(onRelinked).toHaveBeenCalledTimes(1));
    expect(world.link.counts.creates).toBe(1);
  });

  it('G3: Link stays open when the modal dialog around the button closes as Link opens', async () => {
    const world = createWorld({ ui: 'dialog' });
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
            itemId={world.itemId}
            onRelinked={onRelinked}
            onStatusChange={(status) => {
              if (status === 'open') setIsOpen(false);
            }}
          />
        </dialog>
      );
    }
    render(world.provide(<Dialog />));
    const iframe = await open(world);
    await expect.element(page.getByText('Dialog closed')).toBeInTheDocument();
    // A person drives it: nothing of the page is in the way.
    const link = page.frameLocator(page.getByTitle('Plaid Link'));
    await link.getByLabelText('Username').fill('user_good');
    await link.getByLabelText('Password').fill('pass_good');
    await link.getByRole('button', { name: 'Log in' }).click();
    await link.getByRole('button', { name: 'Finish' }).click();
    await eventually(() => expect(onRelinked).toHaveBeenCalledTimes(1));
    expect(world.link.counts.opens).toBe(1);
    await eventually(() => expect(iframe.isConnected).toBe(false));
  });
});

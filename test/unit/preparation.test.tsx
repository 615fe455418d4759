// @vitest-environment jsdom
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { RelinkButton } from 'react-plaid-relink';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { settlePromises } from '../support/fake-environment';
import { createStubApp, httpError } from '../support/stub-app';
import '../support/warm-chunks';

// Counted over all tests: the page remembers spent tokens.
let tokens = 0;

let app: ReturnType<typeof createStubApp>;
beforeEach(() => {
  held.length = 0;
  app = createStubApp();
});

const buttons = (): HTMLElement[] => screen.getAllByRole('button');
const held: (() => void)[] = [];
/** Tokens take their time, as over a network. */
function holdTokens(): void {
  app.gateway.createLinkToken.mockImplementation(
    (itemId) =>
      new Promise((resolve) =>
        held.push(() => resolve({ link_token: `link-x-${itemId}-${(tokens += 1)}` })),
      ),
  );
}
const states = (): (string | undefined)[] => buttons().map(({ dataset }) => dataset.state);

function setVisibility(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  onTestFinished(() => void vi.restoreAllMocks());
  fireEvent(document, new Event('visibilitychange'));
}

function renderButtons(count: number, prepareOn: 'intent' | 'mount'): void {
  render(
    <app.App>
      {Array.from({ length: count }, (_, index) => (
        <RelinkButton key={index} itemId={`item-${index}`} prepareOn={prepareOn} />
      ))}
    </app.App>,
  );
}

function useFakeTimers(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

describe('a button that prepares at mount', () => {
  it('prepareOn="mount" in a background tab prepares nothing, and prepares Link when the tab is first shown', async () => {
    setVisibility('hidden');
    renderButtons(1, 'mount');
    await act(settlePromises);
    expect(app.gateway.createLinkToken).not.toHaveBeenCalled();
    setVisibility('visible');
    await waitFor(() => expect(states()).toEqual(['ready']));
  });

  it('a button that leaves a background tab is not prepared when the tab is shown', async () => {
    setVisibility('hidden');
    const { unmount } = render(
      <app.App>
        <RelinkButton itemId="item-a" prepareOn="mount" />
      </app.App>,
    );
    await act(settlePromises);
    unmount();
    await act(settlePromises);
    setVisibility('visible');
    await act(settlePromises);
    expect(app.gateway.createLinkToken).not.toHaveBeenCalled();
  });

  it.each([
    ['the pointer rests on it', (element: HTMLElement) => fireEvent.pointerEnter(element)],
    ['the keyboard rests on it', (element: HTMLElement) => act(() => element.focus())],
    ['a finger or a mouse presses it', (element: HTMLElement) => fireEvent.pointerDown(element)],
  ])('prepareOn="mount" whose preparation failed prepares Link again when %s', async (_, show) => {
    app.gateway.createLinkToken.mockRejectedValueOnce(httpError(503));
    renderButtons(1, 'mount');
    await waitFor(() => expect(app.gateway.createLinkToken).toHaveBeenCalledOnce());
    await act(settlePromises);
    expect(states()).toEqual(['idle']);
    for (const element of buttons()) show(element);
    await waitFor(() => expect(states()).toEqual(['ready']));
  });

  it('a hundred buttons with prepareOn="mount" ask for three tokens, two at a time, and the last button is ready', async () => {
    holdTokens();
    renderButtons(100, 'mount');
    await waitFor(() => expect(held).toHaveLength(2));
    await act(settlePromises);
    expect(held).toHaveLength(2);
    held[0]?.();
    await waitFor(() => expect(held).toHaveLength(3));
    for (const answer of held) answer();
    await waitFor(() => expect(states().at(-1)).toBe('ready'));
    expect(states().filter((state) => state !== 'idle')).toEqual(['ready']);
    expect(app.plaid.handlers).toHaveLength(1);
    expect(held).toHaveLength(3);
  });

  it('G11: a click opens Link at once on a button whose preparation waits for others', async () => {
    holdTokens();
    renderButtons(3, 'mount');
    await waitFor(() => expect(held).toHaveLength(2));
    const last = buttons().at(-1);
    if (last) fireEvent.click(last);
    await waitFor(() => expect(held).toHaveLength(3));
    held[2]?.();
    await app.opened();
    for (const answer of held) answer();
    await act(settlePromises);
    expect(states()).toEqual(['idle', 'idle', 'open']);
    expect(held).toHaveLength(3);
  });
});

describe('a press', () => {
  it('a press prepares Link as it begins, without any rest before it, and the click opens that Link', async () => {
    renderButtons(1, 'intent');
    useFakeTimers();
    const [element] = buttons();
    if (!element) throw new Error('There is no button.');
    fireEvent.pointerEnter(element);
    fireEvent.pointerDown(element);
    // Less than a pointer must rest.
    await act(() => vi.advanceTimersByTimeAsync(10));
    expect(app.gateway.createLinkToken).toHaveBeenCalledOnce();
    vi.useRealTimers();
    fireEvent.click(element);
    await app.opened();
    expect(app.gateway.createLinkToken).toHaveBeenCalledOnce();
    expect(app.plaid.handlers).toHaveLength(1);
  });

  it('a press on a button with prepareOn="click" prepares nothing', async () => {
    render(
      <app.App>
        <RelinkButton itemId="item-a" prepareOn="click" />
      </app.App>,
    );
    fireEvent.pointerDown(screen.getByRole('button'));
    await act(settlePromises);
    expect(app.gateway.createLinkToken).not.toHaveBeenCalled();
  });
});

describe('the keyboard', () => {
  it('a Tab key that is held over fifty buttons prepares none, and the button on which it rests is prepared', async () => {
    renderButtons(50, 'intent');
    useFakeTimers();
    for (const element of buttons()) {
      act(() => element.focus());
      // The slower of the usual repeat rates.
      await act(() => vi.advanceTimersByTimeAsync(90));
    }
    expect(app.gateway.createLinkToken).not.toHaveBeenCalled();
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(app.gateway.createLinkToken).toHaveBeenCalledOnce();
    expect(app.plaid.handlers).toHaveLength(1);
    expect(states().filter((state) => state !== 'idle')).toEqual(['ready']);
  });

  it('G11: Enter opens Link at once on a button that has just got the focus', async () => {
    renderButtons(1, 'intent');
    const [element] = buttons();
    act(() => element?.focus());
    if (element) fireEvent.click(element);
    expect(states()).toEqual(['opening']);
    await app.opened();
    expect(app.gateway.createLinkToken).toHaveBeenCalledOnce();
  });

  it('a button that loses the focus soon is not prepared', async () => {
    renderButtons(1, 'intent');
    useFakeTimers();
    const [element] = buttons();
    act(() => element?.focus());
    act(() => element?.blur());
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(app.gateway.createLinkToken).not.toHaveBeenCalled();
  });
});

// @vitest-environment jsdom
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'react-dom';
import { StrictMode, useState, type ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  germanMessages,
  RelinkButton,
  RelinkProvider,
  useIsLinkOpen,
  useRelink,
} from 'react-plaid-relink';
import { eventually } from '../support/eventually';
import { settlePromises } from '../support/fake-environment';
import '../support/warm-chunks';
import { button, createStubApp, untilState, type StubApp } from '../support/stub-app';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
  // Nothing but Link repairs these Items.
  app.gateway.getItem.mockImplementation((item_id: string) =>
    Promise.resolve({ item_id, health: 'needs_update', remedy: 'relink' }),
  );
});
// Before the clean-up, which closes Link in a timer.
afterEach(() => void vi.useRealTimers());

const heal = (): void =>
  void app.gateway.getItem.mockImplementation((item_id: string) =>
    Promise.resolve({ item_id, health: 'healthy', remedy: 'none' }),
  );

const region = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('[data-relink="announcer"]');
  if (!found) throw new Error('There is no live region.');
  return found;
};

/** Everything that the page has said since, in order: a text that is set again is read out again. */
function listen(): string[] {
  const said: string[] = [];
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const isRegion = target instanceof HTMLElement && target.dataset.relink === 'announcer';
      if (isRegion)
        for (const { textContent } of addedNodes) said.push((textContent ?? '').trimEnd());
    }
  });
  observer.observe(document.body, { childList: true, subtree: true });
  onTestFinished(() => observer.disconnect());
  return said;
}

describe('announcements for screen readers', () => {
  it('each outcome is announced once, under StrictMode and with two buttons of one Item', async () => {
    const { App } = app;
    const said = listen();
    render(
      <StrictMode>
        <App>
          <RelinkButton itemId="say-once">One</RelinkButton>
          <RelinkButton itemId="say-once">Two</RelinkButton>
        </App>
      </StrictMode>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'One' }));
    app.exit(await app.opened());
    await waitFor(() => expect(said).toEqual(['Nothing has changed at your bank.']));
    await userEvent.click(screen.getByRole('button', { name: 'Two' }));
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(2));
    heal();
    app.succeed(await app.opened());
    await waitFor(() => expect(said.at(-1)).toBe('Your bank is connected again.'));
    await act(settlePromises);
    expect(said).toEqual(['Nothing has changed at your bank.', 'Your bank is connected again.']);
  });

  it('a check is announced once it lasts for 700 ms, and one that is over sooner is not', async () => {
    const { App, gateway } = app;
    const answers: (() => void)[] = [];
    gateway.getItem.mockImplementation(
      (item_id: string) =>
        new Promise((resolve) => {
          answers.push(() => resolve({ item_id, health: 'healthy', remedy: 'none' }));
        }),
    );
    const said = listen();
    render(
      <App>
        <RelinkButton itemId="say-check" bank="Tartan Bank" />
        <RelinkButton itemId="say-quick-check" bank="Gingham" />
      </App>,
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    for (const [index, { name, waitMs }] of [
      { name: 'Reconnect Tartan Bank', waitMs: 700 },
      { name: 'Reconnect Gingham', waitMs: 300 },
    ].entries()) {
      act(() => screen.getByRole('button', { name }).click());
      await eventually(() => expect(app.plaid.handlers).toHaveLength(index + 1));
      app.succeed(await app.opened());
      await eventually(() => expect(answers).toHaveLength(index + 1));
      await act(() => vi.advanceTimersByTimeAsync(waitMs));
      answers[index]?.();
      await act(() => vi.advanceTimersByTimeAsync(2_000));
    }
    expect(said).toEqual([
      'Checking Tartan Bank.',
      'Tartan Bank is connected again.',
      'Gingham is connected again.',
    ]);
  });

  it('an announcement names the bank as the server does, where the app does not', async () => {
    const { App } = app;
    const itemId = 'say-known';
    app.gateway.getItem.mockImplementation((item_id: string) =>
      Promise.resolve({
        item_id,
        health: 'needs_update',
        remedy: 'relink',
        institution_name: 'Houndstooth Bank',
      }),
    );
    const said = listen();
    render(
      <App>
        <app.Ask itemId={itemId} />
        <RelinkButton itemId={itemId} />
      </App>,
    );
    await waitFor(() => expect(app.gateway.getItem).toHaveBeenCalled());
    await userEvent.click(button());
    app.exit(await app.opened());
    await waitFor(() => expect(said).toEqual(['Nothing has changed at Houndstooth Bank.']));
  });

  it('an exit that turns out to be a failure is announced once, as the failure', async () => {
    const { App } = app;
    app.gateway.getItem.mockImplementation((item_id: string) =>
      Promise.resolve({ item_id, health: 'needs_update', remedy: 'visit_bank' }),
    );
    const said = listen();
    render(
      <App>
        <RelinkButton itemId="say-one" bank="Tartan Bank" onError={() => {}} />
      </App>,
    );
    await userEvent.click(button());
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    app.exit(await app.opened());
    await eventually(() => expect(button()).toHaveAttribute('data-state', 'failed'));
    await act(() => vi.advanceTimersByTimeAsync(3_000));
    expect(said).toEqual([expect.stringMatching(/^Tartan Bank: .*Tartan Bank/)]);
  });

  it('the live region has the language of the texts, and leaves the page with the last provider', async () => {
    const { gateway } = app;
    const { unmount } = render(
      <RelinkProvider gateway={gateway} messages={germanMessages}>
        <RelinkButton itemId="say-gone" />
      </RelinkProvider>,
    );
    await userEvent.click(button());
    app.exit(await app.opened());
    await waitFor(() => expect(region()).not.toBeEmptyDOMElement());
    expect(region()).toHaveAttribute('lang', 'de');
    unmount();
    // Its text is read out first.
    expect(region()).not.toBeEmptyDOMElement();
    await waitFor(() => expect(document.querySelector('[data-relink="announcer"]')).toBeNull());
  });

  it('a slow opening is announced as "Opening the sign-in for your bank.", and a fast one is not', async () => {
    const { App, gateway } = app;
    let answer = (): void => {};
    gateway.createLinkToken.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answer = () => resolve({ link_token: 'link-x-slow', expires_in: 1800 });
        }),
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    render(
      <App>
        <RelinkButton itemId="say-slow" prepareOn="click" />
      </App>,
    );
    act(() => button().click());
    await eventually(() => expect(gateway.createLinkToken).toHaveBeenCalledOnce());
    expect(region()).toHaveTextContent(/^$/);
    vi.advanceTimersByTime(1_000);
    expect(region()).toHaveTextContent('Opening the sign-in for your bank.');
    answer();
    await app.opened();
    await eventually(() => expect(region()).toHaveTextContent(/^$/));
  });

  it('an announcement uses the provider’s language and gives the reason of a failure', async () => {
    const { gateway } = app;
    gateway.createLinkToken.mockRejectedValue(Object.assign(new Error('no'), { status: 401 }));
    render(
      <RelinkProvider gateway={gateway} messages={germanMessages} onError={() => {}}>
        <RelinkButton itemId="say-german" />
      </RelinkProvider>,
    );
    await userEvent.click(button());
    await untilState('failed');
    await waitFor(() =>
      expect(region()).toHaveTextContent(
        'Ihre Bank: Sie wurden abgemeldet. Bitte melden Sie sich neu an.',
      ),
    );
  });

  it('the live region is outside of the app’s root, so that aria-hidden on the root does not silence it', async () => {
    const { App } = app;
    const { container } = render(
      <App>
        <RelinkButton itemId="say-root" />
      </App>,
    );
    await userEvent.click(button());
    app.exit(await app.opened());
    await waitFor(() => expect(region()).not.toBeEmptyDOMElement());
    expect(container).not.toContainElement(region());
  });

  it('the outcome is announced inside a dialog that releases the page while Link is open and is modal again after it', async () => {
    const { App } = app;
    function LettingGo(): ReactNode {
      const isLinkOpen = useIsLinkOpen();
      return (
        <div role="dialog" aria-modal={!isLinkOpen} aria-label="Bank">
          <RelinkButton itemId="say-letting-go" />
        </div>
      );
    }
    render(
      <App>
        <LettingGo />
      </App>,
    );
    await userEvent.click(button());
    const handler = await app.opened();
    expect(screen.getByRole('dialog')).toHaveAttribute('aria-modal', 'false');
    app.exit(handler);
    await waitFor(() => expect(region()).toHaveTextContent('Nothing has changed at your bank.'));
    expect(screen.getByRole('dialog')).toHaveAttribute('aria-modal', 'true');
    expect(screen.getByRole('dialog')).toContainElement(region());
  });

  it('a message function of the app that throws is reported, and the click still has its outcome', async () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    onTestFinished(() => void vi.unstubAllGlobals());
    const onError = vi.fn();
    const thrown = new Error('no such text');
    app.gateway.createLinkToken.mockRejectedValue(new Error('down'));
    render(
      <RelinkProvider
        gateway={app.gateway}
        messages={{
          failed() {
            throw thrown;
          },
        }}
      >
        <RelinkButton itemId="say-throws" onError={onError}>
          Reconnect
        </RelinkButton>
      </RelinkProvider>,
    );
    await userEvent.click(button());
    await untilState('failed');
    expect(onError).toHaveBeenCalledOnce();
    await waitFor(() => expect(reported).toHaveBeenCalledWith(thrown));
  });

  it('an announcement is made inside a modal dialog while it is open, and outside again after it', async () => {
    const { App } = app;
    function Page(): ReactNode {
      const [isOpen, setIsOpen] = useState(true);
      return (
        <App>
          {isOpen && (
            <div role="dialog" aria-modal="true" aria-label="Bank">
              <RelinkButton itemId="say-modal">In the dialog</RelinkButton>
              <button onClick={() => setIsOpen(false)}>Done</button>
            </div>
          )}
          <RelinkButton itemId="say-page">On the page</RelinkButton>
        </App>
      );
    }
    render(<Page />);
    await userEvent.click(screen.getByRole('button', { name: 'In the dialog' }));
    const inDialog = await app.opened();
    // It is there before its text: assistive technology reads out what changes in a region that it knows.
    expect(screen.getByRole('dialog')).toContainElement(region());
    app.exit(inDialog);
    await waitFor(() => expect(region()).toHaveTextContent('Nothing has changed at your bank.'));
    expect(screen.getByRole('dialog')).toContainElement(region());

    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    await userEvent.click(screen.getByRole('button', { name: 'On the page' }));
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(2));
    app.exit(await app.opened());
    await waitFor(() => expect(region()).toHaveTextContent('Nothing has changed at your bank.'));
    expect(region().parentElement).toBe(document.body);
  });

  it('a button that unmounts before Link opens announces no opening of a window', async () => {
    const { App } = app;
    const said = listen();
    const { rerender } = render(
      <App>
        <RelinkButton itemId="gone-button" />
      </App>,
    );
    await userEvent.hover(button());
    await untilState('ready');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    act(() => button().click());
    rerender(<App>{null}</App>);
    await app.opened();
    await act(() => vi.advanceTimersByTimeAsync(5_000));
    expect(said).not.toContain('Opening the sign-in for your bank.');
  });

  it('a repeated announcement differs in its text, since assistive technology ignores an equal text', async () => {
    const { App } = app;
    app.gateway.createLinkToken.mockRejectedValue(
      Object.assign(new Error('signed out'), { status: 401 }),
    );
    render(
      <App>
        <RelinkButton itemId="again" />
      </App>,
    );
    const texts: string[] = [];
    const observer = new MutationObserver(() => {
      const text = document.querySelector('[data-relink="announcer"]')?.textContent;
      if (text && text !== texts.at(-1)) texts.push(text);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    onTestFinished(() => observer.disconnect());
    for (const times of [1, 2, 3]) {
      await userEvent.click(button());
      await waitFor(() => expect(texts).toHaveLength(times));
      await untilState('failed');
    }
    expect(new Set(texts.map((text) => text.trim())).size).toBe(1);
  });

  it.each(['closes at the click', 'closes while Link is open'])(
    'an outcome is announced although the button has gone, because its menu %s',
    async (when) => {
      const { App } = app;
      const said = listen();
      const page = (isOpen: boolean): ReactNode => (
        <App>{isOpen && <RelinkButton itemId={`menu ${when}`} />}</App>
      );
      const { rerender } = render(page(true));
      await userEvent.click(button());
      if (when === 'closes at the click') rerender(page(false));
      const link = await app.opened();
      rerender(page(false));
      expect(screen.queryByRole('button')).toBeNull();
      heal();
      app.succeed(link);
      await waitFor(() => expect(said.at(-1)).toBe('Your bank is connected again.'));
      expect(said).toEqual(['Your bank is connected again.']);
    },
  );

  it('a failure is announced once although the button has gone, also where another button has replaced it', async () => {
    const { App, gateway } = app;
    let fail = (): void => {};
    gateway.createLinkToken.mockImplementation(
      () =>
        new Promise((_, reject) => {
          fail = () => reject(Object.assign(new Error('signed out'), { status: 401 }));
        }),
    );
    const said = listen();
    const page = (key: string): ReactNode => (
      <App>
        <RelinkButton key={key} itemId="menu-fails" prepareOn="click" />
      </App>
    );
    const { rerender } = render(page('one'));
    await userEvent.click(button());
    await waitFor(() => expect(gateway.createLinkToken).toHaveBeenCalled());
    rerender(<App />);
    rerender(page('two'));
    await act(async () => {
      fail();
      await settlePromises();
    });
    await waitFor(() => expect(said).toHaveLength(1));
    await act(settlePromises);
    expect(said).toEqual(['Your bank: You’ve been signed out. Sign in again to continue.']);
  });

  it('a repair that the server reports after an exit is announced although the button has gone', async () => {
    const { App } = app;
    const said = listen();
    // The page has to see the Item broken: closing Link is no repair by itself.
    const { rerender } = render(
      <App>
        <RelinkButton itemId="gone-better" />
        <app.Ask itemId="gone-better" />
      </App>,
    );
    await waitFor(() => expect(app.gateway.getItem).toHaveBeenCalled());
    await userEvent.click(button());
    const link = await app.opened();
    rerender(<App />);
    heal();
    app.exit(link);
    await waitFor(() => expect(said.at(-1)).toBe('Your bank is connected again.'));
    expect(said).toEqual(['Your bank is connected again.']);
  });

  it('an outcome is announced although the app removed the button in its own click handler', async () => {
    const { App } = app;
    const said = listen();
    function Menu(): ReactNode {
      const [isOpen, setIsOpen] = useState(true);
      return isOpen ? (
        <RelinkButton itemId="gone-at-once" onClick={() => flushSync(() => setIsOpen(false))} />
      ) : null;
    }
    render(
      <App>
        <Menu />
      </App>,
    );
    await userEvent.click(button());
    expect(screen.queryByRole('button')).toBeNull();
    app.exit(await app.opened());
    await waitFor(() => expect(said).toEqual(['Nothing has changed at your bank.']));
  });

  it('an outcome is announced in the current language, where a new button has replaced the one clicked', async () => {
    const { gateway } = app;
    const page = (lang: string): ReactNode => (
      <RelinkProvider gateway={gateway} {...(lang === 'de' && { messages: germanMessages })}>
        <RelinkButton key={lang} itemId="other-language" />
      </RelinkProvider>
    );
    const said = listen();
    const { rerender } = render(page('en'));
    await userEvent.click(button());
    const link = await app.opened();
    rerender(page('de'));
    heal();
    app.succeed(link);
    await untilState('relinked');
    await waitFor(() => expect(said.at(-1)).toBe('Ihre Bank ist wieder verbunden.'));
    await act(settlePromises);
    expect(said).toHaveLength(1);
  });

  it('a later session of the same Item is not announced once the button that was clicked has gone', async () => {
    const { App } = app;
    const said = listen();
    const { rerender } = render(
      <App>
        <RelinkButton itemId="gone-after" />
      </App>,
    );
    await userEvent.click(button());
    app.exit(await app.opened());
    await waitFor(() => expect(said).toEqual(['Nothing has changed at your bank.']));
    rerender(
      <App>
        <Own itemId="gone-after" />
      </App>,
    );
    await userEvent.click(button());
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(2));
    app.exit(await app.opened());
    await untilState('exited');
    await act(settlePromises);
    expect(said).toHaveLength(1);
  });

  it('a session that a custom UI opens is announced where a button shows its Item', async () => {
    const { App } = app;
    const said = listen();
    render(
      <App>
        <Own itemId="own-and-button" />
        <RelinkButton itemId="own-and-button">Ours</RelinkButton>
      </App>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Own' }));
    app.exit(await app.opened());
    await waitFor(() => expect(said).toEqual(['Nothing has changed at your bank.']));
  });

  it('a slow opening is not announced once its provider has gone', async () => {
    const { App, gateway } = app;
    const said = listen();
    gateway.createLinkToken.mockReturnValueOnce(new Promise(() => {}));
    const { unmount } = render(
      <App>
        <RelinkButton itemId="gone-provider" prepareOn="click" />
      </App>,
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    act(() => button().click());
    await eventually(() => expect(gateway.createLinkToken).toHaveBeenCalledOnce());
    unmount();
    await act(() => vi.advanceTimersByTimeAsync(5_000));
    expect(said).toEqual([]);
  });

  it('two equal outcomes of two Items are announced one after the other', async () => {
    const { App, gateway } = app;
    const answers: (() => void)[] = [];
    gateway.getItem.mockImplementation(
      (item_id: string) =>
        new Promise((resolve) => {
          answers.push(() => resolve({ item_id, health: 'healthy', remedy: 'none' }));
        }),
    );
    const said = listen();
    render(
      <App>
        <RelinkButton itemId="twice-a">A</RelinkButton>
        <RelinkButton itemId="twice-b">B</RelinkButton>
      </App>,
    );
    for (const [index, name] of ['A', 'B'].entries()) {
      await userEvent.click(screen.getByRole('button', { name }));
      await waitFor(() => expect(app.plaid.handlers).toHaveLength(index + 1));
      app.succeed(await app.opened());
      await waitFor(() => expect(answers).toHaveLength(index + 1));
    }
    for (const answer of answers) {
      await act(async () => {
        answer();
        await settlePromises();
      });
    }
    expect(said.slice(-2)).toEqual([
      'Your bank is connected again.',
      'Your bank is connected again.',
    ]);
  });

  it('an opening is announced although another button unmounts meanwhile', async () => {
    const { App, gateway } = app;
    const page = (isShown: boolean): ReactNode => (
      <App>
        {isShown && <RelinkButton itemId="goes">Goes</RelinkButton>}
        <RelinkButton itemId="stays" prepareOn="click">
          Stays
        </RelinkButton>
      </App>
    );
    const { rerender } = render(page(true));
    await userEvent.click(screen.getByRole('button', { name: 'Goes' }));
    app.exit(await app.opened());
    await waitFor(() => expect(region()).toHaveTextContent('Nothing has changed at your bank.'));
    gateway.createLinkToken.mockReturnValueOnce(new Promise(() => {}));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    act(() => screen.getByRole('button', { name: 'Stays' }).click());
    await eventually(() => expect(gateway.createLinkToken).toHaveBeenCalledTimes(2));
    rerender(page(false));
    vi.advanceTimersByTime(1_000);
    expect(region()).toHaveTextContent('Opening the sign-in for your bank.');
  });

  it('an outcome is announced again outside of a dialog that fades out with the live region in it', async () => {
    const { App } = app;
    const said = listen();
    function Fading(): ReactNode {
      const [isShown, setIsShown] = useState(true);
      return isShown ? (
        <div role="dialog" aria-modal="true" aria-label="Bank">
          {/* As MUI's: modal, and in the page, until it has faded out. */}
          <RelinkButton itemId="fades" onRelinked={() => setTimeout(setIsShown, 200, false)} />
        </div>
      ) : null;
    }
    render(
      <App>
        <Fading />
      </App>,
    );
    await userEvent.click(button());
    heal();
    app.succeed(await app.opened());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(region().parentElement).toBe(document.body));
    await waitFor(() => expect(region()).toHaveTextContent('Your bank is connected again.'));
    expect(said.filter((text) => text === 'Your bank is connected again.')).toHaveLength(2);
  });

  it('an outcome is announced once in a dialog that stays open', async () => {
    const { App } = app;
    const said = listen();
    render(
      <App>
        <div role="dialog" aria-modal="true" aria-label="Bank">
          <RelinkButton itemId="stays-open" />
        </div>
      </App>,
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    act(() => button().click());
    app.exit(await app.opened());
    await act(() => vi.advanceTimersByTimeAsync(5_000));
    expect(said).toEqual(['Nothing has changed at your bank.']);
  });
});

/** A button of the app's own. */
function Own({ itemId }: { itemId: string }): ReactNode {
  const { open, status } = useRelink(itemId);
  return (
    <button data-state={status} onClick={() => void open()}>
      Own
    </button>
  );
}

describe('asChild', () => {
  it('a child that the keyboard cannot press is warned about once', async () => {
    const { App } = app;
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    render(
      <App>
        <RelinkButton itemId="child-div" asChild>
          <div>Div</div>
        </RelinkButton>
        <RelinkButton itemId="child-link" asChild>
          <a href="#relink">Link</a>
        </RelinkButton>
        <RelinkButton itemId="child-own" asChild>
          <span role="button" tabIndex={0}>
            With keys of its own
          </span>
        </RelinkButton>
      </App>,
    );
    await userEvent.click(screen.getByRole('link', { name: 'Link' }));
    app.exit(await app.opened());
    await userEvent.click(screen.getByRole('button', { name: 'With keys of its own' }));
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(2));
    app.exit(await app.opened());
    expect(warned).not.toHaveBeenCalled();

    await userEvent.click(screen.getByText('Div'));
    await waitFor(() => expect(warned).toHaveBeenCalledOnce());
    expect(warned.mock.calls[0]?.[0]).toMatch(/asChild.*<div>.*keyboard/);
    await userEvent.click(screen.getByText('Div'));
    await act(settlePromises);
    expect(warned).toHaveBeenCalledOnce();
    warned.mockRestore();
  });
});

describe('the state of a button', () => {
  it('a button shows each status in its name and aria-busy, is never disabled, and keeps the focus', async () => {
    const { App, gateway } = app;
    let confirm = (): void => {};
    gateway.getItem.mockImplementation(
      (item_id: string) =>
        new Promise((resolve) => {
          confirm = () => resolve({ item_id, health: 'healthy', remedy: 'none' });
        }),
    );
    render(
      <App>
        <RelinkButton itemId="states" />
      </App>,
    );
    const seen: unknown[] = [];
    const note = (): void => {
      const { state } = button().dataset;
      const busy = button().getAttribute('aria-busy');
      seen.push([state, button().textContent, busy, button().getAttribute('aria-disabled')]);
    };
    note();
    await userEvent.click(button());
    note();
    const link = await app.opened();
    note();
    app.succeed(link);
    await untilState('confirming');
    note();
    expect(button()).toHaveFocus();
    expect(button()).toBeEnabled();
    await waitFor(() => expect(gateway.getItem).toHaveBeenCalled());
    confirm();
    await untilState('relinked');
    note();
    expect(seen).toEqual([
      ['idle', 'Reconnect', null, null],
      ['opening', 'Reconnect', 'true', 'true'],
      ['open', 'Reconnect', 'true', 'true'],
      ['confirming', 'Checking…', 'true', 'true'],
      ['relinked', 'Connected', null, 'true'],
    ]);
    expect(button()).toHaveFocus();
  });

  it('a button that says "Connected" is done: a press opens nothing', async () => {
    const { App } = app;
    render(
      <App>
        <RelinkButton itemId="again" />
      </App>,
    );
    heal();
    await userEvent.click(button());
    app.succeed(await app.opened());
    await untilState('relinked');
    expect(button()).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(button());
    await userEvent.keyboard('{Enter}');
    await act(settlePromises);
    expect(app.plaid.handlers).toHaveLength(1);
    expect(button()).toHaveAttribute('data-state', 'relinked');
  });

  it('a button about accounts can be pressed again, since a user may choose them as often as they like', async () => {
    const { App } = app;
    render(
      <App>
        <RelinkButton itemId="accounts-again" accountSelection />
      </App>,
    );
    heal();
    await userEvent.click(button());
    app.succeed(await app.opened());
    await untilState('relinked');
    expect(button()).not.toHaveAttribute('aria-disabled');
    await userEvent.click(button());
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(2));
    await app.opened();
    expect(button()).toHaveAttribute('data-state', 'open');
  });
});

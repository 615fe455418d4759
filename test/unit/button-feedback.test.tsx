// @vitest-environment jsdom
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  RelinkButton,
  RelinkList,
  RelinkNotice,
  RelinkProvider,
  type RelinkProviderProps,
} from 'react-plaid-relink';
import { eventually } from '../support/eventually';
import { settlePromises } from '../support/fake-environment';
import {
  BROKEN,
  button,
  createStubApp,
  httpError,
  untilState,
  type StubApp,
} from '../support/stub-app';
import '../support/warm-chunks';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});
afterEach(() => void vi.useRealTimers());

const fakeTimers = (): unknown =>
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], shouldAdvanceTime: true });
const pass = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms));
const part = (name: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-relink="${name}"]`);
const refuse = (status: number, extra: object = {}): void =>
  void app.gateway.createLinkToken.mockRejectedValue(
    Object.assign(new Error(`HTTP ${status}`), { status, ...extra }),
  );
/** The answers to questions about Items, each to be given by the test. */
function holdAnswers(): (() => void)[] {
  const answers: (() => void)[] = [];
  app.gateway.getItem.mockImplementation(
    (item_id: string) =>
      new Promise((resolve) => {
        answers.push(() => resolve({ item_id, health: 'healthy', remedy: 'none' }));
      }),
  );
  return answers;
}

function Page({ children, ...props }: RelinkProviderProps) {
  return (
    <RelinkProvider gateway={app.gateway} onError={() => {}} {...props}>
      {children}
    </RelinkProvider>
  );
}

describe('what a button shows beside its label', () => {
  it('a busy button has a spinner, and a button that is done has a check', async () => {
    render(
      <Page>
        <RelinkButton itemId="marks" />
      </Page>,
    );
    expect(button()).not.toContainElement(part('spinner'));
    await userEvent.click(button());
    const link = await app.opened();
    expect(button()).toContainElement(part('spinner'));
    expect(button()).toHaveAccessibleName('Reconnect');
    app.succeed(link);
    await untilState('relinked');
    expect(part('spinner')).toBeNull();
    expect(button().querySelector('[data-icon="check"]')).not.toBeNull();
    expect(button()).toHaveAccessibleName('Connected');
  });

  it('a button names all of its labels, so that styles can keep one width', () => {
    render(
      <Page messages={{ checkAgain: 'Look once more' }}>
        <RelinkButton itemId="labels" />
        <RelinkButton itemId="own-label">Fix it</RelinkButton>
      </Page>,
    );
    const ours = screen.getByRole('button', { name: 'Reconnect' });
    expect(ours.dataset.labels?.split('\n')).toEqual([
      'Reconnect',
      'Checking…',
      'Connected',
      'Try again',
      'Look once more',
    ]);
    expect(screen.getByRole('button', { name: 'Fix it' })).not.toHaveAttribute('data-labels');
  });

  it('the name of a button ends with its bank, unless the app names the button itself', () => {
    render(
      <Page>
        <RelinkButton itemId="one" bank="Tartan Bank" />
        <RelinkButton itemId="two" bank="Gingham">
          Fix
        </RelinkButton>
        <RelinkButton itemId="three" bank="Houndstooth" aria-label="Own name" />
        <RelinkButton itemId="four" bank="Platypus">
          <b>Element</b>
        </RelinkButton>
      </Page>,
    );
    const names = screen.getAllByRole('button').map((one) => one.getAttribute('aria-label'));
    expect(names).toEqual(['Reconnect Tartan Bank', 'Fix Gingham', 'Own name', null]);
    expect(screen.getByRole('button', { name: 'Element' })).toBeVisible();
  });

  it('a check that is over at once is not shown, and one that is shown can be read', async () => {
    const answers = holdAnswers();
    const shown: string[] = [];
    render(
      <Page>
        <RelinkButton itemId="quick" />
      </Page>,
    );
    const observer = new MutationObserver(() => shown.push(button().dataset.state ?? ''));
    observer.observe(button(), { attributes: true, attributeFilter: ['data-state'] });
    onTestFinished(() => observer.disconnect());
    await userEvent.click(button());
    const link = await app.opened();
    fakeTimers();
    app.succeed(link);
    expect(button()).toHaveAttribute('data-state', 'open');
    await eventually(() => expect(button()).toHaveAttribute('data-state', 'confirming'));
    answers[0]?.();
    await pass(200);
    expect(button()).toHaveTextContent('Checking…');
    await pass(250);
    expect(button()).toHaveAttribute('data-state', 'relinked');
    expect(shown).toEqual(['opening', 'open', 'confirming', 'relinked']);
  });

  it('a check that is over within 200 ms goes from the open Link to "Connected" without a flash', async () => {
    const shown: (string | undefined)[] = [];
    render(
      <Page>
        <RelinkButton itemId="flash" />
      </Page>,
    );
    await userEvent.click(button());
    const link = await app.opened();
    const observer = new MutationObserver(() => shown.push(button().dataset.state));
    observer.observe(button(), { attributes: true, attributeFilter: ['data-state'] });
    onTestFinished(() => observer.disconnect());
    app.succeed(link);
    await untilState('relinked');
    expect(shown).toEqual(['relinked']);
  });
});

describe('while the user signs in on Plaid’s own page', () => {
  const PAGE = 'https://secure.plaid.com/link/page-1';
  const goToPage = async (element: ReactElement, tab: unknown): Promise<void> => {
    app.set('Tartan Bank', BROKEN);
    const createLinkToken = app.gateway.createLinkToken.getMockImplementation();
    app.gateway.createLinkToken.mockImplementation(async (itemId, call) => {
      const body = await createLinkToken?.(itemId, call);
      return { ...body, hosted_link_url: PAGE } as never;
    });
    vi.stubGlobal('open', () => tab);
    onTestFinished(() => void vi.unstubAllGlobals());
    render(<Page presentation="hosted">{element}</Page>);
    await userEvent.click(await screen.findByRole('button', { name: /^Reconnect/ }));
    await waitFor(() => expect(part('button')).toHaveAttribute('data-state', 'open'));
  };
  function createTab() {
    const tab = { closed: false, close: vi.fn(), location: { replace: vi.fn() }, window: {} };
    tab.window = tab;
    return tab;
  }

  it.each([
    ['button', () => <RelinkButton itemId="Tartan Bank" />],
    ['notice', () => <RelinkNotice itemId="Tartan Bank" />],
    ['list', () => <RelinkList itemIds={['Tartan Bank']} />],
  ])(
    'a %s says that the sign-in continues in the other tab, until the user is back',
    async (_, element) => {
      const tab = createTab();
      await goToPage(element(), tab);
      expect(tab.location.replace).toHaveBeenCalledWith(PAGE);
      expect(part('status')).toHaveTextContent('Sign-in continues in the other tab.');
      act(() => void window.dispatchEvent(new Event('focus')));
      await waitFor(() => expect(part('button')).toHaveAttribute('data-state', 'exited'));
      expect(document.body).not.toHaveTextContent('in the other tab');
    },
  );

  it('a screen reader hears of the other tab where that stays behind this page', async () => {
    await goToPage(<RelinkButton itemId="Tartan Bank" />, createTab());
    await waitFor(() =>
      expect(document.querySelector('[aria-live]')).toHaveTextContent(
        'Sign-in continues in the other tab.',
      ),
    );
  });
});

describe('a wait for Link', () => {
  async function waitLong(): Promise<void> {
    app.gateway.createLinkToken.mockReturnValue(new Promise(() => {}));
    render(
      <Page>
        <RelinkButton itemId="slow" prepareOn="click" bank="Tartan Bank" />
      </Page>,
    );
    fakeTimers();
    button().focus();
    act(() => button().click());
    await eventually(() => expect(app.gateway.createLinkToken).toHaveBeenCalled());
    await pass(3_000);
    expect(part('status')).toBeNull();
    await pass(1_100);
    expect(part('status')).toHaveTextContent('Still opening… Cancel');
  }
  const reconnect = (): HTMLElement =>
    screen.getByRole('button', { name: 'Reconnect Tartan Bank' });

  it('a button says after 4 s that it is still opening, and "Cancel" ends the wait and gives the focus back', async () => {
    await waitLong();
    const cancel = screen.getByRole('button', { name: 'Cancel' });
    act(() => cancel.focus());
    act(() => cancel.click());
    expect(reconnect()).toHaveFocus();
    await eventually(() => expect(reconnect()).toHaveAttribute('data-state', 'exited'));
    await pass(400);
    expect(part('status')).toHaveTextContent('Nothing has changed at Tartan Bank.');
    await pass(3_000);
    expect(part('status')).toBeNull();
  });

  it('the Escape key ends the wait while the focus is on the button, and reaches no dialog around it', async () => {
    await waitLong();
    const onKeyDown = vi.fn();
    document.addEventListener('keydown', onKeyDown);
    onTestFinished(() => document.removeEventListener('keydown', onKeyDown));
    const escape = (target: Element): boolean =>
      target.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
      );
    act(() => reconnect().blur());
    act(() => void escape(document.body));
    expect(onKeyDown).toHaveBeenCalledOnce();
    expect(reconnect()).toHaveAttribute('data-state', 'opening');
    act(() => reconnect().focus());
    act(() => void escape(reconnect()));
    expect(onKeyDown).toHaveBeenCalledOnce();
    await eventually(() => expect(reconnect()).toHaveAttribute('data-state', 'exited'));
  });

  it('a button that mounts long after Link was closed does not say again that nothing has changed', async () => {
    app.set('closed', { health: 'needs_update', remedy: 'relink' });
    const page = (more: boolean) => (
      <Page>
        <RelinkButton itemId="closed" bank="Tartan Bank" />
        {more && <RelinkButton itemId="closed" bank="Tartan Bank" data-testid="later" />}
      </Page>
    );
    const { rerender } = render(page(false));
    await userEvent.click(button());
    const link = await app.opened();
    fakeTimers();
    app.exit(link);
    await pass(400);
    expect(part('status')).toHaveTextContent('Nothing has changed at Tartan Bank.');
    await pass(3_000);
    rerender(page(true));
    expect(screen.getByTestId('later')).toHaveAttribute('data-state', 'exited');
    for (let ms = 0; ms < 4_000; ms += 200) {
      await pass(200);
      expect(part('status')).toBeNull();
    }
  });

  it('a button says for 3 s after Link was closed that nothing has changed', async () => {
    app.set('closed', { health: 'needs_update', remedy: 'relink' });
    render(
      <Page>
        <RelinkButton itemId="closed" bank="Tartan Bank" />
      </Page>,
    );
    await userEvent.click(button());
    const link = await app.opened();
    fakeTimers();
    app.exit(link);
    expect(button()).toHaveTextContent('Reconnect');
    await pass(400);
    expect(part('status')).toHaveTextContent('Nothing has changed at Tartan Bank.');
    await pass(3_000);
    expect(part('status')).toBeNull();
    expect(button()).toHaveAttribute('data-state', 'exited');
  });
});

describe('a failure', () => {
  it('a button of a user who is signed out lets the app sign the user in, and goes on from there', async () => {
    refuse(401);
    const onSignIn = vi.fn(() => {
      app.gateway.createLinkToken.mockResolvedValue({ link_token: 'link-x-in', expires_in: 1800 });
      return Promise.resolve();
    });
    render(
      <Page onSignIn={onSignIn}>
        <RelinkButton itemId="out" prepareOn="click" />
      </Page>,
    );
    await userEvent.click(button());
    await untilState('failed');
    expect(button()).toHaveTextContent('Sign in');
    await userEvent.click(button());
    expect(onSignIn).toHaveBeenCalledExactlyOnceWith('out');
    await app.opened();
  });

  it('a button that only support can help gives the error to the app, and its reference to the user', async () => {
    app.gateway.createLinkToken.mockRejectedValue(
      Object.assign(new Error('HTTP 404'), {
        status: 404,
        body: { error_code: 'ITEM_NOT_FOUND', error_type: 'ITEM_ERROR', request_id: 'req-123' },
      }),
    );
    const onSupport = vi.fn();
    // It brings a clipboard.
    const user = userEvent.setup();
    render(
      <Page>
        <RelinkButton itemId="lost" prepareOn="click" onSupport={onSupport} />
      </Page>,
    );
    await user.click(button());
    await screen.findByText(/Support can help/, { selector: 'p' });
    const opened = app.gateway.createLinkToken.mock.calls.length;
    await user.click(screen.getByRole('button', { name: 'Get help' }));
    expect(onSupport).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'item_not_found', requestId: 'req-123' }),
    );
    expect(app.gateway.createLinkToken).toHaveBeenCalledTimes(opened);
    expect(part('support')).toHaveTextContent('Reference: req-123');
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe('req-123');
  });

  it('a press after a check that failed asks the server and opens nothing', async () => {
    app.gateway.getItem.mockRejectedValue(Object.assign(new Error('HTTP 500'), { status: 500 }));
    render(
      <Page>
        <RelinkButton itemId="unsure" />
      </Page>,
    );
    await userEvent.click(button());
    const link = await app.opened();
    fakeTimers();
    app.succeed(link);
    await pass(60_000);
    vi.useRealTimers();
    await untilState('failed');
    expect(button()).toHaveTextContent('Check again');
    app.gateway.getItem.mockImplementation((item_id: string) =>
      Promise.resolve({ item_id, health: 'healthy', remedy: 'none' }),
    );
    await userEvent.click(button());
    await untilState('relinked');
    expect(app.plaid.handlers).toHaveLength(1);
  });

  it('a button counts down how long the backend asks to wait, and can be pressed after that', async () => {
    refuse(429, { retryAfterMs: 3_000 });
    render(
      <Page>
        <RelinkButton itemId="wait" prepareOn="click" />
      </Page>,
    );
    fakeTimers();
    act(() => button().click());
    await eventually(() => expect(button()).toHaveAttribute('data-state', 'failed'));
    expect(button()).toHaveTextContent('Try again in 3 s');
    expect(button()).toHaveAttribute('aria-disabled', 'true');
    const asked = app.gateway.createLinkToken.mock.calls.length;
    act(() => button().click());
    await pass(2_100);
    expect(button()).toHaveTextContent('Try again in 1 s');
    await pass(1_000);
    expect(button()).toHaveTextContent(/^Try again$/);
    expect(button()).not.toHaveAttribute('aria-disabled');
    expect(app.gateway.createLinkToken).toHaveBeenCalledTimes(asked);
  });

  it('a button that mounts while its Item has to wait counts down to the same moment', async () => {
    refuse(429, { retryAfterMs: 9_000 });
    const tree = (count: number) => (
      <Page>
        {Array.from({ length: count }, (_, index) => (
          <RelinkButton key={index} itemId="late" prepareOn="click" />
        ))}
      </Page>
    );
    const { rerender } = render(tree(1));
    fakeTimers();
    act(() => button().click());
    await eventually(() => expect(button()).toHaveTextContent('Try again in 9 s'));
    await pass(5_100);
    rerender(tree(2));
    for (const one of screen.getAllByRole('button'))
      expect(one).toHaveTextContent('Try again in 4 s');
  });

  it.each([
    { errorPlacement: 'below', label: 'Try again', below: true },
    { errorPlacement: 'inside', label: 'Something went wrong this time.', below: false },
    { errorPlacement: 'none', label: 'Try again', below: false },
  ] as const)(
    'errorPlacement $errorPlacement puts the error there',
    async ({ errorPlacement, label, below }) => {
      refuse(503);
      render(
        <Page>
          <RelinkButton
            itemId={`at-${errorPlacement}`}
            prepareOn="click"
            errorPlacement={errorPlacement}
          />
        </Page>,
      );
      await userEvent.click(button());
      await untilState('failed');
      expect(button()).toHaveTextContent(label);
      expect(part('error') !== null).toBe(below);
    },
  );

  it('an error is below a button with a label of the app’s own, and nowhere where the app’s function shows it', async () => {
    refuse(503);
    render(
      <Page>
        <RelinkButton itemId="static" prepareOn="click" errorPlacement="inside">
          Fix it
        </RelinkButton>
        <RelinkButton itemId="function" prepareOn="click">
          {({ error }) => (error ? `Own: ${error.code}` : 'Own')}
        </RelinkButton>
      </Page>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Fix it' }));
    await waitFor(() => expect(part('error')).toHaveTextContent('Something went wrong this time.'));
    expect(screen.getByRole('button', { name: 'Fix it' })).toHaveAccessibleDescription(
      'Something went wrong this time.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Own' }));
    await screen.findByRole('button', { name: 'Own: backend_error' });
    expect(document.querySelectorAll('[data-relink="error"]')).toHaveLength(1);
  });

  it('G11: the error of a button with asChild stands after its child, and describes it', async () => {
    refuse(503);
    render(
      <Page>
        <p id="hint">Hint.</p>
        <RelinkButton itemId="child" prepareOn="click" asChild>
          <a href="#fix" aria-describedby="hint">
            Fix it
          </a>
        </RelinkButton>
      </Page>,
    );
    const link = screen.getByRole('link', { name: 'Fix it' });
    await userEvent.click(link);
    await waitFor(() => expect(link).toHaveAttribute('data-state', 'failed'));
    expect(link.nextElementSibling).toBe(part('error'));
    expect(link).toHaveAccessibleDescription('Hint. Something went wrong this time.');
  });
});

describe('a sign-in', () => {
  it('a sign-in opens no Link for a button that has unmounted meanwhile', async () => {
    app.gateway.createLinkToken.mockRejectedValueOnce(httpError(401));
    let signIn = (): void => {};
    const tree = (isShown: boolean) => (
      <Page onSignIn={() => new Promise((resolve) => (signIn = resolve))}>
        {isShown && <RelinkButton itemId="gone" prepareOn="click" />}
      </Page>
    );
    const { rerender } = render(tree(true));
    await userEvent.click(button());
    await untilState('failed');
    await userEvent.click(button());
    rerender(tree(false));
    await act(settlePromises);
    await act(async () => {
      signIn();
      await settlePromises();
    });
    expect(app.gateway.createLinkToken).toHaveBeenCalledTimes(1);
    expect(app.plaid.handlers).toHaveLength(0);
  });

  it('a sign-in that mounts the provider again reports no session_closed', async () => {
    app.gateway.createLinkToken.mockRejectedValueOnce(httpError(401));
    const onError = vi.fn();
    let signIn = (): void => {};
    const tree = (user: string) => (
      <Page
        key={user}
        onError={onError}
        onSignIn={() => new Promise((resolve) => (signIn = resolve))}
      >
        <RelinkButton itemId="new-user" prepareOn="click" />
      </Page>
    );
    const { rerender } = render(tree('nobody'));
    await userEvent.click(button());
    await untilState('failed');
    await userEvent.click(button());
    rerender(tree('somebody'));
    await act(settlePromises);
    await act(async () => {
      signIn();
      await settlePromises();
    });
    expect(onError.mock.calls).toEqual([[expect.objectContaining({ code: 'unauthorized' })]]);
  });
});

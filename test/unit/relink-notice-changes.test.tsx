// @vitest-environment jsdom
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RelinkButton, RelinkNotice } from 'react-plaid-relink';
import {
  BROKEN,
  createStubApp,
  DOWN,
  HEALTHY,
  httpError,
  LOST,
  type StubApp,
} from '../support/stub-app';
import '../support/warm-chunks';

const LACKS_ACCOUNTS = { health: 'needs_update', remedy: 'relink_with_accounts' };

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});
// Before the app is taken away, which needs a task.
afterEach(() => void vi.useRealTimers());

const notice = (): Promise<HTMLElement> => screen.findByRole('group');
const untilTopic = (topic: string) =>
  waitFor(() => expect(screen.getByRole('group')).toHaveAttribute('data-topic', topic));

/** The waits between two questions to the server pass at once; returns how to use the page meanwhile. */
function passWaits() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  return userEvent.setup({ advanceTimers: (ms) => void vi.advanceTimersByTime(ms) });
}

describe('the app’s props', () => {
  it('a notice puts the app’s props on itself, and not on its button', async () => {
    const onClick = vi.fn();
    render(
      <app.Page>
        <RelinkNotice
          itemId={app.item(BROKEN)}
          id="mine"
          role="alert"
          className="card"
          data-testid="mine"
          onClick={onClick}
        />
      </app.Page>,
    );
    const button = await screen.findByRole('button', { name: /^Reconnect/ });
    expect(screen.getAllByTestId('mine')).toHaveLength(1);
    expect(button).not.toHaveAttribute('id');
    expect(button).not.toHaveClass('card');
    await userEvent.click(button);
    expect(onClick).toHaveBeenCalledOnce();
    await app.opened();
  });

  it('an aria-label of the app names the notice', async () => {
    render(
      <app.Page>
        <RelinkNotice itemId={app.item(BROKEN)} aria-label="My bank" />
      </app.Page>,
    );
    expect(await notice()).toHaveAccessibleName('My bank');
  });
});

describe('the problem that a notice shows', () => {
  it.each([
    ['needs_update', 'relink'],
    ['expiring', 'expiring'],
    ['revoked', 'new_link'],
    ['unavailable', 'wait'],
  ])('a notice is shown for the health %s without a remedy', async (health, topic) => {
    render(
      <app.Page>
        <RelinkNotice itemId={app.item({ health, remedy: 'none' })} />
      </app.Page>,
    );
    expect(await notice()).toHaveAttribute('data-topic', topic);
  });

  it('a notice shows a consent that has ended as a relink, without its date', async () => {
    const past = { health: 'expiring', remedy: 'relink' };
    const itemId = app.item({ ...past, consent_expiration_time: '2020-01-01T12:00:00Z' });
    render(
      <app.Page>
        <RelinkNotice itemId={itemId} />
      </app.Page>,
    );
    expect(await notice()).toHaveAttribute('data-topic', 'relink');
    expect(await notice()).not.toHaveTextContent('2020');
  });

  it('G11: a notice offers a new Link at once where only that helps after Link', async () => {
    const itemId = app.item(BROKEN);
    render(
      <app.Page>
        <RelinkNotice itemId={itemId} onConnectAgain={() => {}} />
      </app.Page>,
    );
    const button = await screen.findByRole('button', { name: /^Reconnect/ });
    const user = passWaits();
    await user.click(button);
    const handler = await app.opened();
    app.set(itemId, LOST);
    app.succeed(handler);
    await act(() => vi.advanceTimersByTimeAsync(20_000));
    await untilTopic('new_link');
    expect(screen.getByRole('button')).toHaveTextContent('Set up again');
  });

  it.each([
    ['notice', /^Choose accounts/, (itemId: string) => <RelinkNotice itemId={itemId} />],
    ['button', 'Try again', (itemId: string) => <RelinkButton itemId={itemId} />],
  ])(
    'G11: the next click on the %s asks for accounts where none is shared after Link',
    async (_what, name, component) => {
      const itemId = app.item(BROKEN);
      render(<app.Page>{component(itemId)}</app.Page>);
      const button = await screen.findByRole('button', { name: /^Reconnect/ });
      const user = passWaits();
      await user.click(button);
      const handler = await app.opened();
      app.set(itemId, { health: 'needs_update', remedy: 'relink_with_accounts' });
      app.succeed(handler);
      await act(() => vi.advanceTimersByTimeAsync(20_000));
      await user.click(await screen.findByRole('button', { name }));
      await waitFor(() => expect(app.plaid.handlers).toHaveLength(2));
      expect(app.gateway.createLinkToken).toHaveBeenLastCalledWith(
        itemId,
        expect.objectContaining({ accountSelection: true }),
      );
    },
  );
});

describe('an error', () => {
  async function failed(itemId: string): Promise<void> {
    app.gateway.createLinkToken.mockRejectedValue(httpError(401));
    render(
      <app.Page asks={[itemId]}>
        <RelinkNotice itemId={itemId} />
      </app.Page>,
    );
    await userEvent.click(await screen.findByRole('button', { name: /^Reconnect/ }));
    await screen.findByText('You’ve been signed out. Sign in again to continue.');
  }

  it('a notice drops the error of a relink when the Item’s problem changes', async () => {
    const itemId = app.item(BROKEN);
    await failed(itemId);
    app.set(itemId, DOWN);
    await app.ask(itemId);
    await untilTopic('wait');
    expect(await notice()).not.toHaveTextContent('been signed out');
  });

  it('a notice has no old error when its problem comes back after a repair', async () => {
    const itemId = app.item(BROKEN);
    await failed(itemId);
    app.set(itemId, HEALTHY);
    await app.ask(itemId);
    await untilTopic('repaired');
    app.set(itemId, BROKEN);
    await app.ask(itemId);
    await untilTopic('relink');
    expect(await notice()).not.toHaveTextContent('been signed out');
  });

  it('a notice that has gone after a repair comes back without the error of the old problem', async () => {
    const itemId = app.item(BROKEN);
    await failed(itemId);
    app.set(itemId, HEALTHY);
    await app.ask(itemId);
    await untilTopic('repaired');
    await userEvent.click(screen.getByRole('button', { name: /^Done/ }));
    expect(screen.queryByRole('group')).toBeNull();
    app.set(itemId, BROKEN);
    await app.ask(itemId);
    await untilTopic('relink');
    expect(await notice()).not.toHaveTextContent('been signed out');
  });

  it('a notice that changes to an Item with another problem says why that Item’s last try failed', async () => {
    const [first, second] = [app.item(BROKEN), app.item(LACKS_ACCOUNTS)];
    app.gateway.createLinkToken.mockRejectedValue(httpError(401));
    const tree = (itemId: string) => (
      <app.Page asks={[first, second]}>
        <RelinkNotice itemId={itemId} />
        <RelinkButton itemId={second}>Other button</RelinkButton>
      </app.Page>
    );
    const { rerender } = render(tree(first));
    await untilTopic('relink');
    const other = screen.getByRole('button', { name: 'Other button' });
    await userEvent.click(other);
    await waitFor(() => expect(other).toHaveAttribute('data-state', 'failed'));
    rerender(tree(second));
    await untilTopic('accounts');
    expect(await notice()).toHaveTextContent('been signed out');
  });
});

describe('another Item', () => {
  it('a notice that changes to an Item relinked meanwhile does not show it as broken', async () => {
    const [first, second] = [app.item(BROKEN), app.item(BROKEN)];
    const tree = (itemId: string) => (
      <app.Page>
        <RelinkNotice itemId={itemId} />
        <RelinkButton itemId={second}>Second</RelinkButton>
      </app.Page>
    );
    const { rerender } = render(tree(second));
    expect(await notice()).toHaveTextContent(second);
    rerender(tree(first));
    await waitFor(() => expect(screen.getByRole('group')).toHaveTextContent(first));
    const other = screen.getByRole('button', { name: 'Second' });
    await userEvent.click(other);
    await app.repair(second);
    await waitFor(() => expect(other).toHaveAttribute('data-state', 'relinked'));
    rerender(tree(second));
    expect(screen.queryByText(/^Sign in to/)).toBeNull();
  });

  it('a notice that changes its Item does not pass the focus on to an Item that breaks later', async () => {
    const [broken, healthy] = [app.item(BROKEN), app.item(HEALTHY)];
    const tree = (itemId: string) => (
      <app.Page asks={[healthy]}>
        <RelinkNotice itemId={itemId} />
      </app.Page>
    );
    const { rerender } = render(tree(broken));
    const button = await screen.findByRole('button', { name: /^Reconnect/ });
    act(() => button.focus());
    rerender(tree(healthy));
    await waitFor(() => expect(screen.queryByRole('group')).toBeNull());
    app.set(healthy, BROKEN);
    await app.ask(healthy);
    expect(await notice()).toHaveTextContent(healthy);
    expect(document.body).toHaveFocus();
  });
});

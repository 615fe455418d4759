// @vitest-environment jsdom
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import {
  germanMessages,
  RelinkList,
  RelinkNotice,
  RelinkProvider,
  type RelinkError,
  type RelinkListProps,
  type RelinkNoticeProps,
  type RelinkProviderProps,
} from 'react-plaid-relink';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { settlePromises } from '../support/fake-environment';
import { BROKEN, createStubApp, DOWN, HEALTHY, httpError, type StubApp } from '../support/stub-app';

let app: StubApp;
let errors: string[];
beforeEach(() => {
  app = createStubApp();
  errors = [];
});

const onError = (error: RelinkError): void => void errors.push(`${error.itemId} ${error.code}`);
const provide = (children: ReactElement, props: RelinkProviderProps = {}) => (
  <RelinkProvider gateway={app.gateway} onError={onError} {...props}>
    <button type="button">before</button>
    {children}
  </RelinkProvider>
);
const rows = (): HTMLElement[] =>
  screen.queryAllByRole('listitem').filter(({ dataset }) => dataset.relink === 'list-item');
const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));
const topicsOf = () => rows().map(({ dataset }) => dataset.topic);
const spoken = () => document.querySelector('[data-relink="announcer"]')?.textContent;
/** A failure that no retry follows by itself within the test. */
const later = (): Error => Object.assign(new Error(), { status: 401 });

describe('<RelinkNotice> of an Item that could not be checked', () => {
  const renderNotice = (itemId: string, props: Partial<RelinkNoticeProps> = {}) =>
    render(provide(<RelinkNotice itemId={itemId} {...props} />));
  const notice = () => screen.findByRole('group', { name: 'We couldn’t check this bank' });

  it.each<[status: number, text: string, action: string | null]>([
    [401, 'You’ve been signed out. Sign in, and we check again.', 'Try again'],
    [500, 'That is on our side, and there is nothing for you to do. We keep trying.', 'Try again'],
    [429, 'That is on our side, and there is nothing for you to do. We keep trying.', 'Try again'],
    [400, 'That is on our side. If it stays like this, please contact support.', null],
  ])(
    'G11: a notice whose Item is answered with %s says why, and offers a try only where it may help',
    async (status, text, action) => {
      const itemId = app.item(httpError(status));
      renderNotice(itemId);
      const element = await notice();
      expect(element).toHaveAttribute('data-topic', 'unchecked');
      expect(element).toHaveTextContent(text);
      expect(within(element).queryByRole('button')?.textContent ?? null).toBe(action);
      expect(errors).toHaveLength(1);
    },
  );

  it('G11: a notice under a gateway without getItem() says that it could not check, and onError why', async () => {
    render(
      provide(<RelinkNotice itemId="item-a" />, {
        gateway: { createLinkToken: () => new Promise(() => {}) },
      }),
    );
    expect(await notice()).toHaveTextContent('please contact support');
    expect(errors).toEqual(['item-a invalid_options']);
  });

  it('G10: a notice that could not check goes without “connected” where the Item turns out healthy, says so, and passes the focus on', async () => {
    const itemId = app.item(later());
    renderNotice(itemId);
    const tryAgain = await screen.findByRole('button', { name: 'Try again' });
    app.set(itemId, HEALTHY);
    await userEvent.click(tryAgain);
    await waitFor(() => expect(screen.queryByRole('group')).toBeNull());
    await waitFor(() => expect(spoken()).toBe(`${itemId} is connected again.`));
    expect(screen.getByRole('button', { name: 'before' })).toHaveFocus();
  });

  it('a notice that could not check becomes the problem that an answer tells, and keeps the focus', async () => {
    const itemId = app.item(later());
    renderNotice(itemId);
    await notice();
    app.set(itemId, BROKEN);
    await press('Try again');
    const group = await screen.findByRole('group', { name: /^Sign in to/ });
    await waitFor(() => expect(group).toHaveFocus());
  });

  it('G11: a press of “Try again” that fails is read out again, and is told to onError once', async () => {
    const itemId = app.item(later());
    renderNotice(itemId);
    await press('Try again');
    await waitFor(() => expect(spoken()).toMatch(/^You’ve been signed out/));
    const tryAgain = screen.getByRole('button', { name: 'Try again' });
    expect(tryAgain).toHaveFocus();
    expect(app.gateway.getItem.mock.calls.at(-1)?.[1]).toMatchObject({ fresh: true });
    expect(errors).toEqual([`${itemId} unauthorized`]);
  });

  it('an outage after a failed check is a new one: nothing says that it was just checked', async () => {
    const itemId = app.item(later());
    renderNotice(itemId);
    await notice();
    app.set(itemId, DOWN);
    await press('Try again');
    const group = await screen.findByRole('group', { name: /isn’t responding/ });
    await act(settlePromises);
    expect(group).not.toHaveTextContent('still no answer');
  });

  it('G11: “Sign in” calls onSignIn, and every Item is asked about again once its promise resolves', async () => {
    const [a, b] = [app.item(later()), app.item(later())];
    let signedIn = (): void => {};
    const onSignIn = vi.fn(() => new Promise<void>((resolve) => (signedIn = resolve)));
    render(
      provide(
        <>
          <RelinkNotice itemId={a} onSignIn={onSignIn} />
          <RelinkNotice itemId={b} onSignIn={onSignIn} />
        </>,
      ),
    );
    await waitFor(() => expect(screen.getAllByRole('button', { name: 'Sign in' })).toHaveLength(2));
    const [signIn] = screen.getAllByRole('button', { name: 'Sign in' });
    if (signIn) await userEvent.click(signIn);
    expect(onSignIn).toHaveBeenCalledExactlyOnceWith(a);
    expect(app.gateway.getItem).toHaveBeenCalledTimes(2);
    app.set(a, BROKEN);
    app.set(b, HEALTHY);
    act(() => signedIn());
    await waitFor(() => expect(screen.getAllByRole('group')).toHaveLength(1));
    expect(screen.getByRole('group')).toHaveAttribute('data-topic', 'relink');
  });

  it('an onSignIn that returns no promise asks for nothing', async () => {
    const itemId = app.item(later());
    const onSignIn = vi.fn();
    renderNotice(itemId, { onSignIn });
    await press('Sign in');
    await act(settlePromises);
    expect(app.gateway.getItem).toHaveBeenCalledTimes(1);
  });

  it('what is known of an Item stays when a later check fails', async () => {
    const itemId = app.item(BROKEN);
    render(
      provide(
        <>
          <RelinkNotice itemId={itemId} />
          <app.Ask itemId={itemId} />
        </>,
      ),
    );
    await screen.findByRole('group', { name: /^Sign in to/ });
    app.set(itemId, later());
    await app.ask(itemId);
    expect(screen.getByRole('group', { name: /^Sign in to/ })).toBeVisible();
    expect(errors).toEqual([`${itemId} unauthorized`]);
  });

  it('the render function of a notice that could not check gets no health, and the error', async () => {
    const itemId = app.item(later());
    renderNotice(itemId, {
      children: ({ topic, health, error, words, action }) => (
        <p>
          {topic} {health === null ? 'no health' : 'health'} {error?.code} {words.title} {action}
        </p>
      ),
    });
    await screen.findByText(/unchecked no health unauthorized We couldn’t check/);
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('the German texts of a notice that could not check name the cause', async () => {
    const itemId = app.item(later());
    render(
      provide(<RelinkNotice itemId={itemId} onSignIn={() => {}} />, { messages: germanMessages }),
    );
    const group = await screen.findByRole('group', {
      name: 'Diese Bank ließ sich nicht prüfen',
    });
    expect(group).toHaveTextContent('Sie wurden abgemeldet.');
    expect(within(group).getByRole('button', { name: 'Anmelden' })).toBeVisible();
  });
});

describe('<RelinkList> with Items that could not be checked', () => {
  const renderList = (itemIds: string[], props: Partial<RelinkListProps> = {}) =>
    render(provide(<RelinkList itemIds={itemIds} {...props} />));
  const title = () => document.querySelector('[data-relink="list-title"]')?.textContent;

  it('G11: a list none of whose Items could be checked has one row for all, whose button asks for all of them', async () => {
    const ids = [app.item(later()), app.item(later()), app.item(later())];
    renderList(ids);
    await screen.findByText('We couldn’t check 3 banks');
    expect(rows().filter((row) => row.textContent)).toHaveLength(1);
    expect(title()).toBe('Your banks');
    expect(errors).toEqual(ids.map((itemId) => `${itemId} unauthorized`));
    app.gateway.getItem.mockClear();
    for (const itemId of ids) app.set(itemId, HEALTHY);
    await press('Try again');
    await waitFor(() => expect(screen.queryByRole('group')).toBeNull());
    expect(app.gateway.getItem.mock.calls.map(([itemId]) => itemId).sort()).toEqual(
      [...ids].sort(),
    );
  });

  it('G11: each cause of a failed check has a row of its own, below what the user can repair and above outages', async () => {
    const ids = [
      app.item(DOWN),
      app.item(later()),
      app.item(httpError(400)),
      app.item(BROKEN),
      app.item(later()),
    ];
    renderList(ids);
    await waitFor(() => expect(topicsOf()).toEqual(['relink', 'unchecked', 'unchecked', 'wait']));
    expect(rows()[1]).toHaveTextContent('We couldn’t check 2 banks');
    expect(rows()[2]).toHaveTextContent('We couldn’t check this bank');
    expect(title()).toBe('Sign in to 1 bank');
    expect(document.querySelector('progress')).toBeNull();
  });

  it('an app that renders the rows gets one for each Item that could not be checked', async () => {
    const ids = [app.item(later()), app.item(later())];
    renderList(ids, { children: ({ itemId, words }) => `${itemId}: ${words.title}` });
    await waitFor(() =>
      expect(rows().map((row) => row.textContent)).toEqual(
        ids.map((itemId) => `${itemId}: We couldn’t check this bank`),
      ),
    );
  });

  it('onDone waits for an Item that could not be checked and may be later, and no title says that all work', async () => {
    const [broken, late] = [app.item(BROKEN), app.item(later())];
    const onDone = vi.fn();
    renderList([broken, late], { onDone });
    await waitFor(() => expect(topicsOf()).toEqual(['relink', 'unchecked']));
    await press(/^Reconnect/);
    await app.repair(broken);
    await waitFor(() => expect(topicsOf()).toEqual(['repaired', 'unchecked']));
    expect(title()).toBe('Your banks');
    await act(settlePromises);
    expect(onDone).not.toHaveBeenCalled();
    app.set(late, HEALTHY);
    await press('Try again');
    await waitFor(() =>
      expect(onDone).toHaveBeenCalledExactlyOnceWith({
        repaired: [broken],
        left: [],
        unchecked: [],
        duplicates: [],
      }),
    );
    expect(title()).toBe('All set. Every bank is connected.');
  });

  it('onDone does not wait for an Item that cannot be checked at all, and names it', async () => {
    const [broken, lost] = [app.item(BROKEN), app.item(httpError(400))];
    const onDone = vi.fn();
    renderList([broken, lost], { onDone });
    await waitFor(() => expect(topicsOf()).toEqual(['relink', 'unchecked']));
    await press(/^Reconnect/);
    await app.repair(broken);
    await waitFor(() =>
      expect(onDone).toHaveBeenCalledExactlyOnceWith({
        repaired: [broken],
        left: [],
        unchecked: [lost],
        duplicates: [],
      }),
    );
    expect(title()).toBe('Your banks');
  });

  it('onDone is not called for a list none of whose Items could be checked', async () => {
    const onDone = vi.fn();
    renderList([app.item(httpError(400)), app.item(HEALTHY)], { onDone });
    await waitFor(() => expect(topicsOf()).toEqual(['unchecked']));
    await act(settlePromises);
    expect(onDone).not.toHaveBeenCalled();
  });

  it('an Item that could not be checked and then is broken is the user’s next step', async () => {
    const itemId = app.item(later());
    renderList([itemId]);
    await waitFor(() => expect(topicsOf()).toEqual(['unchecked']));
    expect(rows()[0]).not.toHaveAttribute('data-current');
    app.set(itemId, BROKEN);
    await press('Try again');
    await waitFor(() => expect(topicsOf()).toEqual(['relink']));
    await waitFor(() => expect(rows()[0]).toHaveAttribute('data-current'));
  });

  it('G11: “Sign in” of a list is for all Items that could not be checked for want of it', async () => {
    const ids = [app.item(later()), app.item(later())];
    const onSignIn = vi.fn(() => {
      for (const itemId of ids) app.set(itemId, HEALTHY);
      return Promise.resolve();
    });
    renderList(ids, { onSignIn });
    await press('Sign in');
    await waitFor(() => expect(screen.queryByRole('group')).toBeNull());
    expect(onSignIn).toHaveBeenCalledTimes(1);
  });
});

it('G11: two notices, a list and an onError hear of one failed Item: all show it, and it is told once', async () => {
  const itemId = app.item(later());
  render(
    provide(
      <>
        <RelinkNotice itemId={itemId} />
        <RelinkNotice itemId={itemId} />
        <RelinkList itemIds={[itemId]} />
      </>,
    ),
  );
  await waitFor(() => expect(screen.getAllByText(/We couldn’t check/)).toHaveLength(3));
  expect(errors).toEqual([`${itemId} unauthorized`]);
});

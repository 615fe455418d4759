// @vitest-environment jsdom
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef, StrictMode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  germanMessages,
  RelinkList,
  type RelinkListProps,
  type RelinkMessages,
} from 'react-plaid-relink';
import type { FakeItemInit } from 'react-plaid-relink/testing';
import { settlePromises } from '../support/fake-environment';
import { createFakeApp, type FakeApp } from '../support/fake-app';

let app: FakeApp;
beforeEach(() => {
  app = createFakeApp();
});

const BROKEN = 'ITEM_LOGIN_REQUIRED';

const item = (institutionName: string, options: FakeItemInit = { errorCode: BROKEN }): string =>
  app.addItem({ institutionName, ...options });

const soon = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

function tree(itemIds: string[], props: Partial<RelinkListProps> = {}, messages?: RelinkMessages) {
  return (
    <StrictMode>
      {app.provide(<RelinkList itemIds={itemIds} {...props} />, { messages })}
    </StrictMode>
  );
}

const rows = (): HTMLElement[] =>
  screen.queryAllByRole('listitem').filter(({ dataset }) => dataset.relink === 'list-item');
/** The segments of the bar. */
const steps = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>('[data-relink="list-step"]')].map(({ dataset }) =>
    'done' in dataset ? 'done' : 'current' in dataset ? 'current' : undefined,
  );
const titles = (): (string | undefined)[] =>
  rows().map((row) => row.querySelector('[data-relink="notice-title"]')?.textContent);
/** Until so many Items are shown, in this order. */
const showing = (...banks: string[]): Promise<void> =>
  waitFor(() => {
    expect(rows()).toHaveLength(banks.length);
    for (const [place, bank] of banks.entries()) expect(titles()[place]).toContain(bank);
  });
const rowOf = (bank: string): HTMLElement => {
  const found = rows().find((row) => row.textContent.includes(bank));
  if (!found) throw new Error(`No row of ${bank}.`);
  return found;
};
const press = (bank: string, name: string): Promise<void> =>
  userEvent.click(within(rowOf(bank)).getByRole('button', { name: `${name} ${bank}` }));
const current = (): (string | undefined)[] =>
  rows()
    .filter((row) => row.getAttribute('aria-current') === 'step')
    .map((row) => row.querySelector('[data-relink="notice-title"]')?.textContent);

/** The user presses the row's button and goes through Link. */
async function relink(bank: string): Promise<void> {
  const { opens } = app.link.counts;
  await press(bank, 'Reconnect');
  await waitFor(() => expect(app.link.counts.opens).toBe(opens + 1));
  await act(() => app.link.succeed());
  await waitFor(() => expect(rowOf(bank)).toHaveAttribute('data-topic', 'repaired'));
}

describe('<RelinkList>', () => {
  it('a list of healthy Items is hidden', async () => {
    render(tree([item('Fine Bank', {}), item('Good Bank', {})]));
    await waitFor(() => expect(app.plaid.requests.length).toBeGreaterThan(1));
    await act(settlePromises);
    expect(screen.queryByRole('group')).toBeNull();
    expect(document.querySelector('[data-relink="list"]')).not.toBeVisible();
  });

  it('a list shows the Items with a problem, worst first, with the texts of the notice', async () => {
    render(
      tree([
        item('Down Bank', { errorCode: 'INSTITUTION_DOWN' }),
        item('Fine Bank', {}),
        item('Late Bank', { consentExpirationTime: soon(5) }),
        item('Soon Bank', { consentExpirationTime: soon(2) }),
        item('Locked Bank', { errorCode: 'ITEM_LOCKED' }),
        item('Broken Bank'),
      ]),
    );
    await showing('Broken', 'Locked', 'Soon', 'Late', 'Down');
    expect(current()).toEqual(['Broken Bank']);
    expect(screen.getByRole('group')).toHaveAccessibleName('Update 4 banks');
    expect(screen.getByText('Step 1 of 4')).toBeVisible();
  });

  it('a list leads from Item to Item with progress and focus, and says when all work again', async () => {
    const onDone = vi.fn();
    const onRelinked = vi.fn<NonNullable<RelinkListProps['onRelinked']>>();
    const [a, b] = [item('Bank A'), item('Bank B')];
    render(tree([a, b], { onDone, onRelinked }));
    await showing('Bank A', 'Bank B');

    await relink('Bank A');
    expect(screen.getByText('Step 2 of 2')).toHaveAttribute('aria-live', 'polite');
    expect(steps()).toEqual(['done', 'current']);
    // What is left, beside how many of all are done.
    expect(screen.getByRole('group')).toHaveAccessibleName('Sign in to 1 more bank');
    expect(current()).toEqual(['Bank B']);
    const next = within(rowOf('Bank B')).getByRole('button', { name: 'Reconnect Bank B' });
    expect(next).toHaveFocus();
    expect(next).toHaveAccessibleDescription('Signed out');
    expect(onDone).not.toHaveBeenCalled();
    // It is the user who opens the next one.
    expect(app.link.counts.opens).toBe(1);

    await relink('Bank B');
    const list = screen.getByRole('group', { name: 'All set. Every bank is connected.' });
    expect(list).toHaveFocus();
    expect(list).toHaveAttribute('data-done');
    expect(titles()).toEqual(['Bank A', 'Bank B']);
    for (const row of rows()) expect(row).toHaveTextContent('Connected · catching up');
    expect(onDone).toHaveBeenCalledExactlyOnceWith({
      repaired: [a, b],
      left: [],
      unchecked: [],
      duplicates: [],
    });
    expect(onRelinked.mock.calls.map(([{ itemId }]) => itemId)).toEqual([a, b]);
  });

  it('a list lets the user skip an Item, which can still be relinked', async () => {
    const onSkip = vi.fn();
    const onDone = vi.fn();
    const [a, b] = [item('Bank A'), item('Bank B')];
    render(tree([a, b], { onSkip, onDone }));
    await showing('Bank A', 'Bank B');

    await press('Bank A', 'Later');
    expect(steps()).toEqual([undefined, 'current']);
    expect(screen.getByText('Step 2 of 2')).toBeVisible();
    expect(onSkip).toHaveBeenCalledExactlyOnceWith(a);
    expect(rowOf('Bank A')).toHaveAttribute('data-skipped');
    expect(within(rowOf('Bank B')).getByRole('button', { name: 'Reconnect Bank B' })).toHaveFocus();
    await press('Bank B', 'Later');
    expect(onDone).toHaveBeenCalledExactlyOnceWith({
      repaired: [],
      left: [a, b],
      unchecked: [],
      duplicates: [],
    });
    expect(screen.getByRole('group')).toHaveAccessibleName('0 of 2 connected, 2 for later');

    await relink('Bank A');
    expect(rowOf('Bank A')).not.toHaveAttribute('data-skipped');
    expect(screen.getByText('1 of 2 connected, 1 for later')).toBeVisible();
    expect(onDone).toHaveBeenCalledOnce();
  });

  it('a list keeps its order once the user has pointed at it, so that no button moves away', async () => {
    const ids = [item('Soon Bank', { consentExpirationTime: soon(3) }), item('Fine Bank', {})];
    const { rerender } = render(tree(ids));
    await showing('Soon');
    await userEvent.hover(rowOf('Soon'));
    rerender(tree([...ids, item('Broken Bank')]));
    await showing('Soon', 'Broken');
    expect(current()).toEqual([expect.stringContaining('Soon Bank')]);
  });

  it('a list stays with an Item after an exit', async () => {
    render(tree([item('Bank A'), item('Bank B')]));
    await showing('Bank A', 'Bank B');
    await press('Bank A', 'Reconnect');
    await waitFor(() => expect(app.link.counts.opens).toBe(1));
    await act(() => app.link.exit());
    await waitFor(() => expect(rowOf('Bank A')).toHaveAttribute('data-state', 'exited'));
    expect(current()).toEqual(['Bank A']);
    expect(within(rowOf('Bank A')).getByRole('button', { name: 'Reconnect Bank A' })).toHaveFocus();
  });

  it('a list passes over an Item that needs a new Link, where the app has no onConnectAgain', async () => {
    const gone = item('Gone Bank', { errorCode: 'ITEM_NOT_FOUND' });
    const broken = item('Bank A');
    const onConnectAgain = vi.fn();
    const { rerender } = render(tree([gone, broken]));
    await showing('Bank A', 'Gone Bank');
    expect(within(rowOf('Gone Bank')).queryByRole('button')).toBeNull();
    expect(screen.getByRole('group')).toHaveAccessibleName('Sign in to 1 bank');

    rerender(tree([gone, broken], { onConnectAgain }));
    await screen.findByText('Step 1 of 2');
    await press('Gone Bank', 'Set up again');
    expect(onConnectAgain).toHaveBeenCalledExactlyOnceWith(gone);
  });

  it('a list calls onNewLink, the former name of onConnectAgain, only where the new name is not given', async () => {
    const gone = item('Gone Bank', { errorCode: 'ITEM_NOT_FOUND' });
    const onNewLink = vi.fn();
    const onConnectAgain = vi.fn();
    const { rerender } = render(tree([gone], { onNewLink }));
    await showing('Gone Bank');
    await press('Gone Bank', 'Set up again');
    expect(onNewLink).toHaveBeenCalledExactlyOnceWith(gone);
    rerender(tree([gone], { onNewLink, onConnectAgain }));
    await press('Gone Bank', 'Set up again');
    expect(onConnectAgain).toHaveBeenCalledExactlyOnceWith(gone);
    expect(onNewLink).toHaveBeenCalledOnce();
  });

  it('a list does not count a bank that is down as a task of the user', async () => {
    const onDone = vi.fn();
    render(tree([item('Down Bank', { errorCode: 'INSTITUTION_DOWN' })], { onDone }));
    await showing('Down');
    expect(screen.getByRole('group')).toHaveAccessibleName('Some banks aren’t responding');
    expect(current()).toEqual([]);
    expect(onDone).not.toHaveBeenCalled();
  });

  it('a list passes the app’s props and ref to its element, and gives a render function all parts of a row', async () => {
    const ref = createRef<HTMLDivElement>();
    render(
      app.provide(
        <RelinkList itemIds={[item('Bank A')]} id="mine" className="card" ref={ref}>
          {({ words, view, action, skip, isCurrent }) => (
            <>
              <h2>{`${words.title} ${view.status} ${isCurrent}`}</h2>
              {action}
              {skip}
            </>
          )}
        </RelinkList>,
      ),
    );
    await screen.findByRole('heading', { name: 'Sign in to Bank A again idle true' });
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Reconnect',
      'Later',
    ]);
    expect(ref.current).toHaveAttribute('id', 'mine');
    expect(ref.current).toHaveClass('card');
  });

  it('a list speaks German', async () => {
    render(tree([item('Bank A'), item('Bank B')], {}, germanMessages));
    await showing('Bank A', 'Bank B');
    expect(screen.getByRole('group')).toHaveAccessibleName('2 Banken neu anmelden');
    expect(screen.getByText('Schritt 1 von 2')).toBeVisible();
    expect(screen.getAllByRole('button', { name: 'Später Bank A' })).toHaveLength(1);
  });
});

describe('itemIds', () => {
  it.each([undefined, 'item-1', [{ itemId: 'item-1' }]])(
    'a list whose itemIds are %j throws with what they must be, and asks for nothing',
    (itemIds) => {
      const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => {});
      expect(() => render(tree(itemIds as never))).toThrow(
        '<RelinkList>: itemIds must be a list of ids, such as items.map(({ id }) => id).',
      );
      console.mockRestore();
      expect(app.plaid.requests).toEqual([]);
    },
  );
});

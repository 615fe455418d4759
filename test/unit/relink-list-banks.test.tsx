// @vitest-environment jsdom
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode } from 'react';
import { RelinkList, RelinkNotice, type RelinkListProps } from 'react-plaid-relink';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeApp, type FakeApp } from '../support/fake-app';

let app: FakeApp;
beforeEach(() => {
  app = createFakeApp();
});

const item = (institutionName: string, init: object = {}): string =>
  app.addItem({ institutionName, ...init });

function show(itemIds: string[], props: Partial<RelinkListProps> = {}): void {
  render(
    <StrictMode>
      {app.provide(<RelinkList itemIds={itemIds} {...props} />, { onError: () => {} })}
    </StrictMode>,
  );
}

const rows = (): string[] =>
  screen
    .queryAllByRole('listitem')
    .filter(({ dataset }) => dataset.relink === 'list-item')
    .map((row) => `${row.getAttribute('data-topic')}: ${titleOf(row)}`);
const titleOf = (row: HTMLElement): string | undefined =>
  row.querySelector('[data-relink="notice-title"]')?.textContent;
const untilRows = (...expected: string[]): Promise<void> =>
  waitFor(() => expect(rows()).toEqual(expected));
const rowOf = (bank: string): HTMLElement => {
  const row = screen.getAllByRole('listitem').find((one) => titleOf(one)?.includes(bank));
  if (!row) throw new Error(`No row of ${bank}.`);
  return row;
};
async function relink(bank: string, action = 'Reconnect'): Promise<void> {
  await userEvent.click(
    within(rowOf(bank)).getByRole('button', { name: new RegExp(`^${action}`) }),
  );
  await app.link.whenOpen();
  await act(() => app.link.succeed());
}

describe('a bank that moves its users', () => {
  it('a list leads through a bank’s move from the announcement to the last Item, soonest end first', async () => {
    const onDone = vi.fn();
    const [a, b, c] = [item('Bank of Elms'), item('Bank of Firs'), item('Bank of Oaks')];
    await app.plaid.announceDisconnect(a, { reason: 'INSTITUTION_MIGRATION', inDays: 6 });
    await app.plaid.announceDisconnect(b, { reason: 'INSTITUTION_MIGRATION', inDays: 3 });
    show([a, b, c], { onDone });
    await untilRows('migrating: Bank of Firs', 'migrating: Bank of Elms');
    expect(rowOf('Firs')).toHaveTextContent(
      /the current one ends in 3 days, on \w+day\. Reconnect now and nothing/,
    );
    expect(screen.getByText('Step 1 of 2')).toBeVisible();
    await relink('Firs');
    await untilRows('repaired: Bank of Firs', 'migrating: Bank of Elms');
    expect(screen.getByText('Step 2 of 2')).toBeVisible();
    expect(onDone).not.toHaveBeenCalled();
    await relink('Elms');
    await screen.findByText('All set. Every bank is connected.');
    expect(onDone).toHaveBeenCalledExactlyOnceWith({
      repaired: [b, a],
      left: [],
      unchecked: [],
      duplicates: [],
    });
  });

  it('a user who closes Link before the move has left, and the row stays', async () => {
    const onRelinked = vi.fn();
    const a = item('Bank of Elms');
    await app.plaid.announceDisconnect(a, { reason: 'INSTITUTION_MIGRATION' });
    show([a], { onRelinked });
    await untilRows('migrating: Bank of Elms');
    await userEvent.click(screen.getByRole('button', { name: /^Reconnect/ }));
    await app.link.whenOpen();
    await act(() => app.link.exit());
    await waitFor(() => expect(rowOf('Elms')).toHaveAttribute('data-state', 'exited'));
    expect(rows()).toEqual(['migrating: Bank of Elms']);
    expect(onRelinked).not.toHaveBeenCalled();
  });

  it.each([
    ['renew', { kind: 'disconnect', reason: 'INSTITUTION_MIGRATION' }, 'Reconnect'],
    ['renew', { kind: 'disconnect' }, 'Renew'],
    ['consent', { kind: 'consent' }, 'Allow access'],
    ['consent', { kind: 'product_permissions' }, 'Allow access'],
    ['repair', { kind: 'app' }, 'Reconnect'],
    ['accounts', { kind: 'new_accounts' }, 'Add accounts'],
  ])(
    'a notice asks for the purpose %s where its Item is flagged %o',
    async (purpose, flag, action) => {
      const { gateway } = app.backend;
      const since = new Date().toISOString();
      const createLinkToken = vi.fn(gateway.createLinkToken);
      // A gateway of functions that merges flags of the app's own.
      const getItem = () => Promise.resolve({ item: { error: null }, flags: [{ ...flag, since }] });
      render(
        app.provide(<RelinkNotice itemId={app.itemId} newAccounts />, {
          gateway: { createLinkToken, getItem },
        }),
      );
      await userEvent.click(await screen.findByRole('button', { name: new RegExp(`^${action}`) }));
      await app.link.whenOpen();
      expect(createLinkToken.mock.calls[0]?.[1]).toMatchObject({ purpose });
      await act(() => app.link.exit());
    },
  );
});

describe('new accounts', () => {
  const flagged = async (bank: string): Promise<string> => {
    const itemId = item(bank);
    await app.plaid.announceNewAccounts(itemId);
    return itemId;
  };

  it('new accounts are shown only where the app wants them', async () => {
    const a = await flagged('Bank of Elms');
    show([a, item('Bank of Firs', { errorCode: 'ITEM_LOGIN_REQUIRED' })]);
    await untilRows('relink: Bank of Firs');
  });

  it('new accounts stand below the problems of a list and are never counted', async () => {
    const onDone = vi.fn();
    const a = await flagged('Bank of Elms');
    show([a, item('Bank of Firs', { errorCode: 'ITEM_LOGIN_REQUIRED' })], {
      newAccounts: true,
      onDone,
    });
    await untilRows('relink: Bank of Firs', 'new_accounts: Bank of Elms');
    expect(screen.getByText('Sign in to 1 bank')).toBeVisible();
    expect(rowOf('Elms')).not.toHaveAttribute('data-current');
    await relink('Firs');
    await screen.findByText('All set. Every bank is connected.');
    await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
    expect(onDone.mock.calls[0]?.[0]).toMatchObject({ left: [] });
  });

  it('a list of new accounts alone has a title of its own, and goes when each is dismissed', async () => {
    const onDismiss = vi.fn();
    const a = await flagged('Bank of Elms');
    show([a], { newAccounts: true, onDismiss });
    await screen.findByText('You can add more accounts');
    await userEvent.click(screen.getByRole('button', { name: 'Not now Bank of Elms' }));
    expect(onDismiss).toHaveBeenCalledExactlyOnceWith(a);
    await waitFor(() => expect(screen.queryByRole('group')).toBeNull());
  });

  it('a notice of new accounts opens Link with account selection, and says when they are there', async () => {
    const a = await flagged('Bank of Elms');
    const createLinkToken = vi.spyOn(app.backend.gateway, 'createLinkToken');
    render(app.provide(<RelinkNotice itemId={a} newAccounts />));
    await userEvent.click(await screen.findByRole('button', { name: 'Add accounts Bank of Elms' }));
    await app.link.whenOpen();
    expect(createLinkToken.mock.calls[0]?.[1]).toMatchObject({ accountSelection: true });
    await act(() => app.link.succeed());
    await waitFor(() =>
      expect(screen.getByRole('group')).toHaveAttribute('data-topic', 'repaired'),
    );
  });

  it('a notice of new accounts goes when the user dismisses it', async () => {
    const a = await flagged('Bank of Elms');
    const { container } = render(app.provide(<RelinkNotice itemId={a} newAccounts />));
    await userEvent.click(await screen.findByRole('button', { name: 'Not now Bank of Elms' }));
    expect(container).toBeEmptyDOMElement();
  });
});

describe('two Items with one login', () => {
  it('two Chase Items: the list does not lead in a circle, and after one relink the row asks which one to remove', async () => {
    const onDuplicate = vi.fn();
    const onDone = vi.fn();
    const a = item('Chase', { errorCode: 'ITEM_LOGIN_REQUIRED' });
    const b = item('Chase', { sharesLoginWith: a });
    show([a, b], { onDuplicate, onDone });
    await untilRows('relink: Chase');
    await relink('Chase');
    await untilRows('duplicate: Chase');
    expect(screen.queryByRole('button', { name: /^Reconnect/ })).toBeNull();
    expect(onDone).not.toHaveBeenCalled();
    await userEvent.click(await screen.findByRole('button', { name: 'Remove one Chase' }));
    expect(onDuplicate).toHaveBeenCalledExactlyOnceWith(b, a);
    await userEvent.click(screen.getByRole('button', { name: 'Later Chase' }));
    await screen.findByText('All set. Every bank is connected.');
    expect(onDone).toHaveBeenCalledExactlyOnceWith({
      repaired: [a],
      left: [],
      unchecked: [],
      duplicates: [b],
    });
  });

  it('two Chase Items without onDuplicate: the list is done after one relink, once, and names the Item to remove', async () => {
    const onDone = vi.fn();
    const a = item('Chase', { errorCode: 'ITEM_LOGIN_REQUIRED' });
    const b = item('Chase', { sharesLoginWith: a });
    show([a, b], { onDone });
    await untilRows('relink: Chase');
    await relink('Chase');
    await screen.findByText('All set. Every bank is connected.');
    expect(rows()).toEqual(['repaired: Chase']);
    expect(screen.queryByRole('button', { name: /^Reconnect/ })).toBeNull();
    expect(onDone).toHaveBeenCalledExactlyOnceWith({
      repaired: [a],
      left: [],
      unchecked: [],
      duplicates: [b],
    });
  });

  it('an Item that was seen to be a duplicate needs a login again once its partner is removed', async () => {
    const a = item('Chase', { errorCode: 'ITEM_LOGIN_REQUIRED' });
    const b = item('Chase', { sharesLoginWith: a });
    const list = (itemIds: string[]) => app.provide(<RelinkList itemIds={itemIds} />);
    const { rerender } = render(list([a, b]));
    await untilRows('relink: Chase');
    await relink('Chase');
    await screen.findByText('All set. Every bank is connected.');
    rerender(list([b]));
    await untilRows('relink: Chase');
    await relink('Chase');
    await untilRows('repaired: Chase');
  });

  describe('that the backend knows', () => {
    /** Two Items at Chase, and the second is to go. */
    function twice(
      kept: object = { errorCode: 'ITEM_LOGIN_REQUIRED' },
      extra: object = { errorCode: 'ITEM_LOGIN_REQUIRED' },
    ): [string, string] {
      const a = item('Chase', kept);
      const b = item('Chase', { ...extra, sharesLoginWith: a });
      flag(b, a);
      return [a, b];
    }
    const flag = (itemId: string, duplicateOf: string): void => {
      const { accessToken } = app.plaid.itemState(itemId);
      app.backend.addItem({ itemId, accessToken, duplicateOf });
    };

    it('a pair is one row that is counted once, says that the other goes, and asks for one login', async () => {
      const onDone = vi.fn();
      const [a, b] = twice();
      const c = item('Bank of Firs', { errorCode: 'ITEM_LOGIN_REQUIRED' });
      show([b, a, c], { onDone });
      await untilRows('relink: Chase', 'relink: Bank of Firs');
      expect(screen.getByText('Sign in to 2 banks')).toBeVisible();
      expect(screen.getByText('Step 1 of 2')).toBeVisible();
      expect(rowOf('Chase')).toHaveTextContent('Signed out · the duplicate will be removed');
      expect(rowOf('Chase')).toHaveTextContent('connected twice with the same sign-in');
      await relink('Chase');
      await untilRows('repaired: Chase', 'relink: Bank of Firs');
      expect(rowOf('Chase')).toHaveTextContent('Connected · the duplicate will be removed');
      expect(screen.getByText('Step 2 of 2')).toBeVisible();
      await relink('Firs');
      await screen.findByText('All set. Every bank is connected.');
      expect(onDone).toHaveBeenCalledExactlyOnceWith({
        repaired: [a, c],
        left: [],
        unchecked: [],
        duplicates: [b],
      });
      expect(app.plaid.itemState(b).relinkCount).toBe(0);
    });

    it('a pair whose Item to keep works is no row, since nothing is left for the user', async () => {
      const [a, b] = twice({});
      show([a, b, item('Bank of Firs', { errorCode: 'ITEM_LOGIN_REQUIRED' })]);
      await untilRows('relink: Bank of Firs');
      expect(screen.getByText('Sign in to 1 bank')).toBeVisible();
    });

    it('a pair of which the wrong Item is broken is one row where the app has onDuplicate', async () => {
      const onDuplicate = vi.fn();
      const [a, b] = twice({});
      show([a, b], { onDuplicate });
      await untilRows('duplicate: Chase');
      await userEvent.click(screen.getByRole('button', { name: 'Remove one Chase' }));
      expect(onDuplicate).toHaveBeenCalledExactlyOnceWith(b, a);
    });

    it('a pair ends as one bank once the app has removed the duplicate', async () => {
      const onDone = vi.fn();
      const [a, b] = twice();
      const list = (itemIds: string[]) =>
        app.provide(<RelinkList itemIds={itemIds} onDuplicate={() => {}} onDone={onDone} />);
      const { rerender } = render(list([a, b]));
      await untilRows('relink: Chase');
      await relink('Chase');
      await untilRows('duplicate: Chase');
      expect(onDone).not.toHaveBeenCalled();
      rerender(list([a]));
      await untilRows('repaired: Chase');
      expect(screen.getByText('All set. Every bank is connected.')).toBeVisible();
      expect(onDone).toHaveBeenCalledExactlyOnceWith({
        repaired: [a],
        left: [],
        unchecked: [],
        duplicates: [],
      });
    });

    it('two Items that a backend calls duplicates of each other still have one row with a login', async () => {
      const [a, b] = twice();
      flag(a, b);
      show([a, b]);
      await untilRows('relink: Chase');
      await relink('Chase');
      await untilRows('repaired: Chase');
      expect(app.plaid.itemState(a).relinkCount).toBe(1);
    });

    it('a list that renders its rows itself hears for which Items a row stands', async () => {
      const [a, b] = twice();
      show([a, b], { children: ({ itemId, sameLogin }) => `${itemId} for ${sameLogin.join()}` });
      expect(await screen.findByText(`${a} for ${b}`)).toBeVisible();
    });

    it('a notice of the Item that is one too many asks for no login, and names the one to keep', async () => {
      const onDuplicate = vi.fn();
      const [a, b] = twice();
      render(app.provide(<RelinkNotice itemId={b} onDuplicate={onDuplicate} />));
      expect(await screen.findByRole('group')).toHaveAttribute('data-topic', 'duplicate');
      await userEvent.click(screen.getByRole('button', { name: 'Remove one Chase' }));
      expect(onDuplicate).toHaveBeenCalledExactlyOnceWith(b, a);
    });
  });

  it('two Items of one bank with a login each are both relinked', async () => {
    const items = ['Bank of Elms', 'Bank of Firs'].map((bank) =>
      item(bank, { errorCode: 'ITEM_LOGIN_REQUIRED' }),
    );
    show(items);
    await waitFor(() => expect(rows()).toHaveLength(2));
    await relink('Elms');
    await waitFor(() => expect(screen.getByText('Step 2 of 2')).toBeVisible());
    await relink('Firs');
    await screen.findByText('All set. Every bank is connected.');
  });

  it('a backend that flags an Item as a duplicate has it shown as one', async () => {
    const flags = [{ kind: 'app', reason: 'duplicate', since: new Date().toISOString() }];
    const getItem = () => Promise.resolve({ item: { error: null }, flags });
    render(app.provide(<RelinkNotice itemId={app.itemId} />, { gateway: { getItem } }));
    expect(await screen.findByRole('group')).toHaveAttribute('data-topic', 'duplicate');
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('the reason of a login', () => {
  it.each([
    ['OAUTH_USER_REVOKED', 'You’ve turned off access at Bank of Elms'],
    ['OAUTH_CONSENT_EXPIRED', 'Renew your permission at Bank of Elms'],
    ['OAUTH_INVALID_TOKEN', 'Sign in to Bank of Elms again'],
  ])('a notice says why the user has to log in: %s', async (errorCodeReason, title) => {
    const a = item('Bank of Elms', { errorCode: 'ITEM_LOGIN_REQUIRED', errorCodeReason });
    render(app.provide(<RelinkNotice itemId={a} />));
    expect(await screen.findByRole('group')).toHaveAccessibleName(title);
  });

  it.each([
    ['permission_revoked', 'If you meant to, there is nothing to do.'],
    ['product_permissions', 'A feature of this app uses data that you haven’t shared yet.'],
    ['consent', 'A feature of this app uses data that you haven’t shared yet.'],
    ['app', 'New activity is paused until you do.'],
  ])(
    'a notice says why the user has to log in where only the flag %s tells',
    async (kind, text) => {
      const flags = [{ kind, since: new Date().toISOString() }];
      const getItem = () => Promise.resolve({ item: { error: null }, flags });
      render(app.provide(<RelinkNotice itemId={app.itemId} />, { gateway: { getItem } }));
      expect(await screen.findByRole('group')).toHaveTextContent(text);
    },
  );
});

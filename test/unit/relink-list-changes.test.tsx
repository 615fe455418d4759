// @vitest-environment jsdom
import { act, render, screen, waitFor, within } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { RelinkList } from 'react-plaid-relink';
import { settlePromises } from '../support/fake-environment';
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

let app: StubApp;
const onDone = vi.fn();
beforeEach(() => {
  app = createStubApp();
  onDone.mockReset();
});

const WORKS = 'All set. Every bank is connected.';

const show = (list: ReactNode, asks: string[] = []) =>
  render(<app.Page asks={asks}>{list}</app.Page>);

async function relink(itemId: string): Promise<void> {
  await app.press(itemId, 'Reconnect');
  await app.repair(itemId);
  await waitFor(() => expect(app.rowOf(itemId)).toHaveAttribute('data-topic', 'repaired'));
}

describe('the end of a list', () => {
  it.each([
    ['only a new Link helps another', LOST],
    ['another bank is down', DOWN],
  ])('a list ends without the claim that all works while %s', async (_why, answer) => {
    const [first, other] = [app.item(BROKEN), app.item(answer)];
    show(<RelinkList itemIds={[first, other]} onDone={onDone} />);
    await app.untilRows(2);
    await relink(first);
    await waitFor(() =>
      expect(onDone).toHaveBeenCalledExactlyOnceWith({
        repaired: [first],
        left: [other],
        unchecked: [],
        duplicates: [],
      }),
    );
    await screen.findByRole('group', { name: '1 of 2 connected, 1 for later' });
  });

  it('a list ends only after the server has reported the health of each Item', async () => {
    let answer = (_: typeof BROKEN): void => {};
    const first = app.item(BROKEN);
    const late = app.item(new Promise((resolve) => (answer = resolve)));
    show(<RelinkList itemIds={[first, late]} onDone={onDone} />);
    await app.untilRows(1);
    await relink(first);
    await screen.findByRole('group', { name: 'Checking your other banks…' });
    expect(onDone).not.toHaveBeenCalled();
    answer(BROKEN);
    await app.untilRows(2);
    await app.press(late, 'Later');
    expect(onDone).toHaveBeenCalledExactlyOnceWith({
      repaired: [first],
      left: [late],
      unchecked: [],
      duplicates: [],
    });
  });

  it('a list does not end while the health of an Item could not be read', async () => {
    const [first, unknown] = [app.item(BROKEN), app.item(httpError(500))];
    show(<RelinkList itemIds={[first, unknown]} onDone={onDone} />);
    await app.untilRows(2);
    await relink(first);
    await act(settlePromises);
    expect(screen.queryByText(WORKS)).toBeNull();
    expect(onDone).not.toHaveBeenCalled();
  });

  it('a list ends although the server has refused to report the health of an Item', async () => {
    const [first, refused] = [app.item(BROKEN), app.item(httpError(404))];
    show(<RelinkList itemIds={[first, refused]} onDone={onDone} />);
    await app.untilRows(2);
    await relink(first);
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  });

  it('a list ends, and counts all repairs, in an app that takes out each repaired Item', async () => {
    const [first, second] = [app.item(BROKEN), app.item(BROKEN)];
    function Banks() {
      const [itemIds, setItemIds] = useState([first, second]);
      return (
        <RelinkList
          itemIds={itemIds}
          onDone={onDone}
          onRelinked={(done) => setItemIds((ids) => ids.filter((id) => id !== done.itemId))}
        />
      );
    }
    show(<Banks />);
    await app.untilRows(2);
    await app.press(first, 'Reconnect');
    await app.repair(first);
    await screen.findByText('Step 2 of 2');
    await app.press(second, 'Reconnect');
    await waitFor(() => expect(app.plaid.handlers).toHaveLength(2));
    await app.repair(second);
    await waitFor(() =>
      expect(onDone).toHaveBeenCalledExactlyOnceWith({
        repaired: [first, second],
        left: [],
        unchecked: [],
        duplicates: [],
      }),
    );
  });

  it('G3: a list does not end while Link is open, although its Item is already healthy', async () => {
    const itemId = app.item(BROKEN);
    show(<RelinkList itemIds={[itemId]} onDone={onDone} />, [itemId]);
    await app.untilRows(1);
    await app.press(itemId, 'Reconnect');
    const handler = await app.opened();
    app.set(itemId, HEALTHY);
    await app.ask(itemId);
    expect(app.rowOf(itemId)).toHaveAttribute('data-topic', 'relink');
    expect(onDone).not.toHaveBeenCalled();
    app.succeed(handler);
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  });

  it('G3: a list without a provider leaves an open Link open, in an app that closes the list when it ends', async () => {
    const itemId = app.item(BROKEN);
    const { getItem, createLinkToken } = app.gateway;
    vi.stubGlobal('fetch', async (url: string) => {
      const handle = url.endsWith('/link/token/create') ? createLinkToken : getItem;
      const { signal } = new AbortController();
      return Response.json(
        await handle(itemId, { signal, accountSelection: false, purpose: 'repair' }),
      );
    });
    onTestFinished(() => void vi.unstubAllGlobals());
    function Dialog(): ReactNode {
      const [isOpen, setIsOpen] = useState(true);
      return isOpen && <RelinkList itemIds={[itemId]} onDone={() => setIsOpen(false)} />;
    }
    render(
      <>
        <Dialog />
        <app.Ask itemId={itemId} />
      </>,
    );
    await app.untilRows(1);
    await app.press(itemId, 'Reconnect');
    const handler = await app.opened();
    app.set(itemId, HEALTHY);
    await app.ask(itemId);
    await act(settlePromises);
    expect([handler.exited, handler.destroyed]).toEqual([0, 0]);
    app.succeed(handler);
    await waitFor(() => expect(screen.queryByRole('group')).toBeNull());
  });
});

describe('an outage', () => {
  it('the focus stays in the list when an outage is over, and the list’s title is true', async () => {
    const itemId = app.item(DOWN);
    show(<RelinkList itemIds={[itemId]} />);
    await app.untilRows(1);
    app.set(itemId, HEALTHY);
    await app.press(itemId, 'Check now');
    await waitFor(() => expect(app.rowOf(itemId)).toHaveAttribute('data-topic', 'repaired'));
    await screen.findByRole('group', { name: WORKS });
    await waitFor(() => expect(screen.getByRole('group')).toContainElement(focused()));
  });

  it('the focus stays in the list when an outage turns into a login, although another bank is next', async () => {
    const [first, other] = [app.item(BROKEN), app.item(DOWN)];
    show(<RelinkList itemIds={[first, other]} />);
    await app.untilRows(2);
    app.set(other, BROKEN);
    await app.press(other, 'Check now');
    await waitFor(() => expect(app.rowOf(other)).toHaveAttribute('data-topic', 'relink'));
    await waitFor(() => expect(screen.getByRole('group')).toContainElement(focused()));
  });
});

const focused = (): HTMLElement | null =>
  document.activeElement === document.body ? null : (document.activeElement as HTMLElement);

describe('a list', () => {
  it('a list keeps the app’s props for its own element', async () => {
    show(
      <RelinkList itemIds={[app.item(BROKEN), app.item(BROKEN)]} id="mine" aria-label="Banks" />,
    );
    await app.untilRows(2);
    expect(screen.getByRole('group')).toHaveAccessibleName('Banks');
    expect(screen.getAllByRole('button', { name: /^Reconnect/ })).toHaveLength(2);
    expect(document.querySelectorAll('#mine')).toHaveLength(1);
  });

  it('a list remembers its progress while the app has no Items for a moment', async () => {
    const itemIds = [app.item(BROKEN), app.item(BROKEN)] as const;
    const tree = (ids: readonly string[]) => (
      <app.Page>
        <RelinkList itemIds={ids} onDone={onDone} />
      </app.Page>
    );
    const { rerender } = render(tree(itemIds));
    await app.untilRows(2);
    await relink(itemIds[0]);
    rerender(tree([]));
    rerender(tree(itemIds));
    await app.untilRows(1);
    expect(await screen.findByText('Step 2 of 2')).toBeVisible();
    expect(onDone).not.toHaveBeenCalled();
  });

  it('a list leads to a bank that was skipped, then repaired, and is broken again', async () => {
    const itemId = app.item(BROKEN);
    show(<RelinkList itemIds={[itemId]} />, [itemId]);
    await app.untilRows(1);
    await app.press(itemId, 'Later');
    await relink(itemId);
    app.set(itemId, BROKEN);
    await app.ask(itemId);
    await waitFor(() => expect(app.rowOf(itemId)).toHaveAttribute('data-current'));
  });

  it('a list with custom rows moves the focus to the next element that can take it', async () => {
    const [first, second] = [app.item(BROKEN), app.item(BROKEN)];
    show(
      <RelinkList itemIds={[first, second]}>
        {({ itemId, action, skip }) => (
          <>
            <button disabled>About</button>
            {itemId} {action} {skip}
          </>
        )}
      </RelinkList>,
    );
    await app.untilRows(2);
    await app.press(first, 'Later');
    const next = within(app.rowOf(second)).getByRole('button', { name: /^Reconnect/ });
    await waitFor(() => expect(next).toHaveFocus());
  });

  it('the progress of a list is silent while it loads, and announced after the first relink', async () => {
    const [first, second] = [app.item(BROKEN), app.item(BROKEN)];
    show(<RelinkList itemIds={[first, second]} />);
    await app.untilRows(2);
    expect(screen.getByText('Step 1 of 2')).toHaveAttribute('aria-live', 'off');
    await relink(first);
    expect(await screen.findByText('Step 2 of 2')).toHaveAttribute('aria-live', 'polite');
  });

  it('a list does not render the other rows when one row changes', async () => {
    const itemIds = Array.from({ length: 20 }, () => app.item(BROKEN));
    const rendered = vi.fn((row: { itemId: string }) => row.itemId);
    show(<RelinkList itemIds={itemIds}>{rendered}</RelinkList>, itemIds);
    await app.untilRows(20);
    await act(settlePromises);
    const [first = ''] = itemIds;
    rendered.mockClear();
    app.set(itemIds.at(-1) ?? '', DOWN);
    await app.ask(itemIds.at(-1) ?? '');
    await waitFor(() =>
      expect(app.rowOf(itemIds.at(-1) ?? '')).toHaveAttribute('data-topic', 'wait'),
    );
    expect(rendered.mock.calls.filter(([{ itemId }]) => itemId === first)).toEqual([]);
  });
});

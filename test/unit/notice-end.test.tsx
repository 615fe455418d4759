// @vitest-environment jsdom
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RelinkList, RelinkNotice } from 'react-plaid-relink';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BROKEN, createStubApp, HEALTHY, type StubApp } from '../support/stub-app';
import '../support/warm-chunks';

let app: StubApp;
const onDismiss = vi.fn();
const onClose = vi.fn();
beforeEach(() => {
  app = createStubApp();
  onDismiss.mockReset();
  onClose.mockReset();
});

/** The time that a notice stays is up to the test. */
function holdTime(): { pass: (ms: number) => Promise<void> } {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  return {
    pass: (ms) =>
      act(async () => {
        await vi.advanceTimersByTimeAsync(ms);
      }),
  };
}

/** A notice whose Item has been repaired elsewhere, so that no button of it has had the focus. */
async function showRepaired(props: { dismissAfter?: number | false } = {}): Promise<string> {
  const itemId = app.item(BROKEN);
  render(
    <app.Page asks={[itemId]}>
      <RelinkNotice itemId={itemId} onDismiss={onDismiss} {...props} />
    </app.Page>,
  );
  await screen.findByRole('group');
  app.set(itemId, HEALTHY);
  await app.ask(itemId);
  await waitFor(() => expect(screen.getByRole('group')).toHaveAttribute('data-topic', 'repaired'));
  return itemId;
}
const pointer = (type: 'enter' | 'leave'): boolean =>
  screen.getByRole('group').dispatchEvent(new MouseEvent(`pointer${type}`));

describe('a notice of a repair', () => {
  it('a notice of a repair goes after eight seconds, and tells the app', async () => {
    const { pass } = holdTime();
    const itemId = await showRepaired();
    await pass(7_500);
    expect(screen.getByRole('group')).toBeVisible();
    await pass(1_000);
    expect(screen.queryByRole('group')).toBeNull();
    expect(onDismiss).toHaveBeenCalledExactlyOnceWith(itemId);
  });

  it('a notice of a repair stays while the user points at it, and as long again after that', async () => {
    const { pass } = holdTime();
    await showRepaired();
    pointer('enter');
    await pass(60_000);
    expect(screen.getByRole('group')).toBeVisible();
    pointer('leave');
    await pass(7_500);
    expect(screen.getByRole('group')).toBeVisible();
    await pass(1_000);
    expect(screen.queryByRole('group')).toBeNull();
  });

  it('a notice of a repair stays while it has the focus', async () => {
    const { pass } = holdTime();
    await showRepaired();
    act(() => screen.getByRole('button').focus());
    await pass(60_000);
    expect(screen.getByRole('group')).toBeVisible();
    act(() => screen.getByRole('button').blur());
    await pass(8_500);
    expect(screen.queryByRole('group')).toBeNull();
  });

  it.each([
    ['false', false as const],
    ['Infinity', Infinity],
  ])(
    'a notice of a repair stays with dismissAfter={%s} until the user presses “Done”',
    async (_, dismissAfter) => {
      const { pass } = holdTime();
      const itemId = await showRepaired({ dismissAfter });
      await pass(60_000);
      act(() => screen.getByRole('button', { name: `Done ${itemId}` }).click());
      expect(screen.queryByRole('group')).toBeNull();
      expect(onDismiss).toHaveBeenCalledExactlyOnceWith(itemId);
    },
  );

  it('a notice that has been dismissed comes back where its Item breaks again', async () => {
    const itemId = await showRepaired();
    await userEvent.click(screen.getByRole('button'));
    expect(screen.queryByRole('group')).toBeNull();
    app.set(itemId, BROKEN);
    await app.ask(itemId);
    expect(await screen.findByRole('group')).toHaveAttribute('data-topic', 'relink');
  });

  it('“Done” after a repair offers the accounts that are new', async () => {
    const itemId = app.item(BROKEN);
    const flags = [{ kind: 'new_accounts', since: new Date().toISOString() }];
    render(
      <app.Page asks={[itemId]}>
        <RelinkNotice itemId={itemId} newAccounts />
      </app.Page>,
    );
    await screen.findByRole('group');
    app.set(itemId, { item: { error: null, institution_name: itemId }, flags });
    await app.ask(itemId);
    await userEvent.click(await screen.findByRole('button', { name: `Done ${itemId}` }));
    expect(screen.getByRole('group')).toHaveAttribute('data-topic', 'new_accounts');
  });

  it('“Done” after a relink in Link offers the accounts that are new', async () => {
    const itemId = app.item({ ...BROKEN, flags: ['new_accounts'] });
    render(
      <app.Page>
        <RelinkNotice itemId={itemId} newAccounts />
      </app.Page>,
    );
    await userEvent.click(await screen.findByRole('button', { name: `Reconnect ${itemId}` }));
    const handler = await app.opened();
    app.set(itemId, { ...HEALTHY, flags: ['new_accounts'] });
    app.succeed(handler);
    await userEvent.click(await screen.findByRole('button', { name: `Done ${itemId}` }));
    expect(screen.getByRole('group')).toHaveAttribute('data-topic', 'new_accounts');
  });

  it('“Done” pressed before the new health is there does not bring the old problem back', async () => {
    const itemId = app.item({ ...BROKEN, flags: ['new_accounts'] });
    render(
      <app.Page>
        <RelinkNotice itemId={itemId} newAccounts />
      </app.Page>,
    );
    await userEvent.click(await screen.findByRole('button', { name: `Reconnect ${itemId}` }));
    const handler = await app.opened();
    app.set(itemId, { ...HEALTHY, flags: ['new_accounts'] });
    const answer = app.gateway.getItem.getMockImplementation();
    if (!answer) throw new Error('The stub app answers.');
    // The session is told; the question of the notice itself stays open.
    app.gateway.getItem.mockImplementationOnce(answer).mockReturnValue(new Promise(() => {}));
    app.succeed(handler);
    await userEvent.click(await screen.findByRole('button', { name: `Done ${itemId}` }));
    expect(screen.queryByRole('group')).toBeNull();
  });

  it('a notice says steadily that its Item is connected, and nothing of the old problem', async () => {
    const itemId = app.item(BROKEN);
    render(
      <app.Page>
        <RelinkNotice itemId={itemId} />
      </app.Page>,
    );
    await userEvent.click(await screen.findByRole('button', { name: `Reconnect ${itemId}` }));
    const said: string[] = [];
    const observer = new MutationObserver(
      // The notice goes at the end of the test, and the observer hears of that too.
      () => void said.push(screen.queryByRole('group')?.textContent ?? ''),
    );
    await app.repair(itemId);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    onTestFinished(() => observer.disconnect());
    await screen.findByText(`${itemId} is connected again`);
    await screen.findByRole('button', { name: `Done ${itemId}` });
    const first = said.findIndex((text) => text.includes('is connected again'));
    for (const text of said.slice(first)) {
      expect(text).toContain('is connected again');
      expect(text).not.toContain('paused');
    }
  });
});

describe('the end of a list', () => {
  async function showDone(): Promise<void> {
    const itemId = app.item(BROKEN);
    render(
      <app.Page asks={[itemId]}>
        <RelinkList itemIds={[itemId]} onClose={onClose} />
      </app.Page>,
    );
    await app.untilRows(1);
    app.set(itemId, HEALTHY);
    await app.ask(itemId);
    await screen.findByRole('group', { name: 'All set. Every bank is connected.' });
  }

  it('a list of connected banks goes after eight seconds, and tells the app', async () => {
    const { pass } = holdTime();
    await showDone();
    await pass(7_500);
    expect(screen.getByRole('group')).toBeVisible();
    await pass(1_000);
    expect(screen.queryByRole('group')).toBeNull();
    expect(onClose).toHaveBeenCalledExactlyOnceWith();
  });

  it('a list goes when the user presses “Done”, also with banks left for later, and comes back where one breaks', async () => {
    const [first, second] = [app.item(BROKEN), app.item(BROKEN)];
    render(
      <app.Page asks={[first, second]}>
        <RelinkList itemIds={[first, second]} onClose={onClose} />
      </app.Page>,
    );
    await app.untilRows(2);
    await app.press(first, 'Later');
    app.set(second, HEALTHY);
    await app.ask(second);
    await userEvent.click(await screen.findByRole('button', { name: 'Done' }));
    expect(screen.queryByRole('group')).toBeNull();
    expect(onClose).toHaveBeenCalledExactlyOnceWith();
    app.set(second, BROKEN);
    await app.ask(second);
    await waitFor(() => expect(app.rowOf(second)).toHaveAttribute('data-current'));
  });

  it('a list with banks left for later stays until the user presses “Done”', async () => {
    const { pass } = holdTime();
    const itemId = app.item(BROKEN);
    render(
      <app.Page>
        <RelinkList itemIds={[itemId]} />
      </app.Page>,
    );
    await app.untilRows(1);
    act(() => screen.getByRole('button', { name: `Later ${itemId}` }).click());
    await screen.findByRole('button', { name: 'Done' });
    act(() => (document.activeElement as HTMLElement).blur());
    await pass(60_000);
    expect(screen.getByRole('group')).toBeVisible();
  });
});

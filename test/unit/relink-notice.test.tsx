// @vitest-environment jsdom
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  germanMessages,
  RelinkButton,
  RelinkNotice,
  useItemHealth,
  type RelinkMessages,
  type RelinkNoticeProps,
} from 'react-plaid-relink';
import { createRelinkError } from '../../src/core/errors/catalogue';
import type { ItemRemedy } from '../../src/core/types';
import type { FakeItemInit } from 'react-plaid-relink/testing';
import { settlePromises } from '../support/fake-environment';
import { createFakeApp, type FakeApp } from '../support/fake-app';

let app: FakeApp;
beforeEach(() => {
  app = createFakeApp();
});

const item = (options: FakeItemInit = { errorCode: 'ITEM_LOGIN_REQUIRED' }): string =>
  app.addItem({ institutionName: 'Tartan Bank', ...options });

function show(
  itemId: string,
  props: Partial<RelinkNoticeProps> = {},
  messages?: Partial<RelinkMessages>,
) {
  return render(app.provide(<RelinkNotice itemId={itemId} {...props} />, { messages }));
}

/** Beside a button of the app's that asks the server. */
function showWithAskAgain(itemId: string): void {
  function AskAgain() {
    const { refresh } = useItemHealth(itemId);
    return <button onClick={() => void refresh()}>Ask again</button>;
  }
  render(
    app.provide(
      <>
        <RelinkNotice itemId={itemId} />
        <AskAgain />
      </>,
    ),
  );
}

/** What the user does in Link, once it is open: within `act`, React would not get to open it. */
async function inLink(doIt: () => Promise<void>): Promise<void> {
  await waitFor(() => expect(app.link.current).not.toBeNull());
  await act(doIt);
}

const notice = (): Promise<HTMLElement> => screen.findByRole('group');
const topic = (name: string) =>
  waitFor(() => expect(screen.getByRole('group')).toHaveAttribute('data-topic', name));
const announced = (): string | null | undefined =>
  document.querySelector('[data-relink="announcer"]')?.textContent.trimEnd();
/** Until the backend has answered, and what it said is on the page. */
const answered = async (): Promise<void> => {
  await waitFor(() => expect(app.plaid.requests.length).toBeGreaterThan(0));
  await act(() => new Promise((resolve) => setImmediate(resolve)));
};

describe('<RelinkNotice>', () => {
  it('a notice shows nothing for a healthy Item', async () => {
    const { container } = show(item({}));
    await answered();
    expect(container).toBeEmptyDOMElement();
  });

  it.each([
    ['ITEM_LOGIN_REQUIRED', 'relink', 'Reconnect'],
    ['NO_ACCOUNTS', 'accounts', 'Choose accounts'],
    ['PASSWORD_RESET_REQUIRED', 'visit_bank', 'Reconnect'],
    ['INSTITUTION_DOWN', 'wait', 'Check now'],
  ])(
    'a notice for %s shows the topic %s in words for the user, with the action "%s"',
    async (...row) => {
      const [errorCode, name, action] = row;
      show(item({ errorCode }));
      expect(await notice()).toHaveAttribute('data-topic', name);
      expect(await notice()).toHaveTextContent('Tartan Bank');
      expect(await notice()).not.toHaveTextContent(errorCode);
      expect(await notice()).toHaveAccessibleName(/Tartan Bank/);
      expect(screen.getByRole('button')).toHaveTextContent(action);
    },
  );

  it('a notice gives the day of an expiring consent in the language of its texts', async () => {
    const day = new Date(Date.now() + 3 * 24 * 3_600_000);
    const itemId = item({ consentExpirationTime: day.toISOString() });
    show(itemId, {}, { locale: 'fr' });
    const written = new Intl.DateTimeFormat('fr', { weekday: 'long' }).format(day);
    expect(await notice()).toHaveTextContent(written);
    expect(await notice()).toHaveAttribute('data-topic', 'expiring');
  });

  it('a notice works with an invalid locale, and the console says what to write instead', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const day = new Date(Date.now() + 3 * 24 * 3_600_000);
    const itemId = item({ consentExpirationTime: day.toISOString() });
    show(itemId, {}, { locale: 'en_US' });
    const written = new Intl.DateTimeFormat(undefined, { weekday: 'long' }).format(day);
    expect(await notice()).toHaveTextContent(written);
    expect(logged).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/messages\.locale is "en_US".*such as "de" or "en-GB"/),
    );
    logged.mockRestore();
  });

  it('G11: a notice for an Item that needs a new Link has no button without onConnectAgain', async () => {
    const itemId = item({ errorCode: 'ITEM_NOT_FOUND' });
    const { unmount } = show(itemId);
    expect(await notice()).toHaveAttribute('data-topic', 'new_link');
    expect(screen.queryByRole('button')).toBeNull();
    unmount();

    const onConnectAgain = vi.fn();
    show(itemId, { onConnectAgain });
    await userEvent.click(await screen.findByRole('button', { name: 'Set up again Tartan Bank' }));
    expect(onConnectAgain).toHaveBeenCalledExactlyOnceWith(itemId);
  });

  it('a notice calls onNewLink, the former name of onConnectAgain, only where the new name is not given', async () => {
    const itemId = item({ errorCode: 'ITEM_NOT_FOUND' });
    const onNewLink = vi.fn();
    const onConnectAgain = vi.fn();
    const { unmount } = show(itemId, { onNewLink });
    await userEvent.click(await screen.findByRole('button', { name: 'Set up again Tartan Bank' }));
    expect(onNewLink).toHaveBeenCalledExactlyOnceWith(itemId);
    unmount();
    show(itemId, { onNewLink, onConnectAgain });
    await userEvent.click(await screen.findByRole('button', { name: 'Set up again Tartan Bank' }));
    expect(onConnectAgain).toHaveBeenCalledExactlyOnceWith(itemId);
    expect(onNewLink).toHaveBeenCalledOnce();
  });

  it('a notice repairs the Item, says so, and keeps the focus of its button', async () => {
    const itemId = item();
    const onRelinked = vi.fn();
    show(itemId, { onRelinked });
    await userEvent.click(await screen.findByRole('button', { name: 'Reconnect Tartan Bank' }));
    await inLink(() => app.link.succeed());
    await topic('repaired');
    expect(await notice()).toHaveTextContent('Tartan Bank is connected again');
    // Not "Done", which has come in the place of "Reconnect".
    expect(screen.getByRole('button')).toHaveAccessibleName('Done Tartan Bank');
    expect(await notice()).toHaveFocus();
    expect(onRelinked).toHaveBeenCalledOnce();
    await waitFor(() => expect(announced()).toBe('Tartan Bank is connected again.'));
    expect(app.plaid.itemState(itemId).errorCode).toBeNull();
  });

  it('a notice asks for accounts where none is shared', async () => {
    const createLinkToken = vi.fn(app.backend.gateway.createLinkToken);
    const itemId = item({ errorCode: 'NO_ACCOUNTS', accountCount: 0 });
    render(
      app.provide(<RelinkNotice itemId={itemId} />, {
        gateway: { ...app.backend.gateway, createLinkToken },
      }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose accounts Tartan Bank' }),
    );
    await waitFor(() => expect(app.link.counts.opens).toBe(1));
    expect(createLinkToken).toHaveBeenLastCalledWith(
      itemId,
      expect.objectContaining({ accountSelection: true }),
    );
  });

  it('a notice keeps its problem after an exit and offers another try', async () => {
    show(item());
    await userEvent.click(await screen.findByRole('button', { name: 'Reconnect Tartan Bank' }));
    await inLink(() => app.link.exit());
    await waitFor(() => expect(screen.getByRole('group')).toHaveAttribute('data-state', 'exited'));
    expect(screen.getByRole('button')).toHaveTextContent('Reconnect');
    await waitFor(() => expect(announced()).toBe('Nothing has changed at Tartan Bank.'));
  });

  it('a notice shows beside its button why a relink failed, and the button is described by it and offers another try', async () => {
    const itemId = item();
    const signedOut = Object.assign(new Error('signed out'), { status: 401 });
    render(
      app.provide(<RelinkNotice itemId={itemId} />, {
        gateway: { ...app.backend.gateway, createLinkToken: () => Promise.reject(signedOut) },
        onError: () => {},
      }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Reconnect Tartan Bank' }));
    await within(await notice()).findByText('You’ve been signed out. Sign in again to continue.');
    // The text stays, so that the user still knows what it is about.
    expect(await notice()).toHaveTextContent('New activity is paused until you do.');
    expect(screen.getByRole('button')).toHaveTextContent('Try again');
    expect(screen.getByRole('button')).toHaveAccessibleDescription(
      'You’ve been signed out. Sign in again to continue.',
    );
    await waitFor(() =>
      expect(announced()).toBe('Tartan Bank: You’ve been signed out. Sign in again to continue.'),
    );
  });

  it('a notice says that an outage is over where the user asks again', async () => {
    const itemId = item({ errorCode: 'INSTITUTION_DOWN' });
    show(itemId);
    const check = await screen.findByRole('button', { name: 'Check now Tartan Bank' });
    app.plaid.repairItem(itemId);
    await userEvent.click(check);
    await topic('repaired');
    expect(await notice()).toHaveFocus();
  });

  describe('an outage that lasts', () => {
    const pressCheck = async (): Promise<void> =>
      userEvent.click(await screen.findByRole('button', { name: 'Check now Tartan Bank' }));
    const STILL_DOWN = 'Checked just now: still no answer.';

    it('G11: a check of an outage that lasts says so each time, aloud too', async () => {
      show(item({ errorCode: 'INSTITUTION_DOWN' }));
      await pressCheck();
      await within(await notice()).findByText(STILL_DOWN);
      await waitFor(() => expect(announced()).toBe(STILL_DOWN));
      const said: (string | null | undefined)[] = [];
      const observer = new MutationObserver(() => void said.push(announced()));
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      onTestFinished(() => observer.disconnect());
      await pressCheck();
      // A region that says the same again has to be empty in between.
      await waitFor(() => expect(said).toContain(''));
      await waitFor(() => expect(said.at(-1)).toBe(STILL_DOWN));
    });

    it('G11: a check of an outage is shown on its button, which keeps the focus', async () => {
      const { getItem } = app.backend.gateway;
      show(item({ errorCode: 'INSTITUTION_DOWN' }));
      await screen.findByRole('button', { name: 'Check now Tartan Bank' });
      let answer = (): void => {};
      app.backend.gateway.getItem = async (...asked) => {
        await new Promise<void>((resolve) => (answer = resolve));
        return getItem(...asked);
      };
      await pressCheck();
      const busy = screen.getByRole('button', { name: 'Checking… Tartan Bank' });
      expect(busy).toHaveAttribute('aria-busy', 'true');
      expect(busy).toHaveFocus();
      answer();
      await screen.findByRole('button', { name: 'Check now Tartan Bank' });
      expect(busy).toHaveFocus();
    });

    it('G11: a check of an outage that fails says why', async () => {
      show(item({ errorCode: 'INSTITUTION_DOWN' }));
      await screen.findByRole('button', { name: 'Check now Tartan Bank' });
      app.backend.gateway.getItem = () =>
        Promise.reject(Object.assign(new Error('signed out'), { status: 401 }));
      await pressCheck();
      await within(await notice()).findByText('You’ve been signed out. Sign in again to continue.');
      await waitFor(() =>
        expect(announced()).toBe('You’ve been signed out. Sign in again to continue.'),
      );
    });

    it('a notice for the next outage does not say that it was just checked', async () => {
      const itemId = item({ errorCode: 'INSTITUTION_DOWN' });
      showWithAskAgain(itemId);
      await pressCheck();
      await within(await notice()).findByText(STILL_DOWN);
      app.plaid.repairItem(itemId);
      await pressCheck();
      await topic('repaired');
      app.plaid.breakItem(itemId, 'INSTITUTION_DOWN');
      await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
      await topic('wait');
      expect(await notice()).toHaveTextContent(
        'Nothing for you to do. We check again every minute.',
      );
    });
  });

  it('a notice shows a problem that comes back after the repair', async () => {
    const itemId = item();
    showWithAskAgain(itemId);
    await userEvent.click(await screen.findByRole('button', { name: 'Reconnect Tartan Bank' }));
    await inLink(() => app.link.succeed());
    await topic('repaired');
    app.plaid.breakItem(itemId, 'INSTITUTION_DOWN');
    await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    await topic('wait');
  });

  it('a notice forgets the old Item when it gets another one', async () => {
    const [broken, healthy] = [item(), item({})];
    const tree = (itemId: string) => app.provide(<RelinkNotice itemId={itemId} />);
    const { rerender, container } = render(tree(broken));
    await notice();
    const before = app.plaid.requests.length;
    rerender(tree(healthy));
    await waitFor(() => expect(app.plaid.requests.length).toBeGreaterThan(before));
    await waitFor(() => expect(container).toBeEmptyDOMElement());
  });

  it('a notice passes the app’s props and ref to its element, and gives a render function all its parts', async () => {
    const ref = createRef<HTMLDivElement>();
    render(
      app.provide(
        <RelinkNotice itemId={item()} id="mine" className="card" ref={ref}>
          {/* eslint-disable-next-line @typescript-eslint/no-deprecated -- The former name still works. */}
          {({ topic: about, words, action, view, session }) => (
            <>
              <h2>{`${about} ${view.status} ${words.title}`}</h2>
              <p>{session === view && 'session is the former name of view'}</p>
              {action}
            </>
          )}
        </RelinkNotice>,
      ),
    );
    await screen.findByRole('heading', {
      name: 'relink idle Sign in to Tartan Bank again',
    });
    expect(screen.getByText('session is the former name of view')).toBeVisible();
    expect(screen.getByRole('button')).toHaveTextContent('Reconnect');
    expect(ref.current).toHaveAttribute('id', 'mine');
    expect(ref.current).toHaveClass('card');
  });
});

describe('messages', () => {
  it.each<[code: 'not_relinkable' | 'rate_limited', remedy: ItemRemedy, text: RegExp]>([
    ['not_relinkable', 'new_link', /entfernen und neu einrichten/],
    ['not_relinkable', 'relink_with_accounts', /wählen Sie eines/],
    ['not_relinkable', 'visit_bank', /zuerst bei Ihrer Bank/],
    ['not_relinkable', 'wait', /antwortet gerade nicht/],
    ['not_relinkable', 'none', /Support/],
    // Plaid's limit has a remedy too, and is not the bank's outage.
    ['rate_limited', 'wait', /einen Moment warten/],
  ])('the German text for %s with the remedy %s says what helps', (code, remedy, text) => {
    const error = createRelinkError(code, { remedy, message: 'for developers' });
    expect(germanMessages.failed(error)).toMatch(text);
  });

  it('the German messages cover the button, the notice and the announcements', async () => {
    show(item(), {}, germanMessages);
    expect(await notice()).toHaveTextContent('Bitte bei Tartan Bank neu anmelden');
    await userEvent.click(screen.getByRole('button', { name: 'Wieder verbinden Tartan Bank' }));
    await inLink(() => app.link.succeed());
    await topic('repaired');
    expect(await notice()).toHaveTextContent('Tartan Bank ist wieder verbunden');
    expect(announced()).toBe('Tartan Bank ist wieder verbunden.');
  });

  it('a button that mounts announces nothing, and two buttons of one Item announce an outcome once', async () => {
    const itemId = item();
    const both = render(
      app.provide(
        <>
          <RelinkButton itemId={itemId} />
          <RelinkButton itemId={itemId} />
        </>,
      ),
    );
    const changes: MutationRecord[] = [];
    const [first] = both.getAllByRole('button');
    if (first) await userEvent.click(first);
    const region = await waitFor(() => {
      const found = document.querySelector('[data-relink="announcer"]');
      expect(found).toHaveTextContent(/^$/);
      return found as HTMLElement;
    });
    expect(region).toHaveAttribute('aria-live', 'polite');
    const observer = new MutationObserver((records) => void changes.push(...records));
    observer.observe(region, { childList: true });
    await inLink(() => app.link.exit());
    await waitFor(() => expect(announced()).toBe('Nothing has changed at your bank.'));
    await act(settlePromises);
    expect(changes).toHaveLength(1);
    observer.disconnect();
  });
});

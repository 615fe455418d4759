// @vitest-environment jsdom
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  germanMessages,
  RelinkList,
  RelinkNotice,
  type MessageOverrides,
  type NoticeTexts,
} from 'react-plaid-relink';
import { flatMessages } from '../../src/messages/flat-messages';
import { BROKEN, createStubApp, type StubApp } from '../support/stub-app';
import '../support/warm-chunks';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});

function showNotice(itemId: string, messages: MessageOverrides): void {
  render(
    <app.Page messages={messages}>
      <RelinkNotice itemId={itemId} />
    </app.Page>,
  );
}

function showList(messages: MessageOverrides): void {
  render(
    <app.Page messages={messages}>
      <RelinkList itemIds={[app.item(BROKEN), app.item(BROKEN)]} />
    </app.Page>,
  );
}

const announced = (): string | null | undefined =>
  document.querySelector('[data-relink="announcer"]')?.textContent;

describe('messages grouped by component', () => {
  it('the texts of a notice can be replaced by their short names', async () => {
    const itemId = app.item(BROKEN);
    showNotice(itemId, {
      notice: { relink: ({ bank }) => ({ title: `${bank} again`, text: '', action: 'Fix it' }) },
    });
    expect(await screen.findByRole('group', { name: `${itemId} again` })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Fix it' })).toBeVisible();
  });

  it('the texts of a list can be replaced by their short names', async () => {
    showList({ list: { skip: 'Later', progress: ({ done, total }) => `${done}/${total}` } });
    expect(await screen.findByRole('button', { name: 'Later' })).toBeVisible();
    expect(screen.getByText('0/2')).toBeVisible();
  });

  it('the announcements and the statuses of a button can be replaced by their short names', async () => {
    showNotice(app.item(BROKEN), {
      button: { opening: 'Wait' },
      announcements: { exited: 'Nothing has changed.' },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Reconnect' }));
    app.exit(await app.opened());
    await waitFor(() => expect(announced()).toBe('Nothing has changed.'));
  });

  it('each short name stands for the flat name of the same text', () => {
    const german = germanMessages;
    const grouped: MessageOverrides = {
      button: {
        idle: german.idle,
        preparing: german.preparing,
        ready: german.ready,
        opening: german.opening,
        open: german.open,
        confirming: german.confirming,
        relinked: german.relinked,
        exited: german.exited,
        failed: german.failed,
      },
      notice: {
        locale: german.locale,
        yourBank: german.yourBank,
        relink: german.noticeRelink,
        accounts: german.noticeAccounts,
        expiring: german.noticeExpiring,
        migrating: german.noticeMigrating,
        newLink: german.noticeNewLink,
        duplicate: german.noticeDuplicate,
        visitBank: german.noticeVisitBank,
        wait: german.noticeWait,
        stillDown: german.noticeStillDown,
        newAccounts: german.noticeNewAccounts,
        dismiss: german.noticeDismiss,
        unchecked: german.noticeUnchecked,
        signIn: german.noticeSignIn,
        repaired: german.noticeRepaired,
      } satisfies NoticeTexts,
      list: {
        title: german.listTitle,
        done: german.listDone,
        checking: german.listChecking,
        newAccounts: german.listNewAccounts,
        unchecked: german.listUnchecked,
        progress: german.listProgress,
        skip: german.listSkip,
      },
      announcements: {
        opening: german.announceOpening,
        confirming: german.announceConfirming,
        relinked: german.announceRelinked,
        exited: german.announceExited,
        failed: german.announceFailed,
      },
    };
    expect(flatMessages(grouped)).toEqual(germanMessages);
  });

  it('a grouped text wins over the flat text of the same name', async () => {
    showList({ ...germanMessages, list: { skip: 'Nicht jetzt' } });
    expect(await screen.findByRole('button', { name: 'Nicht jetzt' })).toBeVisible();
    expect(screen.getByText('0 von 2 neu verbunden')).toBeVisible();
  });

  it('a group accepts germanMessages and takes only the texts of its component', async () => {
    showList({ list: germanMessages });
    expect(await screen.findByRole('button', { name: 'Später' })).toBeVisible();
    expect(screen.getAllByRole('button', { name: 'Reconnect' })).toHaveLength(2);
  });

  it('a group of announcements does not take the texts of the button from germanMessages', async () => {
    showNotice(app.item(BROKEN), { announcements: germanMessages });
    await userEvent.click(await screen.findByRole('button', { name: 'Reconnect' }));
    app.exit(await app.opened());
    await waitFor(() =>
      expect(announced()).toBe('An der Verbindung zu Ihrer Bank wurde nichts geändert.'),
    );
  });

  it('a notice in German writes its date in German', async () => {
    showNotice(
      app.item({
        health: 'expiring',
        remedy: 'relink',
        consent_expiration_time: '2099-01-02T12:00:00Z',
      }),
      { notice: germanMessages },
    );
    expect(await screen.findByRole('group')).toHaveTextContent('am 2. Januar 2099');
  });

  it('a text that is undefined stays English, flat or in a group', async () => {
    const untyped = { listSkip: undefined, list: undefined, notice: { relink: undefined } };
    showList(untyped as never);
    expect(await screen.findByRole('button', { name: 'Skip for now' })).toBeVisible();
    expect(screen.getAllByRole('button', { name: 'Reconnect' })).toHaveLength(2);
  });
});

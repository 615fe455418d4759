// @vitest-environment jsdom
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  frenchMessages,
  germanInformalMessages,
  germanMessages,
  RelinkList,
  RelinkNotice,
  spanishMessages,
  type MessageOverrides,
} from 'react-plaid-relink';
import { ENGLISH_ANNOUNCEMENTS } from '../../src/messages/announcements';
import { ENGLISH_LIST } from '../../src/messages/list';
import { ENGLISH_NOTICE } from '../../src/messages/notice';
import { flatMessages } from '../../src/messages/flat-messages';
import { NO_ACCOUNT } from '../support/no-account';
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
    expect(screen.getByRole('button', { name: `Fix it ${itemId}` })).toBeVisible();
  });

  it('the texts of a list can be replaced by their short names', async () => {
    showList({ list: { skip: 'Not today', step: ({ step, total }) => `${step}/${total}` } });
    expect(await screen.findByRole('button', { name: /^Not today/ })).toBeVisible();
    expect(screen.getByText('1/2')).toBeVisible();
  });

  it('the announcements and the statuses of a button can be replaced by their short names', async () => {
    showNotice(app.item(BROKEN), {
      button: { opening: 'Wait' },
      announcements: { exited: 'Nothing has changed.' },
    });
    await userEvent.click(await screen.findByRole('button', { name: /^Reconnect/ }));
    app.exit(await app.opened());
    await waitFor(() => expect(announced()).toBe('Nothing has changed.'));
  });

  it('each short name stands for the flat name of the same text', () => {
    const short = (prefix: string, name: string): string =>
      name.startsWith(prefix)
        ? name.charAt(prefix.length).toLowerCase() + name.slice(prefix.length + 1)
        : name;
    const named = (names: readonly string[], prefix: string) =>
      Object.fromEntries(
        names.map((name) => [short(prefix, name), Reflect.get(germanMessages, name)]),
      );
    const all = Object.keys(germanMessages);
    const notice = Object.keys(ENGLISH_NOTICE);
    const list = Object.keys(ENGLISH_LIST);
    const announcements = Object.keys(ENGLISH_ANNOUNCEMENTS);
    const others = [...notice, ...list, ...announcements];
    const grouped: MessageOverrides = {
      button: named(
        all.filter((name) => !others.includes(name)),
        '',
      ),
      notice: named(notice, 'notice'),
      list: named(list, 'list'),
      announcements: named(announcements, 'announce'),
    };
    expect(flatMessages(grouped)).toEqual(germanMessages);
  });

  it('a grouped text wins over the flat text of the same name', async () => {
    showList({ ...germanMessages, list: { skip: 'Nicht jetzt' } });
    expect(await screen.findByRole('button', { name: /^Nicht jetzt/ })).toBeVisible();
    expect(screen.getByText('Schritt 1 von 2')).toBeVisible();
  });

  it('a group accepts germanMessages and takes only the texts of its component', async () => {
    showList({ list: germanMessages });
    expect(await screen.findByRole('button', { name: /^Später/ })).toBeVisible();
    expect(screen.getAllByRole('button', { name: /^Reconnect/ })).toHaveLength(2);
  });

  it('a group of announcements does not take the texts of the button from germanMessages', async () => {
    showNotice(app.item(BROKEN), { announcements: germanMessages });
    await userEvent.click(await screen.findByRole('button', { name: /^Reconnect/ }));
    app.exit(await app.opened());
    await waitFor(() => expect(announced()).toMatch(/^Bei .* hat sich nichts geändert\.$/));
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
    expect(await screen.findByRole('button', { name: /^Later/ })).toBeVisible();
    expect(screen.getAllByRole('button', { name: /^Reconnect/ })).toHaveLength(2);
  });
});

describe('the text of a failure', () => {
  it('a notice names the bank that must be finished first, where its name is known', async () => {
    const first = app.item({ ...BROKEN, institution_name: 'Bank of Elms' });
    const second = app.item({ ...BROKEN, institution_name: 'Bank of Firs' });
    render(
      <app.Page>
        <RelinkNotice itemId={first} />
        <RelinkNotice itemId={second} />
      </app.Page>,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Reconnect Bank of Elms' }));
    await app.opened();
    await userEvent.click(screen.getByRole('button', { name: 'Reconnect Bank of Firs' }));
    const text = 'The sign-in for Bank of Elms is open already. Finish it first.';
    expect(await screen.findByText(text)).toBeVisible();
    await waitFor(() => expect(announced()).toBe(`Bank of Firs: ${text}`));
  });
});

describe('an account that the user took back', () => {
  const REVOKED = {
    health: 'needs_update',
    remedy: 'relink_with_accounts',
    flags: ['account_revoked'],
  };

  it.each<[string, MessageOverrides]>([
    ['English', {}],
    ['German', germanMessages],
    ['informal German', germanInformalMessages],
    ['French', frenchMessages],
    ['Spanish', spanishMessages],
  ])('notice and list in %s say nothing of the user’s other accounts', async (_, messages) => {
    const itemId = app.item(REVOKED);
    render(
      <app.Page messages={messages}>
        <RelinkNotice itemId={itemId} />
        <RelinkList itemIds={[itemId]} />
      </app.Page>,
    );
    await waitFor(() =>
      expect(document.querySelectorAll('[data-topic="accounts"]')).toHaveLength(2),
    );
    expect(document.body).not.toHaveTextContent(NO_ACCOUNT);
  });
});

// @vitest-environment jsdom
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { germanMessages, RelinkList, RelinkNotice, RelinkProvider } from 'react-plaid-relink';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionStoreOf } from '../../src/core/client/session-store';
import { createRelinkError } from '../../src/core/errors/catalogue';
import { useClient } from '../../src/react/use-client';
import {
  BROKEN,
  createStubApp,
  DOWN,
  HEALTHY,
  LOST,
  httpError,
  type StubApp,
} from '../support/stub-app';
import '../support/warm-chunks';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});

const part = (name: string): HTMLElement | null =>
  document.querySelector(`[data-relink="${name}"]`);
const announced: string[] = [];
const LOCKED = { health: 'needs_update', remedy: 'visit_bank' };
const institution = {
  name: 'Tartan Bank',
  url: 'https://www.tartan.example/login',
  color: '#1f6feb',
};

/** An Item whose last try has failed before the components below are there. */
function Failed({ itemId, children }: { itemId: string; children: ReactNode }): ReactNode {
  const sessions = sessionStoreOf(useClient());
  useState(() => {
    const error = createRelinkError('link_blocked', { message: 'Blocked by the test.' });
    sessions.show(itemId, { status: 'failed', error });
  });
  return children;
}

it('a notice that is mounted after a failed try says why it failed, and offers another one', async () => {
  const itemId = app.item(BROKEN);
  render(
    <app.Page>
      <Failed itemId={itemId}>
        <RelinkNotice itemId={itemId} />
      </Failed>
    </app.Page>,
  );
  expect(await screen.findByRole('button', { name: /^Try again/ })).toHaveAccessibleDescription(
    /didn’t load/,
  );
});

describe('the logo of a notice', () => {
  it('a notice shows the first letter of the bank’s name, in the hue of the bank’s colour', async () => {
    const itemId = app.item({ ...BROKEN, institution_name: 'élan Bank', institution });
    render(
      <app.Page>
        <RelinkNotice itemId={itemId} />
      </app.Page>,
    );
    await screen.findByRole('group');
    const logo = part('logo');
    expect(logo).toHaveTextContent('T');
    // #1f6feb is 260 degrees in OKLCH.
    expect(logo).toHaveAttribute('data-hue', '9');
    expect(logo).toHaveAttribute('aria-hidden', 'true');
    expect(logo).not.toHaveAttribute('style');
  });

  it('the letter of a bank is the first one that the user sees, in upper case', async () => {
    const itemId = app.item({ ...BROKEN, institution_name: '“ąbank” ltd.' });
    render(
      <app.Page>
        <RelinkNotice itemId={itemId} />
      </app.Page>,
    );
    await screen.findByRole('group');
    expect(part('logo')?.textContent).toBe('Ą');
    expect(part('logo')).toHaveAttribute('data-hue');
  });

  it('a notice shows the bank’s logo, and the letter where that cannot be loaded', async () => {
    const logo_url = 'https://images.example/tartan.png';
    const itemId = app.item({ ...BROKEN, institution: { ...institution, logo_url } });
    render(
      <app.Page>
        <RelinkNotice itemId={itemId} />
      </app.Page>,
    );
    await screen.findByRole('group');
    const image = part('logo')?.querySelector('img');
    expect(image).toHaveAttribute('src', logo_url);
    expect(image).toHaveAttribute('alt', '');
    expect(part('logo')).not.toHaveAttribute('data-hue');
    act(() => void image?.dispatchEvent(new Event('error')));
    expect(part('logo')?.querySelector('img')).toBeNull();
    expect(part('logo')).toHaveTextContent('T');
  });

  it.each([
    ['relink', BROKEN, 'warning', 'alert'],
    ['wait', DOWN, 'neutral', 'clock'],
    ['new_link', { health: 'revoked', remedy: 'new_link' }, 'danger', 'cross'],
  ])('the badge of the topic %s has a tone and a drawing', async (_topic, answer, tone, icon) => {
    render(
      <app.Page>
        <RelinkNotice itemId={app.item(answer)} />
      </app.Page>,
    );
    await screen.findByRole('group');
    expect(part('badge')).toHaveAttribute('data-tone', tone);
    expect(part('badge')?.querySelector('svg')).toHaveAttribute('data-icon', icon);
  });

  it('the app’s own logo takes the place of ours', async () => {
    const Logo = vi.fn(({ name, tone }: { name: string; tone: string }) => (
      <i>{`${name} ${tone}`}</i>
    ));
    const itemId = app.item({ ...BROKEN, institution });
    render(
      <RelinkProvider gateway={app.gateway} components={{ Logo }}>
        <RelinkNotice itemId={itemId} />
      </RelinkProvider>,
    );
    await screen.findByText('Tartan Bank warning');
    expect(part('logo')).toBeNull();
    expect(Logo.mock.lastCall?.[0]).toMatchObject({ institution });
  });
});

describe('the words of a notice', () => {
  it('a notice has a heading where the app gives its level, and the language of its texts', async () => {
    const itemId = app.item(BROKEN);
    render(
      <app.Page messages={germanMessages}>
        <RelinkNotice itemId={itemId} headingLevel={3} />
      </app.Page>,
    );
    await screen.findByRole('heading', { level: 3, name: /neu anmelden/ });
    expect(screen.getByRole('group')).toHaveAttribute('lang', 'de');
  });

  it('a notice without texts of a known language has that of the page', async () => {
    const itemId = app.item(BROKEN);
    render(
      <app.Page messages={{ idle: 'Repair' }}>
        <RelinkNotice itemId={itemId} />
      </app.Page>,
    );
    expect(await screen.findByRole('group')).not.toHaveAttribute('lang');
  });

  it.each([
    ['where its button leads to a sign-in', BROKEN, {}, true],
    ['but not during an outage', DOWN, {}, false],
    ['but not where the user has to go to the bank first', LOCKED, {}, false],
    ['but not with trust={false}', BROKEN, { trust: false }, false],
    ['but not where it has no button, since the app has no onConnectAgain', LOST, {}, false],
    ['and where its button begins a new connection', LOST, { onConnectAgain() {} }, true],
  ])(
    'a notice says whom the user trusts with the password, %s',
    async (_when, answer, props, is) => {
      render(
        <app.Page>
          <RelinkNotice itemId={app.item(answer)} {...props} />
        </app.Page>,
      );
      const group = await screen.findByRole('group');
      expect(group.textContent.includes('We never see your password.')).toBe(is);
    },
  );

  it('a provider can leave the line about trust out of every notice and list', async () => {
    const itemId = app.item(BROKEN);
    render(
      <RelinkProvider gateway={app.gateway} trust={false}>
        <RelinkNotice itemId={itemId} />
        <RelinkList itemIds={[itemId]} />
      </RelinkProvider>,
    );
    await waitFor(() => expect(screen.getAllByRole('group')).toHaveLength(2));
    expect(part('trust')).toBeNull();
  });
});

describe('a bank that the user has to visit first', () => {
  it('a notice links to the bank’s own site, and its button says that it reconnects', async () => {
    const itemId = app.item({ ...LOCKED, institution_name: 'Tartan Bank', institution });
    render(
      <app.Page>
        <RelinkNotice itemId={itemId} />
      </app.Page>,
    );
    const link = await screen.findByRole('link', { name: 'Open tartan.example' });
    expect(link).toHaveAttribute('href', 'https://www.tartan.example/login');
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    expect(link).toHaveAttribute('data-variant', 'primary');
    const button = screen.getByRole('button', { name: 'Reconnect Tartan Bank' });
    expect(button).toHaveAttribute('data-variant', 'plain');
  });

  it('a row of a list links to the bank’s own site by a short text, and a screen reader hears the host', async () => {
    const itemId = app.item({ ...LOCKED, institution_name: 'Tartan Bank', institution });
    render(
      <app.Page>
        <RelinkList itemIds={[itemId]} />
      </app.Page>,
    );
    const link = await screen.findByRole('link', { name: 'Open your bank tartan.example' });
    expect(link).toHaveTextContent(/^Open your bank$/);
  });

  it('a user who merely closes Link reads no error, and hears once that nothing has changed', async () => {
    const itemId = app.item(LOCKED);
    render(
      <app.Page>
        <RelinkNotice itemId={itemId} />
      </app.Page>,
    );
    await userEvent.click(await screen.findByRole('button', { name: `Reconnect ${itemId}` }));
    const handler = await app.opened();
    announced.length = 0;
    const region = part('announcer');
    const observer = new MutationObserver(() => {
      if (region?.textContent) announced.push(region.textContent);
    });
    if (region) observer.observe(region, { childList: true });
    app.exit(handler);
    await waitFor(() => expect(announced).toEqual([`Nothing has changed at ${itemId}.`]));
    await app.ask(itemId);
    expect(part('notice-error')).toBeNull();
    expect(screen.getByRole('group')).toHaveAttribute('data-topic', 'visit_bank');
    expect(announced).toHaveLength(1);
    observer.disconnect();
  });
});

describe('a way out of a dead end', () => {
  it('“Get help” of an Item that cannot be checked gives the app the error, and the reference can be copied', async () => {
    const error = Object.assign(httpError(400), { request_id: 'req-1' });
    const itemId = app.item(error);
    const onSupport = vi.fn();
    render(
      <app.Page>
        <RelinkNotice itemId={itemId} onSupport={onSupport} />
      </app.Page>,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Get help' }));
    expect(onSupport).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'request_rejected', itemId }),
    );
  });

  it('“Sign in” of the provider serves a notice that has none of its own', async () => {
    const itemId = app.item(httpError(401));
    const onSignIn = vi.fn(() => {
      app.set(itemId, HEALTHY);
      return Promise.resolve();
    });
    render(
      <RelinkProvider gateway={app.gateway} onSignIn={onSignIn} onError={() => {}}>
        <RelinkNotice itemId={itemId} />
      </RelinkProvider>,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(onSignIn).toHaveBeenCalledExactlyOnceWith(itemId);
    await waitFor(() => expect(screen.queryByRole('group')).toBeNull());
  });
});

describe('the anatomy of a list', () => {
  it('a list has one line for each bank, and says once what the sign-in is and how long it takes', async () => {
    const [first, second] = [app.item(BROKEN), app.item(BROKEN)];
    render(
      <app.Page>
        <RelinkList itemIds={[first, second]} headingLevel={2} />
      </app.Page>,
    );
    await app.untilRows(2);
    await screen.findByRole('heading', { level: 2, name: 'Sign in to 2 banks' });
    expect(
      screen.getByText(`About a minute each. Start with ${first}, or pick any.`),
    ).toBeVisible();
    expect(screen.getAllByText(/We never see your password/)).toHaveLength(1);
    expect(screen.getByRole('heading', { level: 3, name: first })).toBeVisible();
    expect(app.rowOf(first)).toHaveAccessibleName(first);
    expect(within(app.rowOf(first)).getByText('Signed out')).toHaveAttribute(
      'data-tone',
      'warning',
    );
    const [current, next] = screen.getAllByRole('button', { name: /^Reconnect/ });
    expect(current).toHaveAttribute('data-variant', 'primary');
    expect(next).toHaveAttribute('data-variant', 'secondary');
    expect(screen.getAllByRole('button', { name: /^Later/ })).toHaveLength(1);
  });

  it('a list keeps apart what the user can do nothing about, and what is left for later', async () => {
    const [first, second, down] = [app.item(BROKEN), app.item(BROKEN), app.item(DOWN)];
    render(
      <app.Page>
        <RelinkList itemIds={[first, second, down]} />
      </app.Page>,
    );
    await app.untilRows(3);
    const row = app.rowOf(first);
    await app.press(first, 'Later');
    const items = screen.getAllByRole('listitem').map((one) => one.textContent);
    expect(items.map((text) => /bank-\d+|Nothing to do|Later/.exec(text)?.[0])).toEqual([
      second,
      'Nothing to do',
      down,
      'Later',
      first,
    ]);
    // The same element: a row that mounts again would lose what it knows.
    expect(app.rowOf(first)).toBe(row);
    expect(row).toHaveTextContent('Later · Signed out');
    await app.press(first, 'Reconnect');
    await app.repair(first);
    await waitFor(() => expect(row).toHaveAttribute('data-topic', 'repaired'));
    await waitFor(() => expect(screen.queryByText('Later', { selector: 'li > *' })).toBeNull());
  });

  it('a double click on “Later” leaves one bank for later', async () => {
    const ids = [app.item(BROKEN), app.item(BROKEN), app.item(BROKEN)];
    const onSkip = vi.fn();
    render(
      <app.Page>
        <RelinkList itemIds={ids} onSkip={onSkip} />
      </app.Page>,
    );
    await app.untilRows(3);
    const click = (detail: number): void =>
      act(
        () =>
          void screen
            .getByRole('button', { name: /^Later/ })
            .dispatchEvent(new MouseEvent('click', { bubbles: true, detail })),
      );
    click(1);
    click(2);
    expect(onSkip).toHaveBeenCalledExactlyOnceWith(ids[0]);
  });

  it('a list of more than eight banks shows its progress as one bar', async () => {
    const ids = Array.from({ length: 9 }, () => app.item(BROKEN));
    render(
      <app.Page>
        <RelinkList itemIds={ids} />
      </app.Page>,
    );
    await app.untilRows(9);
    await screen.findByText('Step 1 of 9');
    expect(part('list-step')).toBeNull();
    expect(part('list-meter')).toHaveValue(0);
  });
});

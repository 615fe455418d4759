// @vitest-environment jsdom
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { RelinkButton } from 'react-plaid-relink';
import { SANDBOX_CREDENTIALS, type FakeLinkCredentials } from 'react-plaid-relink/testing';
import { createFakeApp } from '../support/fake-app';

async function openLink(prefill?: FakeLinkCredentials) {
  const app = createFakeApp({ ui: 'dialog', prefill });
  render(app.provide(<RelinkButton itemId={app.itemId} onError={() => {}} />));
  await userEvent.click(screen.getByRole('button'));
  const { iframe } = await app.link.whenOpen();
  const doc = iframe.contentDocument ?? document;
  return {
    ...app,
    doc,
    field: (name: string) => doc.querySelector<HTMLInputElement>(`#${name}`)?.value,
    press: (name: string) =>
      [...doc.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click(),
  };
}

describe('the fake Link with a form that is filled in', () => {
  it('one press of “Log in” relinks the Item', async () => {
    const { plaid, itemId, link, doc, field, press } = await openLink(SANDBOX_CREDENTIALS);
    expect([field('username'), field('password')]).toEqual(['user_good', 'pass_good']);
    expect(doc.activeElement?.textContent).toBe('Log in');
    press('Log in');
    await waitFor(() => expect(link.current).toBeNull());
    expect(plaid.itemState(itemId).errorCode).toBeNull();
  });

  it('the form holds what `prefill` says when it shows, and Sandbox’s good password after an error', async () => {
    let password = 'pass_good';
    const prefill = {
      username: 'user_good',
      get password() {
        return password;
      },
    };
    password = 'pass_bad';
    const { plaid, itemId, link, doc, field, press } = await openLink(prefill);
    expect(field('password')).toBe('pass_bad');
    press('Log in');
    await waitFor(() => expect(doc.querySelector('[role="alert"]')).not.toBeNull());
    expect(plaid.itemState(itemId).errorCode).toBe('ITEM_LOGIN_REQUIRED');
    expect(field('password')).toBe('pass_good');
    press('Log in');
    await waitFor(() => expect(link.current).toBeNull());
    expect(plaid.itemState(itemId).errorCode).toBeNull();
  });

  it('a form without `prefill` is empty, and the user presses “Finish” after the login', async () => {
    const { link, doc, field } = await openLink();
    expect([field('username'), field('password')]).toEqual(['', '']);
    await link.enterCredentials('user_good', 'pass_good');
    expect([...doc.querySelectorAll('button')].map(({ textContent }) => textContent)).toContain(
      'Finish',
    );
  });
});

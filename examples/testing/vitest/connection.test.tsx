// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RelinkProvider } from 'react-plaid-relink';
import { createFakeBackend, createFakeLink, createFakePlaid } from 'react-plaid-relink/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Connection } from '../connection';

const plaid = createFakePlaid();
const backend = createFakeBackend({ plaid });
const link = createFakeLink({ plaid });

beforeEach(() => void link.install());
afterEach(cleanup);

function renderBrokenItem(): string {
  const item = plaid.createItem({
    institutionName: 'Tartan Bank',
    errorCode: 'ITEM_LOGIN_REQUIRED',
  });
  backend.addItem(item);
  render(
    <RelinkProvider gateway={backend.gateway} onError={() => {}}>
      <Connection itemId={item.itemId} bank="Tartan Bank" />
    </RelinkProvider>,
  );
  return item.itemId;
}

it('a user reconnects a bank', async () => {
  const itemId = renderBrokenItem();
  await userEvent.click(await screen.findByRole('button', { name: 'Reconnect' }));
  await link.succeed();
  await screen.findByText('Tartan Bank: connected');
  expect(plaid.itemState(itemId)).toMatchObject({ errorCode: null, relinkCount: 1 });
});

it('a user whose account is locked is told to visit the bank first', async () => {
  renderBrokenItem();
  await userEvent.click(await screen.findByRole('button', { name: 'Reconnect' }));
  await link.exit('ITEM_LOCKED');
  await screen.findByText('Sort this out with Tartan Bank first, then come back here.');
});

it('a token that Plaid refuses costs the user a second click', async () => {
  renderBrokenItem();
  await userEvent.click(await screen.findByRole('button', { name: 'Reconnect' }));
  await link.exit('INVALID_LINK_TOKEN');
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await link.succeed();
  await screen.findByText('Tartan Bank: connected');
});

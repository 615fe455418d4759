import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createFakeBackend, createFakeLink, createFakePlaid } from 'react-plaid-relink/testing';
import { App } from '../app';

const plaid = createFakePlaid();
const backend = createFakeBackend({ plaid });
const link = createFakeLink({ plaid });
const item = plaid.createItem({ institutionName: 'Tartan Bank' });
backend.addItem(item);

beforeEach(() => {
  plaid.breakItem(item.itemId);
  // The app's own route. Keep the mock of fetch that you have.
  jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation(() =>
      Promise.resolve(Response.json([{ itemId: item.itemId, bank: 'Tartan Bank' }])),
    );
  // Answers /api/plaid, and passes on all other requests.
  backend.install();
  link.install();
});
afterEach(cleanup);

it('a user reconnects a bank in the app', async () => {
  render(<App />);
  await userEvent.click(await screen.findByRole('button', { name: 'Reconnect' }));
  await link.succeed();
  await screen.findByText('Tartan Bank: connected');
  expect(plaid.itemState(item.itemId).errorCode).toBeNull();
});

it('a user who closes Link may try again', async () => {
  render(<App />);
  await userEvent.click(await screen.findByRole('button', { name: 'Reconnect' }));
  await link.exit();
  await userEvent.click(await screen.findByRole('button', { name: 'Reconnect' }));
  await link.succeed();
  await screen.findByText('Tartan Bank: connected');
});

import { expect, test, type Page } from '@playwright/test';
import { relinkPage } from 'react-plaid-relink/testing/playwright';

const plaid = `http://127.0.0.1:${Number(process.env.PORT ?? 3000) + 2}`;

// The tests share the Item of the fake Plaid, so each breaks it first.
test.beforeEach(async ({ request }) => {
  const data = {
    client_id: 'fake-client-id',
    secret: 'fake-secret',
    access_token: 'access-sandbox-first-platypus-bank',
  };
  const answer = await request.post(`${plaid}/sandbox/item/reset_login`, { data });
  expect(answer.ok()).toBe(true);
});

async function openLinkFor(page: Page, bank: string) {
  const relink = await relinkPage(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const connection = page.getByRole('listitem').filter({ hasText: bank });
  // A page that is loaded again while it signs in is not signed in.
  await expect(connection).toBeVisible();
  // The handler asks Plaid once in 4 seconds, so it may not know yet that the Item is broken.
  await expect(async () => {
    await page.reload();
    await expect(connection).toHaveText(/Reconnect/, { timeout: 1_000 });
  }).toPass();
  await connection.getByRole('button').click();
  return { relink, connection };
}

test('a user reconnects a bank', async ({ page }) => {
  const { relink, connection } = await openLinkFor(page, 'First Platypus Bank');
  await relink.succeed();
  await expect(connection).toHaveText('First Platypus Bank: connected');
});

test('a user whose account is locked is told to visit the bank first', async ({ page }) => {
  const { relink, connection } = await openLinkFor(page, 'First Platypus Bank');
  await relink.exit('ITEM_LOCKED');
  await expect(connection).toContainText(
    'Sort this out with First Platypus Bank first, then come back here.',
  );
  await expect(connection.getByRole('button')).toHaveText('Try again');
});

test('a user logs in by hand in Link', async ({ page }) => {
  const { relink, connection } = await openLinkFor(page, 'First Platypus Bank');
  await expect(relink.dialog).toBeVisible();
  await relink.enterCredentials('user_good', 'wrong');
  await relink.frame.getByLabel('Username').fill('user_good');
  await relink.frame.getByLabel('Password').fill('pass_good');
  await relink.frame.getByRole('button', { name: 'Log in' }).click();
  await relink.frame.getByRole('button', { name: 'Finish' }).click();
  await expect(relink.dialog).toBeHidden();
  await expect(connection).toHaveText('First Platypus Bank: connected');
});

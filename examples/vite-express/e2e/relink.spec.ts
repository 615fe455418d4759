import { expect, test, type Page } from '@playwright/test';

/** The open Link; the fake one has Plaid's title. */
const link = (page: Page) => page.frameLocator('iframe[title="Plaid Link"]:visible');

async function openLinkFor(page: Page, bank: string) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const connection = page.getByRole('listitem').filter({ hasText: bank });
  await connection.getByRole('button', { name: 'Reconnect' }).click();
  return connection;
}

test('a user reconnects a bank', async ({ page }) => {
  const connection = await openLinkFor(page, 'First Platypus Bank');
  await link(page).getByLabel('Username').fill('user_good');
  await link(page).getByLabel('Password').fill('pass_good');
  await link(page).getByRole('button', { name: 'Log in' }).click();
  await link(page).getByRole('button', { name: 'Finish' }).click();
  await expect(connection).toHaveText('First Platypus Bank: connected');
});

test('a user whose account is locked is told to visit the bank first', async ({ page }) => {
  const connection = await openLinkFor(page, 'First Platypus Bank');
  await link(page).getByLabel('Username').fill('user_good');
  await link(page).getByLabel('Password').fill('error_ITEM_LOCKED');
  await link(page).getByRole('button', { name: 'Log in' }).click();
  await link(page).getByRole('button', { name: 'Close' }).click();
  await expect(connection.getByRole('button')).toHaveText(
    'Your bank needs you first. Please log in there, then try again here.',
  );
});

import type { FrameLocator, Locator, Page } from 'playwright';

/** The fake Link's dialog, in its iframe. */
export const linkOn = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Plaid Link"]:visible');

/** The card of a bank among the connections. */
export const cardOf = (page: Page, bank: string): Locator =>
  page.locator('.item', { hasText: bank });

export const untilHealth = (item: Locator, health: string): Promise<void> =>
  item.and(item.page().locator(`[data-health="${health}"]`)).waitFor();

export async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in as Ada' }).click();
  await page.getByRole('heading', { name: 'Your connections' }).waitFor();
}

export async function logInAndFinish(page: Page): Promise<void> {
  await linkOn(page).getByLabel('Username').fill('user_good');
  await linkOn(page).getByLabel('Password').fill('pass_good');
  await linkOn(page).getByRole('button', { name: 'Log in' }).click();
  await linkOn(page).getByRole('button', { name: 'Finish' }).click();
}

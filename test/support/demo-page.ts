import type { FrameLocator, Locator, Page } from 'playwright';

/** The fake Link's dialog, in its iframe. */
export const linkOn = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Plaid Link"]:visible');

/** The product around the components. */
export const productOn = (page: Page): Locator => page.locator('.product');

/** The button that opens Link for the first bank of the tab. */
export const reconnectOn = (page: Page): Locator =>
  productOn(page).locator('[data-relink="button"]').first();

/** Goes to a tab of the product. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Ways to use it' }).getByText(name).click();
}

/** The Item of a bank, as the demo's backend names it. */
export async function itemIdOf(page: Page, bank: string): Promise<string> {
  // The first visit makes the session, and a request before that would make another.
  await productOn(page).getByRole('heading', { level: 2 }).waitFor();
  const items = await page.evaluate(async () => {
    const response = await fetch('/api/config');
    return ((await response.json()) as { items: { itemId: string; bank: string }[] }).items;
  });
  const found = items.find((item) => item.bank === bank);
  if (!found) throw new Error(`The demo has no ${bank}.`);
  return found.itemId;
}

/** Waits for a bank's row or part of the product to show the Item's health. */
export const untilHealth = (page: Page, itemId: string, health: string): Promise<void> =>
  productOn(page)
    .locator(
      `[data-item="${itemId}"]:is([data-health="${health}"], :has([data-health="${health}"]))`,
    )
    .waitFor();

/** The transactions of the paused bank have come in. */
export const untilPaid = (page: Page): Promise<void> =>
  productOn(page).getByText('5 new').waitFor();

/** Link's form is filled in. */
export const logIn = (page: Page): Promise<void> =>
  linkOn(page).getByRole('button', { name: 'Log in', exact: true }).click();

export const finish = (page: Page): Promise<void> =>
  linkOn(page).getByRole('button', { name: 'Finish' }).click();

/** Lets the bank of the tab do something, from the panel. */
export async function playBank(page: Page, action: string): Promise<void> {
  await page.getByRole('tab', { name: 'Break it' }).click();
  await page.getByRole('button', { name: action }).click();
}

/** Switches a fault on or off. */
export async function switchFault(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name: 'Break it' }).click();
  await page.getByText(name, { exact: true }).click();
}

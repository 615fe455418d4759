/**
 * The fake Link in tests with Playwright.
 *
 * @module react-plaid-relink/testing/playwright
 */

import type { FrameLocator, Locator, Page } from '@playwright/test';
import type { FakeLink } from './fake-link';
import type { FakeLinkBehaviour } from './link/link-types';
import { PAGE_LINK } from './link/page-link';
import {
  DEFAULT_TIMEOUT_MS,
  NO_FAKE_LINK,
  pageScript,
  type RelinkPageOptions,
} from './page-script';

export type { FakeLinkBehaviour, RelinkPageOptions };

/** What a user does in the Link of a page. Each method waits until Link is open, and rejects with the reason if none opens. */
export interface RelinkPage {
  /** Logs in and finishes. */
  succeed(): Promise<void>;
  /** Closes Link, with one of Plaid's error codes or without. */
  exit(errorCode?: string): Promise<void>;
  /** Submits credentials: see `SANDBOX_CREDENTIALS`. The password `error_<CODE>` gives that error of Plaid. */
  enterCredentials(username: string, password: string): Promise<void>;
  /** Makes Link misbehave from now on, such as `{ script: 'blocked' }`. Waits for the page and not for Link. */
  simulate(behaviour: Partial<FakeLinkBehaviour>): Promise<void>;
  /** The open Link: `await expect(relink.dialog).toBeVisible()`, or `toBeHidden()`. */
  readonly dialog: Locator;
  /** What is in the open Link, for clicks of your own. */
  readonly frame: FrameLocator;
}

/** The open Link; the fake one has Plaid's title. */
const OPEN_LINK = 'iframe[title="Plaid Link"]:visible';

/**
 * Drives the fake Link of a page as its user. With `plaid` it also installs it there; the app needs no code for that.
 *
 * @example
 * const relink = await relinkPage(page, { plaid: 'http://127.0.0.1:4000' });
 * await page.goto('/');
 * await page.getByRole('button', { name: 'Reconnect' }).click();
 * await relink.succeed();
 */
export async function relinkPage(
  page: Page,
  { plaid, timeoutMs = DEFAULT_TIMEOUT_MS }: RelinkPageOptions = {},
): Promise<RelinkPage> {
  const dialog = page.locator(OPEN_LINK);

  if (plaid !== undefined) {
    await page.addInitScript({ content: pageScript(plaid) });
    // For a tag that is in the HTML of the page: no request leaves the machine.
    await page.route('https://cdn.plaid.com/link/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: '' }),
    );
  }

  async function act(...[method, ...args]: LinkCall): Promise<void> {
    const key = String(PAGE_LINK.description);
    const hasLink = (name: string): boolean => Reflect.has(globalThis, Symbol.for(name));
    const isThere = page.waitForFunction(hasLink, key, { timeout: timeoutMs });
    await isThere.catch((cause: unknown) => {
      throw new Error(NO_FAKE_LINK, { cause });
    });
    if (method !== 'simulate') {
      // A Link that does not open is told by the call below, with the reason.
      await dialog.waitFor({ timeout: timeoutMs }).catch(() => {});
    }
    await page.evaluate(
      ([name, called, given]) => {
        const link = Reflect.get(globalThis, Symbol.for(name)) as FakeLink;
        return Reflect.apply(link[called], link, given) as unknown;
      },
      [key, method, args] as const,
    );
  }

  return {
    succeed: () => act('succeed'),
    exit: (errorCode) => act('exit', errorCode ?? null),
    enterCredentials: (username, password) => act('enterCredentials', username, password),
    simulate: (behaviour) => act('simulate', behaviour),
    dialog,
    frame: page.frameLocator(OPEN_LINK),
  };
}

/** A call of the fake Link in the page. */
type LinkCall =
  | ['succeed']
  | ['exit', string | null]
  | ['enterCredentials', string, string]
  | ['simulate', Partial<FakeLinkBehaviour>];

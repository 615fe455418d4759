import { chromium, type Browser, type Page } from 'playwright';
import { afterAll } from 'vitest';
import { launchOptions } from '../../scripts/chromium.ts';

export interface WatchedPage {
  page: Page;
  /** Console errors, uncaught exceptions, and requests that would leave this machine. */
  problems: string[];
  close(): Promise<void>;
}

/** One for all pages of a test file. */
let browser: Browser | null = null;
afterAll(() => browser?.close());

/** A page in a real Chromium, of a context of its own, watched for everything that should not happen in it. */
export async function openPage(url: string): Promise<WatchedPage> {
  browser ??= await chromium.launch(launchOptions(process.env.CHROMIUM_PATH));
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isHere = hostname === 'localhost' || hostname === '127.0.0.1';
    if (/^https?:$/.test(protocol) && !isHere) problems.push(`left the machine: ${request.url()}`);
  });
  await page.goto(url);
  return { page, problems, close: () => context.close() };
}

import { playwright } from '@vitest/browser-playwright';
import type { BrowserConfigOptions } from 'vitest/node';
import { launchOptions } from '../../scripts/chromium.ts';

/** Vitest's browser mode. An object for each project, because vitest changes the object that it is given. */
export function inChromium(): BrowserConfigOptions {
  return {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions: launchOptions(process.env.CHROMIUM_PATH) }),
    instances: [{ browser: 'chromium' }],
  };
}

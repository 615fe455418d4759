import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { aliases } from './aliases.ts';
import { inChromium } from './test/browser/in-chromium.ts';

/**
 * `npm run test:stories` plays the stories from their sources. `npm run test:all` plays them in the Storybook that is
 * built. A file of its own, because the plugin takes seconds to load, and each run of vitest.config.ts would wait for it.
 */
export default defineConfig({
  resolve: { alias: aliases },
  plugins: [storybookTest({ configDir: fileURLToPath(new URL('.storybook', import.meta.url)) })],
  test: { name: 'storybook', maxWorkers: 1, testTimeout: 30_000, browser: inChromium() },
});

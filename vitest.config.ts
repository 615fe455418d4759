import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { aliases } from './aliases.ts';
import { launchOptions } from './scripts/chromium.mjs';
import { versionsOf } from './test/compat/set.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// A function: vitest changes the object it is given, so projects must not share one.
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: launchOptions(process.env.CHROMIUM_PATH) }),
  instances: [{ browser: 'chromium' as const }],
});

/** A page of a browser that shares its two cores with others is late for what it is waited for. */
const afterTheRest = { sequence: { groupOrder: 1 }, maxWorkers: 1 };

const newest = versionsOf('newest');
const hasStories = readdirSync(here('stories')).some((file) => file.includes('.stories.'));

export default defineConfig({
  resolve: { alias: aliases },
  test: {
    // One less by default. Tests that start servers and browsers wait more than they compute.
    maxWorkers: Math.max(availableParallelism(), 2),
    // Longer than any wait within a test.
    testTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      reporter: ['text-summary'],
      // A fall below these fails, of the unit project alone too: `npm run coverage`.
      thresholds: { statements: 93, branches: 90, functions: 91, lines: 94 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'test/{unit,contract,faults,proof,docs}/**/*.test.{ts,tsx}',
            'test/compat/versions.test.tsx',
            'examples/testing/vitest/*.test.tsx',
          ],
          setupFiles: ['test/setup.ts'],
          pool: 'threads',
          provide: { versions: newest },
        },
      },
      {
        // The oldest react-plaid-link that is supported; vitest.matrix.config.ts has the other combinations.
        extends: true,
        resolve: { alias: [{ find: /^react-plaid-link$/, replacement: 'react-plaid-link-4' }] },
        test: {
          name: 'react-plaid-link 4',
          include: ['test/contract/link-*.test.tsx', 'test/compat/versions.test.tsx'],
          provide: { versions: { ...newest, 'react-plaid-link': '4.2.0' } },
          setupFiles: ['test/setup.ts'],
          pool: 'threads',
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          ...afterTheRest,
          include: ['test/browser/**/*.test.{ts,tsx}'],
          setupFiles: ['test/browser/setup.ts'],
          browser: browser(),
        },
      },
      // Not part of `npm test`, which plays the stories in the built Storybook: see below.
      ...(hasStories
        ? [
            {
              extends: true as const,
              plugins: [storybookTest({ configDir: here('.storybook') })],
              test: { name: 'storybook', ...afterTheRest, browser: browser() },
            },
          ]
        : []),
      {
        // The Storybook as it is published: every story in every appearance.
        extends: true,
        test: {
          name: 'looks',
          include: ['test/visual/**/*.test.ts'],
          globalSetup: ['test/visual/build-storybook.ts'],
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'examples',
          // Beside the browser's, since they mostly wait.
          ...afterTheRest,
          include: ['test/examples/**/*.test.ts'],
          globalSetup: ['test/support/pack.ts', 'test/examples/install.ts'],
          testTimeout: 60_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/{e2e,mutations,package}/**/*.test.ts'],
          globalSetup: ['test/support/pack.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        // Alone, after all others: it looks at times and memory.
        extends: true,
        test: {
          name: 'load',
          include: ['test/load/*.test.ts'],
          globalSetup: ['test/support/pack.ts'],
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'frameworks',
          include: ['test/frameworks/*.test.ts'],
          globalSetup: ['test/support/pack.ts', 'test/frameworks/install-runtimes.ts'],
          hookTimeout: 90_000,
        },
      },
    ],
  },
});

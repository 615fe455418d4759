import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { aliases, nativeFakes } from './aliases.ts';
import type { Project } from './scripts/projects.ts';
import { inChromium } from './test/browser/in-chromium.ts';
import { versionsOf } from './test/compat/set.ts';

const newest = versionsOf('newest');
const inThreads = { setupFiles: 'test/setup.ts', pool: 'threads' } as const;
/** Each file gets a context of its own in a thread that stays: jsdom and React load once, which halves the time. */
const inContexts = { ...inThreads, pool: 'vmThreads' } as const;
/** After the others and one file at a time: a page in a browser is late where other tests want the processor. */
const afterTheRest = { sequence: { groupOrder: 1 }, maxWorkers: 1 };
const pack = 'test/support/pack.ts';

const histories = ['test/unit/histories-*.test.{ts,tsx}'];
/** The tests that need a document. Plaid's official client cannot be loaded in a context. */
const inDocument = [
  'test/{unit,contract,faults}/**/*.test.tsx',
  'test/unit/{core-session-link-lock,core-session-races,hosted-link,link-script}.test.ts',
];
const bundles = 'test/package/bundles.test.ts';
/** Runs TypeDoc over the whole source. */
const apiReference = 'test/docs/api.test.ts';

const projects: Record<Project, TestProjectInlineConfiguration> = {
  unit: {
    test: {
      ...inThreads,
      include: ['test/{unit,contract,faults,proof,docs}/**/*.test.ts'],
      exclude: [...configDefaults.exclude, ...inDocument, ...histories, apiReference],
    },
  },
  dom: {
    test: {
      ...inContexts,
      include: [
        ...inDocument,
        'test/compat/versions.test.tsx',
        'examples/testing/vitest/*.test.tsx',
      ],
      exclude: [...configDefaults.exclude, ...histories],
      provide: { versions: newest },
    },
  },
  // Random histories. `npm test` runs short ones, `npm run test:all` long ones.
  histories: { test: { ...inThreads, include: histories } },
  // The oldest react-plaid-link that is supported; vitest.matrix.config.ts has the other combinations.
  'react-plaid-link 4': {
    resolve: { alias: [{ find: /^react-plaid-link$/, replacement: 'react-plaid-link-4' }] },
    test: {
      ...inContexts,
      include: ['test/contract/link-*.test.tsx', 'test/compat/versions.test.tsx'],
      provide: { versions: { ...newest, 'react-plaid-link': '4.2.0' } },
    },
  },
  browser: {
    test: {
      ...afterTheRest,
      include: ['test/browser/**/*.test.{ts,tsx}'],
      setupFiles: ['test/browser/setup.ts'],
      browser: inChromium(),
    },
  },
  // One relink in the demo, and what each entry of the package brings along.
  smoke: {
    test: {
      ...afterTheRest,
      include: ['test/smoke/*.test.ts', bundles],
      globalSetup: [pack],
      testTimeout: 90_000,
      hookTimeout: 90_000,
    },
  },
  // The Storybook as it is published: every story in every appearance.
  looks: {
    test: {
      include: ['test/visual/**/*.test.ts'],
      globalSetup: ['test/visual/build-storybook.ts'],
      // The visit of all stories takes a minute, or several on a busy machine. Each step of it has a bound of its own.
      hookTimeout: 600_000,
    },
  },
  examples: {
    test: {
      include: ['test/examples/**/*.test.ts'],
      globalSetup: [pack, 'test/examples/install.ts'],
      testTimeout: 60_000,
      hookTimeout: 300_000,
    },
  },
  e2e: {
    test: {
      include: ['test/{e2e,load,mutations,package}/**/*.test.ts', apiReference],
      exclude: [...configDefaults.exclude, bundles],
      globalSetup: [pack],
      testTimeout: 90_000,
      hookTimeout: 90_000,
    },
  },
  frameworks: {
    test: {
      include: ['test/frameworks/*.test.ts', 'test/native/*.test.ts'],
      globalSetup: [
        pack,
        'test/native/install.ts',
        'test/frameworks/install-runtimes.ts',
        'test/frameworks/install-platforms.ts',
      ],
      hookTimeout: 90_000,
    },
  },
};

export default defineConfig({
  resolve: { alias: [...aliases, ...nativeFakes] },
  test: {
    // One less by default. Tests that start servers and browsers wait more than they compute.
    maxWorkers: Math.max(availableParallelism(), 2),
    // Longer than any wait within a test.
    testTimeout: 30_000,
    // For what never comes. vitest's own second is too short for the first request of a process on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    // The message of a failure is all that a summary shows. "[ …(1) ]" would hide what a browser logged.
    chaiConfig: { truncateThreshold: 400 },
    coverage: {
      provider: 'v8',
      // CI sets it, so that the coverage needs no run of its own.
      enabled: process.env.COVERAGE === '1',
      include: ['src/**/*.{ts,tsx}'],
      reporter: ['text-summary'],
      // A fall below these fails, of the tests without a browser alone too: `npm run coverage`.
      thresholds: { statements: 93, branches: 90, functions: 91, lines: 94 },
    },
    projects: Object.entries(projects).map(([name, project]) => ({
      ...project,
      extends: true as const,
      test: { ...project.test, name },
    })),
  },
});

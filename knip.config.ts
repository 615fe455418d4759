import type { KnipConfig } from 'knip';

/** What nothing reaches is dead. Each entry says what reaches it where no import does. */
const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: [
        // What package.json exports.
        'src/{index,native,server,testing,cli}.ts',
        'src/testing/{cypress,playwright}.ts',
        // Run by hand: the benchmarks, whose pages Vite builds.
        'bench/{all,bytes,counts,profile,speed}.mjs',
        // Started by scripts/run.mjs, by their names, and by workflows.
        'scripts/{start,test,test-all,test-matrix,check,release,docs-versions}.ts',
        'bench/{speed,first-token,list}/*.{js,jsx}',
        // Run by scripts/matrix.ts and by npm run test:stories.
        'vitest.{matrix,storybook}.config.ts',
        // Run by test/mutations/mutations.test.ts, by its path.
        'test/mutations/vitest.config.ts',
        // Read as text by the tests of the documentation and of the types.
        'test/docs/your-app.ts',
        'test/support/{type-program,type-program-null-token}.tsx',
        // Two packages, by aliases.
        'test/support/native/*.ts',
        // Started by test/e2e, by their names.
        'examples/vite-express/{playwright.config.ts,vite.config.ts,scripts/start.mjs,server/main.ts,src/main.tsx}',
        'examples/testing/jest/*.cjs',
        // Built by test/e2e, by its folder.
        'test/e2e/hosted-app/main.tsx',
        // Started by the benchmarks as processes of their own.
        'bench/*-process.mjs',
        // Read, built and run by test/frameworks, by their names.
        'examples/servers/*.ts',
        'test/frameworks/{both-handlers,echo-handler,react-router-server}.ts',
        // Read by VitePress.
        'docs/.vitepress/{config.ts,theme/index.ts}',
        // Run by hand, when the pictures are to change.
        'scripts/{component-pictures,phone-pictures,recording,skin-pictures}.ts',
      ],
      ignoreDependencies: [
        // Started by test/e2e, by their names.
        'jest',
        // Taken for react-plaid-link by a project of vitest and by the tests of the types.
        'react-plaid-link-4',
        // A schema beside the configuration of changesets.
        '@changesets/config',
        // Of the platforms that examples/servers shows, installed in test/frameworks/platforms.
        '@azure/functions',
        '@google-cloud/functions-framework',
        '@nestjs/common',
        '@nestjs/core',
        'reflect-metadata',
        'serverless-http',
        // Installed in test/native/app alone.
        'react-native',
        'react-native-plaid-link-sdk',
        // Run on the tarball, by their paths.
        'publint',
        '@arethetypeswrong/cli',
      ],
      // Compilers of examples/backends.
      ignoreBinaries: ['go', 'javac'],
      vite: { config: ['demo/vite.config.ts'] },
    },
    // Apps of their own, with lockfiles of their own. The test of skins builds and type-checks it.
    'examples/skins': {
      entry: ['src/components/*.tsx'],
      // Peers of react-plaid-relink.
      ignoreDependencies: ['react-plaid-link', 'swr'],
    },
    // The test of React Native checks its types and bundles it.
    'examples/expo': {
      ignoreDependencies: [
        // Peers: of expo, and of react-plaid-relink.
        'react',
        'react-native-plaid-link-sdk',
        'swr',
        // What the compiler reads beside them.
        '@types/react',
        // Asked for by knip where there is an app.json.
        'expo-updates',
      ],
      ignoreBinaries: ['expo'],
    },
    // Started by test/native, by their names.
    'test/native/app': {
      entry: ['entry.tsx', 'types.ts', '*.cjs'],
      // Of the example that is bundled here, of its compiler, and peers of react-plaid-relink.
      ignoreDependencies: ['expo-status-bar', 'hermes-compiler', 'swr'],
    },
    // Next.js reaches its files.
    'examples/next': {
      ignoreDependencies: [
        // Peers: of drizzle-orm, of next, and of react-plaid-relink.
        'pg',
        '@electric-sql/pglite',
        'react-dom',
        'react-plaid-link',
        'swr',
        // What react-plaid-relink needs itself, locked so that a tarball can stand in for it.
        'jose',
        // What the compiler reads beside them.
        '@types/pg',
        '@types/react-dom',
        // The mail server of the test, which imports it by its path.
        'smtp-server',
      ],
    },
  },
  // A type that an exported function takes or returns has to have a name for its callers.
  ignoreExportsUsedInFile: { interface: true, type: true },
  ignoreIssues: {
    // One component with two types: the inner one has props that apps do not see.
    'src/components/button/relink-button.tsx': ['duplicates'],
    // React Router wants both names, for one function.
    'examples/servers/react-router.ts': ['duplicates'],
    // Constants that only their own file uses, and that need not be exported.
    'src/core/gateway/call-gateway.ts': ['exports'],
  },
};
export default config;

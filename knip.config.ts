import type { KnipConfig } from 'knip';

/** What nothing reaches is dead. Each entry says what reaches it where no import does. */
const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: [
        // Started by the benchmarks as processes of their own.
        'bench/*-process.mjs',
        // Loaded through Vite by scripts/start.mjs.
        'demo/server/start.ts',
        // Read, built and run by test/frameworks, by their names.
        'examples/servers/*.ts',
        'test/frameworks/{echo-handler,react-router-server}.ts',
        // Run by hand, when the README's pictures are to change.
        'scripts/screenshots.mjs',
      ],
      ignoreDependencies: [
        // An alias in vitest.config.ts.
        'react-plaid-link-4',
        // Run on the tarball, by their paths.
        'publint',
        '@arethetypeswrong/cli',
        // What stories of dialogs and the pages of the API are made with.
        '@chakra-ui/react',
        '@emotion/react',
        '@emotion/styled',
        '@mui/material',
        '@radix-ui/react-dialog',
        'typedoc',
        'typedoc-plugin-markdown',
      ],
      vite: { config: ['demo/vite.config.ts'] },
    },
    // An app of its own, with a lockfile of its own; Next.js reaches its files.
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
      ],
    },
  },
  // A type that an exported function takes or returns has to have a name for its callers.
  ignoreExportsUsedInFile: { interface: true, type: true },
  ignoreIssues: {
    // React Router wants both names, for one function.
    'examples/servers/react-router.ts': ['duplicates'],
    // Constants that only their own file uses, and that need not be exported.
    'src/core/{backend,resolve-gateway,session-table}.ts': ['exports'],
  },
};
export default config;

import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** For tests, stories and the demo: they name the package as its users do, and run its source. */
export const aliases = [
  { find: /^react-plaid-relink\/native$/, replacement: here('src/native.ts') },
  { find: /^react-plaid-relink\/server$/, replacement: here('src/server.ts') },
  { find: /^react-plaid-relink\/testing$/, replacement: here('src/testing.ts') },
  {
    find: /^react-plaid-relink\/testing\/(playwright|cypress)$/,
    replacement: here('src/testing/$1.ts'),
  },
  { find: /^react-plaid-relink$/, replacement: here('src/index.ts') },
  { find: /^react-plaid-relink\/styles\.css$/, replacement: here('src/styles.css') },
];

/** For tests: neither package runs outside of an app, or of Jest's preset for React Native (test/native). */
export const nativeFakes = [
  { find: /^react-native$/, replacement: here('test/support/native/react-native.ts') },
  {
    find: /^react-native-plaid-link-sdk$/,
    replacement: here('test/support/native/plaid-link-sdk.ts'),
  },
];

/** The package's entries: where each is in `dist`, without its extension, and its source. */
export const ENTRIES = {
  index: 'src/index.ts',
  server: 'src/server.ts',
  testing: 'src/testing.ts',
  'testing/cypress': 'src/testing/cypress.ts',
  'testing/playwright': 'src/testing/playwright.ts',
  native: 'src/native.ts',
};

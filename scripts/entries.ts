/** The package's entries: where each is in `dist`, without its extension, and its source. */
export const ENTRIES = {
  index: 'src/index.ts',
  server: 'src/server.ts',
  testing: 'src/testing.ts',
};

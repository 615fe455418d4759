/**
 * What a page loads of this package, minified and compressed with brotli, without its peers. Measured on the build, as
 * an app's bundler sees it: chunks that are loaded later are not counted here; bench/bytes.mjs shows those too.
 */
const PEERS = [
  'react',
  'react/jsx-runtime',
  'react-dom',
  'react-dom/client',
  'swr',
  'react-plaid-link',
];

/** What is imported later is another chunk. */
const leaveOutLaterChunks = {
  name: 'leave-out-later-chunks',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

const page = (name, imported, limit) => ({
  name,
  path: 'dist/index.js',
  import: `{ ${imported} }`,
  limit,
  ignore: PEERS,
  modifyEsbuildConfig: (config) => ({
    ...config,
    format: 'esm',
    target: 'es2022',
    // Whatever a page does not use is said to be left out, at length.
    logOverride: { 'ignored-bare-import': 'silent' },
    plugins: [...(config.plugins ?? []), leaveOutLaterChunks],
  }),
});

export default [
  page('<RelinkButton>, before any click', 'RelinkButton', '3 kB'),
  page('usePublicTokenForItem, before its first token', 'usePublicTokenForItem', '2 kB'),
  page('useRelink under a <RelinkProvider>, before any click', 'useRelink, RelinkProvider', '3 kB'),
];

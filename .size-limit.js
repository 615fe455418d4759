/**
 * What a page loads of this package, minified and compressed with brotli, without its peers. Measured on the build, as
 * an app's bundler sees it. Chunks that load later are not counted; bench/bytes.mjs shows those too.
 */
const PEERS = [
  'react',
  'react/jsx-runtime',
  'react-dom',
  'react-dom/client',
  'swr',
  'react-plaid-link',
];

/** A dynamic import is another chunk. */
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
    // esbuild warns about each file that a page does not use.
    logOverride: { 'ignored-bare-import': 'silent' },
    plugins: [...(config.plugins ?? []), leaveOutLaterChunks],
  }),
});

/** The budgets. docs/performance.md has the measured sizes beside them. */
export default [
  page('<RelinkButton>, before any click', 'RelinkButton', '3.2 kB'),
  page('usePublicTokenForItem, all of it, to the first token', 'usePublicTokenForItem', '7.5 kB'),
  page(
    'useRelink under a <RelinkProvider>, before any click',
    'useRelink, RelinkProvider',
    '3.2 kB',
  ),
];

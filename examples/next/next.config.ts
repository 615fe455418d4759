import type { NextConfig } from 'next';

const config: NextConfig = {
  // This folder is the app. The lockfile of the surrounding repository does not belong to it.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // These packages read their own files (WebAssembly, optional drivers), which a bundle would not contain.
  serverExternalPackages: ['@electric-sql/pglite', 'pg'],
  poweredByHeader: false,
  headers: () =>
    Promise.resolve([
      {
        source: '/:path*',
        headers: [
          { key: 'x-content-type-options', value: 'nosniff' },
          { key: 'referrer-policy', value: 'same-origin' },
          // A browser heeds it over HTTPS alone.
          { key: 'strict-transport-security', value: 'max-age=63072000; includeSubDomains' },
        ],
      },
    ]),
};

export default config;

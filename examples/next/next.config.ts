import type { NextConfig } from 'next';

const config: NextConfig = {
  // This folder is the app. The lockfile of the surrounding repository does not belong to it.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // These packages read their own files (WebAssembly, optional drivers), which a bundle would not contain.
  serverExternalPackages: ['@electric-sql/pglite', 'pg'],
  poweredByHeader: false,
};

export default config;

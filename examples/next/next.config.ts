import type { NextConfig } from 'next';

const config: NextConfig = {
  // This folder is the app; the lockfile of the repository around it is not its own.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // They read files of their own (WebAssembly, optional drivers), which a bundle would not have.
  serverExternalPackages: ['@electric-sql/pglite', 'pg'],
  poweredByHeader: false,
};

export default config;

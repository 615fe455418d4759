import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The page, with its backend behind the same origin. Ports come from `scripts/start.mjs`. */
export default defineConfig({
  root: here('.'),
  // The demo runs the package's source, so that a change shows at once.
  resolve: {
    alias: [
      { find: /^react-plaid-relink\/server$/, replacement: here('../src/server.ts') },
      { find: /^react-plaid-relink\/testing$/, replacement: here('../src/testing.ts') },
      { find: /^react-plaid-relink$/, replacement: here('../src/index.ts') },
    ],
  },
  server: { host: 'localhost', strictPort: true },
  // Found at the first click otherwise, which would reload the page under the user.
  optimizeDeps: { include: ['react-plaid-link', 'react-dom/client', 'swr'] },
});

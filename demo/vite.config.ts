import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { aliases } from '../aliases.ts';

/** The page, with its backend behind the same origin. Ports come from `scripts/start.mjs`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // A change of the package shows at once.
  resolve: { alias: aliases },
  server: { host: 'localhost', strictPort: true },
  // Found at the first click otherwise, which would reload the page under the user.
  optimizeDeps: { include: ['react-plaid-link', 'react-dom/client', 'swr'] },
});

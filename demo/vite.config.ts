import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { aliases } from '../aliases.ts';

/** The page, with its backend behind the same origin. Ports come from `scripts/start.ts`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // A change of the package shows at once.
  resolve: { alias: aliases },
  server: { host: 'localhost', strictPort: true },
  cacheDir: fileURLToPath(new URL('../node_modules/.vite/demo', import.meta.url)),
  // Vite must not discover dependencies at run time: it would find `jose` a second after the first visit and reload the
  // page under the user. A CommonJS package that the page imports has to be named here.
  optimizeDeps: {
    noDiscovery: true,
    include: ['react', 'react/jsx-dev-runtime', 'react-dom/client', 'react-plaid-link', 'swr'],
  },
});

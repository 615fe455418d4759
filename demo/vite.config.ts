import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { aliases } from '../aliases.ts';

/** The page, with its backend behind the same origin. Ports come from `scripts/start.mjs`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // A change of the package shows at once.
  resolve: { alias: aliases },
  server: { host: 'localhost', strictPort: true },
  cacheDir: fileURLToPath(new URL('../node_modules/.vite/demo', import.meta.url)),
  // What Vite finds only as the page asks for it (`jose`, a second after the first visit) reloads the page under the
  // user: it is not to look. A CommonJS package that the page imports has to be named here.
  optimizeDeps: {
    noDiscovery: true,
    include: ['react', 'react/jsx-dev-runtime', 'react-dom/client', 'react-plaid-link', 'swr'],
  },
});

import { defineConfig } from 'vite';

const api = `http://127.0.0.1:${process.env.API_PORT ?? 3001}`;

// One origin for page and API, so that the session cookie is sent and no CORS is needed.
export default defineConfig({ server: { proxy: { '/api': api } } });

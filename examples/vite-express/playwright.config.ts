import { defineConfig } from '@playwright/test';

const port = process.env.PORT ?? '3000';
const baseURL = `http://localhost:${port}`;
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: 'e2e',
  // Starts the app on a fake Plaid: no keys, no network.
  webServer: {
    command: 'npm start',
    url: baseURL,
    // The first start builds the package.
    timeout: 120_000,
    env: { PORT: port, PLAID_CLIENT_ID: '', PLAID_SECRET: '' },
  },
  use: { baseURL, ...(executablePath && { launchOptions: { executablePath } }) },
});

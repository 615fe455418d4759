/**
 * `npm run coverage`: what the tests without a browser cover of `src`, and whether that fell. Random histories are short
 * here, since a long one covers nothing more. HISTORIES makes them longer. Arguments go to vitest.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project=unit',
    '--project=dom',
    '--project=histories',
    '--coverage',
    '--reporter=dot',
    '--silent=passed-only',
    ...process.argv.slice(2),
  ],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
    env: { HISTORIES: '500', ...process.env },
  },
);
process.exit(status ?? 1);

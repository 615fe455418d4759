/** Installs what the lockfile says, where it is not there yet. Uses Node's own modules only: it runs before npm has. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** What npm noted of the last install is a subset of the lockfile, so a package that it lacks or has otherwise is news. */
function isInstalled() {
  const noted = 'node_modules/.package-lock.json';
  if (!existsSync(noted)) return false;
  const { packages: wanted } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const { packages: present } = JSON.parse(readFileSync(noted, 'utf8'));
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || present[path]?.version === version,
  );
}

export function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing the dependencies (npm ci)…');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed; see above. Nothing was started.');
    process.exit(status ?? 1);
  }
}

/** Installs what the lockfile says, where it is not there yet. Uses Node's own modules only: it runs before npm has. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What npm noted of the last install is a subset of the lockfile, so a package that it lacks or has otherwise is news. */
function isInstalled(folder) {
  const noted = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(noted)) return false;
  const { packages: wanted } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const { packages: present } = JSON.parse(readFileSync(noted, 'utf8'));
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || present[path]?.version === version,
  );
}

/** Throws where npm fails, which has then said why. */
export function installIn(folder) {
  if (isInstalled(folder)) return;
  console.log(`Installing the dependencies of ${folder} (npm ci)…`);
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci failed in ${folder}; see above.`);
}

export function ensureInstalled() {
  try {
    installIn(process.cwd());
  } catch (error) {
    console.error(`${error.message} Nothing was started.`);
    process.exit(1);
  }
}

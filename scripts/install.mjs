// @ts-check
/**
 * Installs what a lockfile names, where it is not installed yet. It runs before there are any dependencies, so it is
 * JavaScript and imports nothing but Node's own modules.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * npm notes what it installed, and what it notes is a subset of the lockfile. A package that the note lacks, or has in
 * another version, has to be installed.
 *
 * @param {string} folder
 */
function isInstalled(folder) {
  const noted = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(noted)) return false;
  const wanted = packagesIn(join(folder, 'package-lock.json'));
  const present = packagesIn(noted);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || present[path]?.version === version,
  );
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

/**
 * @param {string} folder
 * @throws where npm fails, after npm has said why.
 */
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

/** Installs in the current folder. Ends the process where npm fails. */
export function ensureInstalled() {
  try {
    installIn(process.cwd());
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error} Nothing was started.`);
    process.exit(1);
  }
}

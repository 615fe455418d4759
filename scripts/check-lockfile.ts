/**
 * A lockfile made on one platform may lack the optional binaries of others: `npm install` skips silently what its
 * registry does not have, and `npm ci` then fails, or leaves users of that platform without. Every optional
 * dependency of every locked package must be locked, at its exact version where it is given. Without arguments: in
 * every lockfile of the repository.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Entry {
  version?: string;
  optionalDependencies?: Record<string, string>;
}
type Packages = Record<string, Entry>;

const files = process.argv.slice(2);
let missing = 0;
for (const file of files.length > 0 ? files : lockfiles('.')) missing += check(file);
process.exit(missing > 0 ? 1 : 0);

function lockfiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'package-lock.json') return [join(dir, entry.name)];
    const isOurs =
      entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.');
    return isOurs ? lockfiles(join(dir, entry.name)) : [];
  });
}

function check(file: string): number {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Packages };
  const lines = Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name, range]) => {
        const version = lockedVersion(packages, path, name);
        return version === null || (/^\d/.test(range) && version !== range);
      })
      .map(([name, range]) => `${path || '(root)'} wants ${name}@${range}`),
  );
  for (const line of lines) console.error(line);
  console.log(`${file}: ${lines.length} optional dependencies missing`);
  return lines.length;
}

/** Looks where Node would: beside the package, then up. */
function lockedVersion(packages: Packages, from: string, name: string): string | null {
  for (let dir = from; ; dir = dir.slice(0, Math.max(dir.lastIndexOf('/node_modules/'), 0))) {
    const found = packages[`${dir ? `${dir}/` : ''}node_modules/${name}`];
    if (found) return found.version ?? null;
    if (dir === '') return null;
  }
}

/**
 * A lockfile made on one platform may lack the optional binaries of others: `npm install` skips silently what its
 * registry does not have, and `npm ci` then fails, or leaves users of that platform without. Every optional
 * dependency of every locked package must be locked, at its exact version where it is given.
 */
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8'));

/** Looks where Node would: beside the package, then up. */
function lockedVersion(from, name) {
  for (let dir = from; ; dir = dir.slice(0, Math.max(dir.lastIndexOf('/node_modules/'), 0))) {
    const found = packages[`${dir ? `${dir}/` : ''}node_modules/${name}`];
    if (found) return found.version;
    if (dir === '') return null;
  }
}

const missing = Object.entries(packages).flatMap(([path, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name, range]) => {
      const version = lockedVersion(path, name);
      return version === null || (/^\d/.test(range) && version !== range);
    })
    .map(([name, range]) => `${path || '(root)'} wants ${name}@${range}`),
);
for (const line of missing) console.error(line);
console.log(`lockfile: ${missing.length} optional dependencies missing`);
process.exit(missing.length > 0 ? 1 : 0);

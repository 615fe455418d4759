/**
 * A lockfile made on one platform may lack the optional binaries of others: `npm install` skips silently what its
 * registry does not have, and `npm ci` then fails, or leaves users of that platform without. Every optional
 * dependency of every locked package must be locked, at its exact version where it is given. Arguments are lockfiles.
 */
import { readFileSync } from 'node:fs';

const paths = process.argv.length > 2 ? process.argv.slice(2) : ['package-lock.json'];
let isComplete = true;
for (const path of paths) {
  const missing = missingFrom(JSON.parse(readFileSync(path, 'utf8')).packages);
  for (const line of missing) console.error(line);
  console.log(`${path}: ${missing.length} optional dependencies missing`);
  if (missing.length > 0) isComplete = false;
}
process.exit(isComplete ? 0 : 1);

function missingFrom(packages) {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name, range]) => {
        const version = lockedVersion(packages, path, name);
        return version === null || (/^\d/.test(range) && version !== range);
      })
      .map(([name, range]) => `${path || '(root)'} wants ${name}@${range}`),
  );
}

/** Looks where Node would: beside the package, then up. */
function lockedVersion(packages, from, name) {
  for (let dir = from; ; dir = dir.slice(0, Math.max(dir.lastIndexOf('/node_modules/'), 0))) {
    const found = packages[`${dir ? `${dir}/` : ''}node_modules/${name}`];
    if (found) return found.version;
    if (dir === '') return null;
  }
}

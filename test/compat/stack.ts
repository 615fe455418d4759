import { readFileSync } from 'node:fs';

interface Manifest {
  name?: string;
  version?: string;
}

/**
 * The version of the package of that name whose code is in a stack: what ran, whatever was asked for. A folder may have
 * another name than the package in it.
 */
export function versionIn(stack: string, name: string): string {
  const folders = new Set(
    [...stack.matchAll(/(\/[^\s():]*\/node_modules\/(?:@[^/\s]+\/)?[^/\s]+)\//g)].map(
      ([, folder = '']) => folder,
    ),
  );
  const versions = [...folders]
    .map((folder) => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest)
    .filter((manifest) => manifest.name === name)
    .map(({ version }) => version);
  const [version] = versions;
  if (!version || versions.length > 1)
    throw new Error(`${versions.length} folders of ${name} in this stack:\n${stack}`);
  return version;
}

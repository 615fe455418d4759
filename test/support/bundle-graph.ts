import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { importsOf } from './imports';

export interface BundleGraph {
  /** The files of dist, the first one included. */
  files: string[];
  /** The files of src whose code is in them, by their source maps. */
  sources: string[];
  /** The packages that they import, at once or later. */
  packages: string[];
}

/** Everything that a built file loads, itself included, at once or later. */
export async function bundleGraph(dist: string, entry: string): Promise<BundleGraph> {
  const sources = new Set<string>();
  const packages = new Set<string>();
  const files = new Set([entry]);
  for (const file of files) {
    const map = JSON.parse(await readFile(join(dist, `${file}.map`), 'utf8')) as {
      sources: string[];
    };
    for (const source of map.sources) sources.add(source.replace(/^.*?src\//, 'src/'));
    const code = await readFile(join(dist, file), 'utf8');
    for (const { specifier } of importsOf(file, code)) {
      if (specifier.startsWith('.')) files.add(posix.join(posix.dirname(file), specifier));
      else packages.add(specifier);
    }
  }
  return {
    files: [...files].sort(),
    sources: [...sources].sort(),
    packages: [...packages].sort(),
  };
}

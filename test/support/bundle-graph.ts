import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importsOf } from './imports';

export interface BundleGraph {
  /** Files of src whose code is in it, by its source maps. */
  sources: string[];
  /** What it loads from elsewhere, at once or later. */
  packages: string[];
}

/** All that a built file brings along: itself and its chunks, those that are loaded later too. */
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
      if (specifier.startsWith('.')) files.add(specifier.replace('./', ''));
      else packages.add(specifier);
    }
  }
  return { sources: [...sources].sort(), packages: [...packages].sort() };
}

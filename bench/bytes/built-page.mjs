import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/**
 * The files of a page, as a bundler wrote them.
 *
 * @param folder holds them all
 * @param first names of those that the page loads at once; it loads each other one later, or never
 * @param sourcesIn gives the sources that have code in a file, by its source map
 */
export async function readPage({ folder, first }, sourcesIn) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.m?js$/.test(name));
  const missing = first.filter((name) => !names.includes(name));
  if (first.length === 0 || missing.length > 0)
    throw new Error(`The page has no first file ${missing.join(', ')}.`);
  const files = await Promise.all(names.map((name) => readFileOf(folder, name, sourcesIn)));
  return {
    first: files.filter(({ name }) => first.includes(name)),
    later: files.filter(({ name }) => !first.includes(name)),
  };
}

const MAP = /\n?\/\/# sourceMappingURL=(\S+)\s*$/;

async function readFileOf(folder, name, sourcesIn) {
  const text = await readFile(join(folder, name), 'utf8');
  const [, map] = MAP.exec(text) ?? [];
  const sources = map
    ? sourcesIn(JSON.parse(await readFile(join(folder, name, '..', map), 'utf8')))
    : [];
  return { name, code: text.replace(MAP, ''), sources };
}

/** Each file is compressed by itself, as a server sends it. */
export function sizeOf(files) {
  const sum = (measure) => files.reduce((total, { code }) => total + measure(code), 0);
  return {
    brotli: sum((code) => brotliCompressSync(code).byteLength),
    minified: sum((code) => Buffer.byteLength(code)),
  };
}

/** Of the names, those that the page loads first: its own, and whatever they import. */
export function withImports(name, importsOf, known = new Set()) {
  if (!known.has(name)) {
    known.add(name);
    for (const imported of importsOf(name)) withImports(imported, importsOf, known);
  }
  return [...known];
}

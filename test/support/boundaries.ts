import { posix } from 'node:path';
import { importsOf, mentions } from './imports';

/** Of each layer: which layers it may know, and which packages. */
const LAYERS: Record<string, { layers: string[]; packages: string[] }> = {
  core: { layers: ['core'], packages: [] },
  react: { layers: ['react', 'core'], packages: ['react', 'swr'] },
  components: { layers: ['components', 'react', 'core'], packages: ['react'] },
  // Of Node only types: the handler runs where there is no Node.
  server: { layers: ['server', 'core'], packages: ['jose', 'type node:http'] },
  testing: { layers: ['testing', 'core', 'server.ts'], packages: [] },
  'index.ts': { layers: ['components', 'react', 'core'], packages: [] },
  'server.ts': { layers: ['server', 'core'], packages: [] },
  'testing.ts': { layers: ['testing'], packages: [] },
  'styles.ts': { layers: [], packages: [] },
};

/** What one file may, and no other of its layer. */
const FILES: Record<string, string[]> = {
  'react/link-host.tsx': ['react-plaid-link', 'react-dom/client'],
};

const SECRET = /access_?token/i;

/** What a file of src imports or says that its layer may not. `files` are all of src, `path` is one of them. */
export function breaches(path: string, text: string, files: ReadonlySet<string>): string[] {
  const rules = LAYERS[layerOf(path)];
  if (!rules) return [`${path} is in no layer`];
  const found: string[] = [];
  for (const { specifier, isType } of importsOf(path, text)) {
    const packages = [...rules.packages, ...(FILES[path] ?? [])];
    const isAllowed = specifier.startsWith('.')
      ? rules.layers.includes(layerOf(resolve(path, specifier, files)))
      : packages.includes(specifier) || (isType && packages.includes(`type ${specifier}`));
    if (!isAllowed) found.push(`${path} imports ${specifier}`);
  }
  if (/^(core|react|components)$/.test(layerOf(path)) && SECRET.test(text))
    for (const word of mentions(path, text, SECRET)) found.push(`${path} says ${word}`);
  return found;
}

/** The folder under src, or the entry itself. */
function layerOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** As a bundler would: a file before a folder of the same name. */
function resolve(from: string, specifier: string, files: ReadonlySet<string>): string {
  const base = posix.join(posix.dirname(from), specifier);
  const found = [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((path) => files.has(path));
  return found ?? `(unknown) ${specifier}`;
}

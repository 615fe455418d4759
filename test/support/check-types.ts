import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import type { Consumer } from './consumer';

interface Resolution {
  name: string;
  /** Of the app's own package. */
  type: 'module' | 'commonjs';
  /** As a tsconfig.json has them. */
  options: Record<string, unknown>;
}

/** Each way in which TypeScript finds a package's types. */
export const RESOLUTIONS = [
  {
    name: 'a bundler',
    type: 'module',
    options: { module: 'ESNext', moduleResolution: 'Bundler' },
  },
  { name: 'Node, ES modules', type: 'module', options: { module: 'NodeNext' } },
  { name: 'Node, CommonJS', type: 'commonjs', options: { module: 'NodeNext' } },
  {
    name: 'Node as it was before exports',
    type: 'commonjs',
    options: { module: 'CommonJS', moduleResolution: 'node10', ignoreDeprecations: '6.0' },
  },
] as const satisfies readonly Resolution[];

const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUncheckedSideEffectImports: true,
  target: 'ES2022',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  jsx: 'react-jsx',
  types: ['node'],
  noEmit: true,
};

/** The programs that hold beside a version of react-plaid-link. */
export const programsBeside = (plaidLink: string): string[] =>
  plaidLink.startsWith('4.')
    ? ['type-program.tsx']
    : ['type-program.tsx', 'type-program-null-token.tsx'];

/** Compiles programs in an app, and the package's own declarations with them. Returns the compiler's errors. */
export async function checkTypes(
  app: Consumer,
  resolution: Resolution,
  programs = programsBeside('5.0.0'),
): Promise<string> {
  const { type } = resolution;
  const { options, errors } = ts.convertCompilerOptionsFromJson(
    { ...STRICT, ...resolution.options },
    app.dir,
  );
  const folder = `types-${resolution.name.replaceAll(/\W+/g, '-')}`;
  await app.write({ [`${folder}/package.json`]: JSON.stringify({ type }) });
  for (const name of programs)
    await app.write({
      [`${folder}/${name}`]: await readFile(join(import.meta.dirname, name), 'utf8'),
    });
  const roots = programs.map((name) => join(app.dir, folder, name));
  const host = hostIn(app.dir, options);
  const program = ts.createProgram(roots, options, host);
  // Not the declarations of other packages: they take most of the time.
  const checked = program
    .getSourceFiles()
    .filter(
      ({ fileName }) =>
        roots.includes(fileName) || /node_modules.react-plaid-relink./.test(fileName),
    );
  if (checked.length < 4) throw new Error('The package has no types.');
  const problems = [
    ...errors,
    ...program.getOptionsDiagnostics(),
    ...checked.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
    ...program.getGlobalDiagnostics(),
  ];
  return ts.formatDiagnostics(problems, host);
}

/** Parsed declarations, by path: every program has those of Node, React and the DOM. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function hostIn(dir: string, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getCurrentDirectory: () => dir,
    getSourceFile(path, format, ...rest) {
      // Its own files are parsed for each kind of module.
      if (!path.endsWith('.d.ts')) return host.getSourceFile(path, format, ...rest);
      const key = `${typeof format === 'object' ? format.impliedNodeFormat : ''} ${path}`;
      if (!parsed.has(key)) parsed.set(key, host.getSourceFile(path, format, ...rest));
      return parsed.get(key);
    },
  };
}

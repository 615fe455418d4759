import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Consumer } from './consumer';

/** Each way in which TypeScript finds a package's types. The first of each kind of module also checks what is in them. */
export const RESOLUTIONS = [
  {
    name: 'a bundler',
    type: 'module',
    options: { module: 'ESNext', moduleResolution: 'Bundler', skipLibCheck: false },
  },
  { name: 'Node, ES modules', type: 'module', options: { module: 'NodeNext', skipLibCheck: true } },
  {
    name: 'Node, CommonJS',
    type: 'commonjs',
    options: { module: 'NodeNext', skipLibCheck: false },
  },
  {
    name: 'Node as it was before exports',
    type: 'commonjs',
    options: {
      module: 'CommonJS',
      moduleResolution: 'node10',
      ignoreDeprecations: '6.0',
      skipLibCheck: true,
    },
  },
] as const;

/** Compiles type-program.tsx in an app, and the package's own declarations with it. Gives the compiler's complaints. */
export async function checkTypes(
  app: Consumer,
  { type, options }: (typeof RESOLUTIONS)[number],
): Promise<string> {
  const program = await readFile(join(import.meta.dirname, 'type-program.tsx'), 'utf8');
  const folder = `types-${type}-${options.module}`;
  await app.write({
    [`${folder}/package.json`]: JSON.stringify({ type }),
    [`${folder}/program.tsx`]: program,
    [`${folder}/tsconfig.json`]: JSON.stringify({
      compilerOptions: {
        ...options,
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noUncheckedSideEffectImports: true,
        target: 'ES2022',
        lib: ['ES2023', 'DOM', 'DOM.Iterable'],
        jsx: 'react-jsx',
        types: ['node'],
        noEmit: true,
      },
      files: ['program.tsx'],
    }),
  });
  const tsc = join(app.dir, 'node_modules/typescript/bin/tsc');
  return app.node(tsc, '--project', folder, '--pretty', 'false');
}

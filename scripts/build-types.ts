/**
 * Writes the declarations of the entries, and of each file that they import, to `dist`: `npm run build` runs it after
 * tsup.
 *
 * One file per module, as TypeScript emits it. A bundle has chunks that the entries share, with names such as `P` and
 * `link-Ch3083qv`, and editors and the compiler's errors show those.
 *
 * Each is written twice, as `.d.ts` and as `.d.cts`: TypeScript takes a declaration for the kind of module that its
 * extension says.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { ENTRIES } from './entries.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { 'out-dir': { type: 'string', default: 'dist' } } });
const outDir = join(ROOT, values['out-dir']);
const sources = [...Object.values(ENTRIES), 'src/styles.ts'];

const emitted = emit();
const reached = new Set(sources.map((path) => path.replace(/^src\/|\.ts$/g, '')));
for (const module of reached) {
  const text = emitted.get(module);
  if (text === undefined) throw new Error(`No declarations were emitted for ${module}.`);
  for (const imported of importsOf(text)) reached.add(targetOf(module, imported.fileName));
  write(`${module}.d.ts`, withExtension(text, '.js'));
  write(`${module}.d.cts`, withExtension(text, '.cjs'));
}

/** The declarations of every module of src, by path without extension. */
function emit(): Map<string, string> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  ) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
  const program = ts.createProgram(
    sources.map((path) => join(ROOT, path)),
    {
      ...options,
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: join(ROOT, 'src'),
      outDir,
      // `npm run typecheck` checks. This takes a third of the time.
      noCheck: true,
    },
  );
  const declarations = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (path, text) =>
    declarations.set(
      relative(outDir, path)
        .replaceAll('\\', '/')
        .replace(/\.d\.ts$/, ''),
      text,
    ),
  );
  if (diagnostics.length > 0)
    throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost(options)));
  return declarations;
}

/** The modules of src that a declaration names. */
function importsOf(declaration: string): ts.FileReference[] {
  const { importedFiles } = ts.preProcessFile(declaration);
  return importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
}

function targetOf(module: string, specifier: string): string {
  return posix.join(posix.dirname(module), specifier);
}

/** Node's resolution finds no module without its extension. */
function withExtension(declaration: string, extension: string): string {
  let text = declaration;
  // Backwards, so that the positions before stay right. A position is that of the opening quote.
  for (const { pos, fileName } of importsOf(declaration).toSorted(
    (one, other) => other.pos - one.pos,
  )) {
    const end = pos + 1 + fileName.length;
    text = text.slice(0, end) + extension + text.slice(end);
  }
  return text;
}

function write(path: string, text: string): void {
  const target = join(outDir, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

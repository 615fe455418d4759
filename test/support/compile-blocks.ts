import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT, type CodeBlock } from './markdown';

/** What pages leave to the app; their code imports it as `./your-app`. */
const YOUR_APP = join(ROOT, 'test/docs/your-app.ts');
/** Where the blocks would be, if they were files: inside this repository, so that its packages are found. */
const DIR = join(ROOT, 'docs/.blocks');

const dirOf = (page: string): string => join(DIR, page.replaceAll(/\W+/g, '-'));

export function pathOf({ page, line, language, file }: CodeBlock): string {
  return join(dirOf(page), file ?? `line-${line}.${language}`);
}

/**
 * Compiles all blocks in one program, as strictly as this package's own source and against the same libraries.
 *
 * @returns for each block's path, what is wrong with it
 */
export function compileBlocks(blocks: readonly CodeBlock[]): Map<string, string[]> {
  const options = compilerOptions();
  const files = new Map(blocks.map((block) => [pathOf(block), block.code]));
  const yourApp = ts.sys.readFile(YOUR_APP) ?? '';
  for (const { page } of blocks) files.set(join(dirOf(page), 'your-app.ts'), yourApp);
  const program = ts.createProgram([...files.keys()], options, hostOver(files, options));
  const problems = new Map<string, string[]>();
  for (const path of files.keys()) {
    const source = program.getSourceFile(path);
    if (!source) throw new Error(`${path} was not compiled.`);
    problems.set(path, ts.getPreEmitDiagnostics(program, source).map(describe));
  }
  return problems;
}

function compilerOptions(): ts.CompilerOptions {
  const read = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, ROOT);
  // A page shows a part: what it does with it is the reader's.
  return { ...options, noUnusedLocals: false, noUnusedParameters: false };
}

/** The file system, with the blocks in it. */
function hostOver(files: Map<string, string>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const dirs = new Set([...files.keys()].flatMap(ancestors));
  return {
    ...host,
    fileExists: (path) => files.has(path) || host.fileExists(path),
    readFile: (path) => files.get(path) ?? host.readFile(path),
    directoryExists: (path) => dirs.has(path) || host.directoryExists?.(path) === true,
    getSourceFile(path, languageVersion, onError) {
      const text = files.get(path);
      if (text === undefined) return host.getSourceFile(path, languageVersion, onError);
      return ts.createSourceFile(path, text, languageVersion);
    },
  };
}

function ancestors(path: string): string[] {
  const dir = dirname(path);
  return dir.startsWith(DIR) ? [dir, ...ancestors(dir)] : [];
}

function describe({ file, start, messageText }: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (!file || start === undefined) return text;
  return `line ${file.getLineAndCharacterOfPosition(start).line + 1} of the block: ${text}`;
}

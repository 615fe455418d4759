import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsumer, type Consumer } from '../support/consumer';

const SRC = join(import.meta.dirname, '../../src');
const PEERS = /^(react|react-dom|react-plaid-link|swr)(\/|$)/;

describe('the declarations of the tarball', () => {
  let app: Consumer;
  let dist: string;
  let paths: string[];
  beforeAll(async () => {
    app = await createConsumer();
    dist = join(app.dir, 'node_modules/react-plaid-relink/dist');
    const files = await readdir(dist, { recursive: true });
    paths = files
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /\.d\.c?ts$/.test(path));
  });
  afterAll(() => app.remove());

  const read = async (path: string): Promise<ts.SourceFile> =>
    ts.createSourceFile(path, await readFile(join(dist, path), 'utf8'), ts.ScriptTarget.Latest);

  it('each declaration is named after its source, so that no hash shows in an editor', () => {
    const unknown = paths.filter((path) => {
      const source = join(SRC, path.replace(/\.d\.c?ts$/, ''));
      return !existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`);
    });
    expect(paths.length).toBeGreaterThan(100);
    expect(unknown).toEqual([]);
  });

  it('no declaration imports or exports a name under another, or under one letter', async () => {
    const found: string[] = [];
    for (const path of paths) {
      for (const { propertyName, name } of specifiersOf(await read(path)))
        if (propertyName || name.text.length < 2)
          found.push(`${path}: ${propertyName?.text ?? name.text} as ${name.text}`);
    }
    expect(found).toEqual([]);
  });

  it('each entry has the same declarations for import and for require', async () => {
    const twins = paths.filter((path) => path.endsWith('.d.ts'));
    expect(twins.map((path) => path.replace('.d.ts', '.d.cts')).toSorted()).toEqual(
      paths.filter((path) => path.endsWith('.d.cts')).toSorted(),
    );
    for (const path of twins) {
      const [esm, cjs] = await Promise.all(
        [path, path.replace('.d.ts', '.d.cts')].map((each) => readFile(join(dist, each), 'utf8')),
      );
      expect(cjs?.replaceAll(/(['"]\.[^'"\n]*)\.cjs(?=['"])/g, '$1.js')).toBe(esm);
    }
  });

  it.each(['server', 'testing'])(
    'the declarations of /%s name none of React, react-plaid-link and SWR',
    async (entry) => {
      for (const extension of ['.d.ts', '.d.cts']) {
        const reached = new Set([entry + extension]);
        const packages = new Set<string>();
        for (const path of reached) {
          const { importedFiles } = ts.preProcessFile(await readFile(join(dist, path), 'utf8'));
          for (const { fileName } of importedFiles) {
            if (!fileName.startsWith('.')) packages.add(fileName);
            else reached.add(join(path, '..', fileName.replace(/\.c?js$/, extension)));
          }
        }
        expect(reached.size).toBeGreaterThan(10);
        expect([...packages].filter((name) => PEERS.test(name))).toEqual([]);
      }
    },
  );
});

/** The names between the braces of a file's imports and exports. */
function specifiersOf(file: ts.SourceFile): (ts.ExportSpecifier | ts.ImportSpecifier)[] {
  return file.statements.flatMap((statement): (ts.ExportSpecifier | ts.ImportSpecifier)[] => {
    const named = ts.isExportDeclaration(statement)
      ? statement.exportClause
      : ts.isImportDeclaration(statement) && statement.importClause?.namedBindings;
    return named && (ts.isNamedExports(named) || ts.isNamedImports(named))
      ? [...named.elements]
      : [];
  });
}

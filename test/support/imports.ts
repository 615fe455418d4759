import ts from 'typescript';

export interface Import {
  specifier: string;
  /** Gone after compilation. */
  isType: boolean;
  /** Loaded later, as a chunk of its own. */
  isLazy: boolean;
}

/** Every module that a source names: imports, re-exports, `import()` of values and of types, `require`. */
export function importsOf(path: string, text: string): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const named = namedBy(node);
    if (named) found.push(named);
    ts.forEachChild(node, visit);
  };
  visit(parse(path, text));
  return found;
}

function namedBy(node: ts.Node): Import | null {
  if (ts.isImportDeclaration(node)) {
    const isType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return importOf(node.moduleSpecifier, isType);
  }
  if (ts.isExportDeclaration(node)) return importOf(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return importOf(node.argument.literal, true);
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
    return importOf(node.moduleReference.expression, node.isTypeOnly);
  if (!ts.isCallExpression(node)) return null;
  const { expression, arguments: given } = node;
  const isRequire = ts.isIdentifier(expression) && expression.text === 'require';
  const loads = isRequire || expression.kind === ts.SyntaxKind.ImportKeyword;
  return loads ? importOf(given[0], false, !isRequire) : null;
}

function importOf(name: ts.Node | undefined, isType: boolean, isLazy = false): Import | null {
  if (!name) return null;
  // A computed name could be anything: no rule allows it.
  return { specifier: ts.isStringLiteralLike(name) ? name.text : name.getText(), isType, isLazy };
}

/** The names and texts of a source that say `word`; comments may. */
export function mentions(path: string, text: string, word: RegExp): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (node.getChildCount() === 0 && word.test(node.getText())) found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(parse(path, text));
  return found;
}

function parse(path: string, text: string): ts.SourceFile {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

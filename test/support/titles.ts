import { readdirSync } from 'node:fs';
import ts from 'typescript';
import { readText, ROOT } from './markdown';

export interface Title {
  at: string;
  title: string;
}

/** The files of this repository that hold tests. */
export function testFiles(): string[] {
  return ['test', 'examples'].flatMap((folder) =>
    readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /(\.(test|spec)\.tsx?|\/contract\.ts)$/.test(path))
      .filter((path) => !path.includes('node_modules')),
  );
}

const TEST = /^(it|test)(\.\w+)*$/;

/** `it`, `it.skip`, and what `it.each(…)` and `it.runIf(…)` return. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isCallExpression(callee)) return isTest(callee.expression);
  return TEST.test(callee.getText());
}

/** The titles of the tests in a source; an expression stands for its value in a template. */
export function titlesOf(path: string, text = readText(path)): Title[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const titles: Title[] = [];
  const add = (node: ts.Node): void => {
    if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(add);
    if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    titles.push({ at: `${path}:${line}`, title: node.getText().slice(1, -1) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.arguments[0] && isTest(node.expression)) {
      add(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

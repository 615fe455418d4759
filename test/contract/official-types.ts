import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** A field of an interface, as its author declared it. */
export interface OfficialField {
  readonly isOptional: boolean;
  readonly type: ts.TypeNode;
}

/** The types of one file, as a check of values at run time. */
export interface OfficialTypes {
  fieldsOf(typeName: string): ReadonlyMap<string, OfficialField>;
  valuesOf(enumName: string): readonly unknown[];
  /** What is wrong with a value: fields that are missing or that nobody declared, wrong types, unknown enum values. */
  problemsOf(typeName: string, value: unknown): string[];
}

type Declaration = ts.InterfaceDeclaration | ts.EnumDeclaration | ts.TypeAliasDeclaration;

/**
 * Reads a file of TypeScript types by its syntax alone, which takes a second where the type checker would take many.
 * What it does not understand it throws at, so that no type passes because it was not read.
 */
export function readTypes(file: string): OfficialTypes {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const declarations = new Map<string, Declaration>();
  for (const statement of source.statements) {
    if (
      ts.isInterfaceDeclaration(statement) ||
      ts.isEnumDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement)
    ) {
      declarations.set(statement.name.text, statement);
    }
  }

  function unsupported(node: ts.Node): never {
    throw new Error(`No check for the type ${node.getText(source)} in ${file}.`);
  }

  function find(name: string): Declaration {
    const declaration = declarations.get(name);
    if (!declaration) throw new Error(`There is no type ${name} in ${file}.`);
    return declaration;
  }

  function fieldsIn(
    node: ts.InterfaceDeclaration | ts.TypeLiteralNode,
  ): Map<string, OfficialField> {
    if (ts.isInterfaceDeclaration(node) && node.heritageClauses) unsupported(node);
    const fields = new Map<string, OfficialField>();
    for (const member of node.members) {
      if (ts.isIndexSignatureDeclaration(member)) continue;
      if (!ts.isPropertySignature(member) || !member.type) unsupported(member);
      fields.set(propertyName(member.name), {
        isOptional: member.questionToken !== undefined,
        type: member.type,
      });
    }
    return fields;
  }

  function propertyName(name: ts.PropertyName): string {
    return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : unsupported(name);
  }

  function fieldsOf(typeName: string): Map<string, OfficialField> {
    const declaration = find(typeName);
    return ts.isInterfaceDeclaration(declaration)
      ? fieldsIn(declaration)
      : unsupported(declaration);
  }

  function valuesOf(enumName: string): unknown[] {
    const declaration = find(enumName);
    if (!ts.isEnumDeclaration(declaration)) unsupported(declaration);
    return declaration.members.map(({ initializer }) =>
      initializer && ts.isStringLiteral(initializer) ? initializer.text : unsupported(declaration),
    );
  }

  function checkObject(
    node: ts.InterfaceDeclaration | ts.TypeLiteralNode,
    value: unknown,
    at: string,
  ): string[] {
    if (!isObject(value)) return [wrong(at, 'an object', value)];
    const fields = fieldsIn(node);
    const isOpen = node.members.some(ts.isIndexSignatureDeclaration);
    const undeclared = isOpen ? [] : Object.keys(value).filter((name) => !fields.has(name));
    return [
      ...undeclared.map((name) => `${at}.${name}: no such field`),
      ...[...fields].flatMap(([name, { isOptional, type }]) => {
        const field = value[name];
        if (field !== undefined) return check(type, field, `${at}.${name}`);
        return isOptional ? [] : [`${at}.${name}: missing`];
      }),
    ];
  }

  function checkNamed(name: string, value: unknown, at: string): string[] {
    const declaration = find(name);
    if (ts.isInterfaceDeclaration(declaration)) return checkObject(declaration, value, at);
    if (ts.isTypeAliasDeclaration(declaration)) return check(declaration.type, value, at);
    return valuesOf(name).includes(value) ? [] : [wrong(at, `a value of ${name}`, value)];
  }

  function checkArray(element: ts.TypeNode, value: unknown, at: string): string[] {
    if (!Array.isArray(value)) return [wrong(at, 'an array', value)];
    return value.flatMap((item: unknown, index) => check(element, item, `${at}[${index}]`));
  }

  function checkUnion(types: readonly ts.TypeNode[], value: unknown, at: string): string[] {
    const answers = types.map((type) => check(type, value, at));
    if (answers.some((problems) => problems.length === 0)) return [];
    // `X | null` is the usual union: what X says is of more use than that nothing fits.
    const [only, ...others] = types.flatMap((type, index) =>
      isNull(type) ? [] : [answers[index]],
    );
    return only && others.length === 0 ? only : [wrong(at, 'of a union', value)];
  }

  function check(type: ts.TypeNode, value: unknown, at: string): string[] {
    if (ts.isParenthesizedTypeNode(type)) return check(type.type, value, at);
    if (ts.isUnionTypeNode(type)) return checkUnion(type.types, value, at);
    if (ts.isArrayTypeNode(type)) return checkArray(type.elementType, value, at);
    if (ts.isTypeLiteralNode(type)) return checkObject(type, value, at);
    if (isNull(type)) return value === null ? [] : [wrong(at, 'null', value)];
    if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
      const name = type.typeName.text;
      const [argument] = type.typeArguments ?? [];
      return name === 'Array' && argument
        ? checkArray(argument, value, at)
        : checkNamed(name, value, at);
    }
    if (type.kind === ts.SyntaxKind.AnyKeyword) return [];
    const expected = KEYWORDS.get(type.kind) ?? unsupported(type);
    return typeof value === expected && value !== null ? [] : [wrong(at, expected, value)];
  }

  return {
    fieldsOf,
    valuesOf,
    problemsOf: (typeName, value) => checkNamed(typeName, value, typeName),
  };
}

const KEYWORDS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.StringKeyword, 'string'],
  [ts.SyntaxKind.NumberKeyword, 'number'],
  [ts.SyntaxKind.BooleanKeyword, 'boolean'],
  [ts.SyntaxKind.ObjectKeyword, 'object'],
]);

function isNull(type: ts.TypeNode): boolean {
  return ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(at: string, expected: string, value: unknown): string {
  return `${at}: should be ${expected}, is ${JSON.stringify(value)}`;
}

import { spawnSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { BackendForm } from '../../demo/app/try-backend/form';
import * as literals from '../../demo/app/try-backend/snippets/literals';
import { snippetInput } from '../../demo/app/try-backend/snippets/snippet-input';
import {
  LANGUAGES,
  providerSnippet,
  serverSnippet,
} from '../../demo/app/try-backend/snippets/snippets';

const PAGE = 'http://localhost:4310/';
const FORM: BackendForm = {
  url: 'https://app.example.com/api/plaid/',
  headers: [
    { name: 'Authorization', value: 'Bearer hunter2' },
    { name: 'x-tenant', value: 'acme' },
  ],
  itemId: 'item-of-ada',
  foreignItemId: 'item-of-bob',
};
/** What would end a literal, run as code, or deceive a reader in one of the languages. */
const HOSTILE = [
  `'"\\`,
  '`$(touch /tmp/x)`',
  '${process.exit(1)} #{exit} #$0 #@a',
  'two\r\nlines\tand a tab',
  '{{x}} {x} %s %{x} $HOME !!',
  "'; drop table items; --",
  '</script><!--',
  '*/ // # =begin\n=end\n\'\'\'\n"""',
  'rtl \u202e override \u2066 isolate',
  'separators \u2028 \u2029 \u0085 \ufeff',
  'control \u0001 \u001b[31m \u007f',
  'astral 😀 and combining é',
  String.raw`C:\new\table\x41\u0041`,
];

const codeOf = (form: BackendForm): string[] => {
  const input = snippetInput(form, PAGE);
  return [
    providerSnippet(input).code,
    ...LANGUAGES.map((language) => serverSnippet(language, input).code),
  ];
};

/** Runs a program that reads code; null where the machine does not have it. */
function run(command: string, args: string[], input: string): string | null {
  const { error, status, stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8' });
  if (error) return null;
  if (status !== 0) throw new Error(`${command}: ${stderr}\n${input}`);
  return stdout;
}

function syntaxErrors(code: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(code, {
    fileName: 'snippet.tsx',
    reportDiagnostics: true,
    compilerOptions: { jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ES2022 },
  });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const hasCommand = (command: string): boolean => run(command, [], '') !== null;
const toolOf = { python: 'python3', ruby: 'ruby', bash: 'bash', gofmt: 'gofmt' };
const has = Object.fromEntries(
  Object.values(toolOf).map((command) => [command, hasCommand(command)]),
);

describe('literals that hold what a reader typed', () => {
  it('TypeScript reads each text back as it was typed', () => {
    for (const text of [...HOSTILE, 'half \ud800 pair'])
      expect(runInNewContext(literals.typescript(text))).toBe(text);
  });

  it('JSX reads each text back as it was typed', () => {
    for (const text of ['/api/plaid', '&amp;', 'a"b', 'a{b}', ...HOSTILE]) {
      const code = `<a b=${literals.jsxAttribute(text)} />`;
      expect(syntaxErrors(code)).toEqual([]);
      const file = ts.createSourceFile('a.tsx', code, ts.ScriptTarget.ES2022, true);
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isStringLiteralLike(node)) found.push(node.text);
        node.forEachChild(visit);
      };
      visit(file);
      expect(found).toEqual([text]);
    }
  });

  it.skipIf(!has.python3)('Python reads each text back as it was typed', () => {
    const code = `import json\nprint(json.dumps([${HOSTILE.map(literals.python).join(', ')}]))`;
    expect(JSON.parse(run('python3', ['-'], code) ?? '')).toEqual(HOSTILE);
  });

  it.skipIf(!has.ruby)('Ruby reads each text back as it was typed', () => {
    const code = `# encoding: utf-8\nrequire 'json'\nputs JSON.generate([${HOSTILE.map(literals.ruby).join(', ')}], ascii_only: true)`;
    expect(JSON.parse(run('ruby', ['-'], code) ?? '')).toEqual(HOSTILE);
  });

  it.skipIf(!has.bash)('a shell reads each text back as it was typed', () => {
    const code = `printf '%s\\0' ${HOSTILE.map(literals.shell).join(' ')}`;
    expect(run('bash', [], code)?.split('\0').slice(0, -1)).toEqual(HOSTILE);
  });

  it('Go’s literals are those of JSON and hold no character that an editor hides', () => {
    for (const text of HOSTILE) {
      const literal = literals.go(text);
      expect(literal).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      const asJson = literal.replace(/\\U([\da-f]{8})/g, (_all, code: string) =>
        JSON.stringify(String.fromCodePoint(Number.parseInt(code, 16))).slice(1, -1),
      );
      expect(JSON.parse(asJson)).toBe(text);
    }
  });

  it('no literal holds a character that turns the direction of the code around it', () => {
    const text = 'a\u202eb\u2066c';
    for (const write of [
      literals.typescript,
      literals.python,
      literals.go,
      literals.ruby,
      literals.json,
    ])
      expect(write(text)).toMatch(/^[\x20-\x7e]*$/);
  });
});

describe('the code that the page "Try your backend" shows', () => {
  it('the provider has the URL, the headers and the Item that were typed', () => {
    const { code } = providerSnippet(snippetInput(FORM, PAGE));
    expect(code).toContain('gateway="https://app.example.com/api/plaid/"');
    expect(code).toContain("'x-tenant': 'acme'");
    expect(code).toContain("Authorization: `Bearer ${await readSecret('Authorization')}`");
    expect(code).toContain('itemId="item-of-ada"');
  });

  it.each(LANGUAGES)(
    'the snippet in %s follows the path, the session and the page’s origin',
    (language) => {
      const { code } = serverSnippet(language, snippetInput(FORM, PAGE));
      expect(code).toContain('/api/plaid');
      expect(code).toMatch(/authorization/i);
      if (language !== 'curl') expect(code).toContain('http://localhost:4310');
      if (language === 'curl') expect(code).toContain('item-of-ada');
      const own = snippetInput({ ...FORM, url: '/elsewhere' }, PAGE);
      expect(serverSnippet(language, own).code).toContain('/elsewhere');
      if (language !== 'curl')
        expect(serverSnippet(language, own).code).not.toContain('http://localhost:4310');
    },
  );

  it('no snippet has a secret in it', () => {
    for (const code of codeOf(FORM)) expect(code).not.toContain('hunter2');
    const refused = 'access-sandbox-8ab976e6-64bc-4b38-98f7-731e7a349970';
    for (const code of codeOf({ ...FORM, itemId: refused, url: `/${refused}` }))
      expect(code).not.toContain('8ab976e6');
  });

  it('every snippet is one that its language can read, whatever was typed', () => {
    const text = HOSTILE.join(' ');
    const form = {
      url: `https://app.example.com/${text}`,
      headers: [{ name: "x-'`$a", value: text.replaceAll(/[^\x20-\x7e]/g, '') }],
      itemId: text,
      foreignItemId: `${text}2`,
    };
    const input = snippetInput(form, PAGE);
    expect(syntaxErrors(providerSnippet(input).code)).toEqual([]);
    expect(syntaxErrors(serverSnippet('TypeScript', input).code)).toEqual([]);
    const python = 'import ast, sys; ast.parse(sys.stdin.read())';
    run('python3', ['-c', python], serverSnippet('Python', input).code);
    run('ruby', ['-c'], serverSnippet('Ruby', input).code);
    run('gofmt', ['-e'], serverSnippet('Go', input).code);
    run('bash', ['-n'], serverSnippet('curl', input).code);
  });

  it.skipIf(!has.gofmt)('the snippet in Go is formatted as gofmt does', () => {
    const { code } = serverSnippet('Go', snippetInput(FORM, PAGE));
    expect(run('gofmt', [], code)).toBe(code);
  });
});

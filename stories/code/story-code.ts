import { localeNamed } from '../locales/locales';

/** How an app gets what a story shows, in the story's `parameters.code`. The story's args become props. */
export type StoryCode =
  /** A recipe: the whole file. */
  | { file: string }
  /** A component of this package below its provider. */
  | {
      component: 'RelinkButton' | 'RelinkNotice' | 'RelinkList' | 'RelinkRedirect';
      /** Further props, as JSX has them. */
      props?: readonly string[];
      /** What is between the tags. */
      children?: string;
      /** Further props of the provider, as JSX has them. */
      provider?: readonly string[];
      /** Lines before the component. */
      before?: string;
    };

/** What a story's context tells about its code. */
export interface CodeContext {
  args: Readonly<Record<string, unknown>>;
  argTypes: Readonly<Record<string, { table?: { category?: string } } | undefined>>;
  globals: Readonly<Record<string, unknown>>;
  parameters: Readonly<Record<string, unknown>>;
}

/** The category of the args that set the scene. They are no props of a component. */
export const SCENE = 'The scene';

/** `Components/Button` without code of its own shows nothing to copy. */
const NOTHING = '// This page composes stories. Each of them has its code.';

/** The code of a story, for "Show code" and for the panel "Code": a file that an app can use as it is. */
export function storyCode(context: CodeContext): string {
  const code = context.parameters.code as StoryCode | undefined;
  if (!code) return NOTHING;
  // The styles of a recipe are the app's own.
  if ('file' in code) return code.file.replace(/^import '\.\/.+\.css';\n/m, '');
  const { component, children, before } = code;
  const key = component === 'RelinkList' ? 'itemIds' : 'itemId';
  const args = propsOf(context);
  const callbacks = args.filter(([, value]) => typeof value === 'function').map(([name]) => name);
  const names = component === 'RelinkRedirect' ? callbacks : [key, ...callbacks];
  const props = [
    ...names.map((name) => `${name}={${name}}`),
    ...literals(args),
    ...(code.props ?? []),
  ];
  const { constant } = localeNamed(context.globals.locale);
  const provider = [
    'gateway="/api/plaid"',
    ...(constant ? [`messages={${constant}}`] : []),
    ...(code.provider ?? []),
  ];
  const imports = [component, 'RelinkProvider', ...(constant ? [constant] : [])];
  const types = names.length === 0 ? [] : [`type ${component}Props`];
  return [
    `import { ${[...imports, ...types].join(', ')} } from 'react-plaid-relink';`,
    `import 'react-plaid-relink/styles.css';`,
    '',
    ...(before ? [before, ''] : []),
    ...head(component, names),
    '  return (',
    ...indent(
      4,
      element(
        'RelinkProvider',
        provider,
        indent(2, element(component, props, indent(2, lines(children)))),
      ),
    ),
    '  );',
    '}',
    '',
  ].join('\n');
}

function head(component: string, names: readonly string[]): string[] {
  const name = `My${component.replace('Relink', '')}`;
  if (names.length === 0) return [`export function ${name}() {`];
  const type = `Pick<${component}Props, ${names.map((one) => `'${one}'`).join(' | ')}>`;
  const line = `export function ${name}({ ${names.join(', ')} }: ${type}) {`;
  return line.length <= 100
    ? [line]
    : [`export function ${name}({`, ...names.map((one) => `  ${one},`), `}: ${type}) {`];
}

type Arg = readonly [name: string, value: unknown];

/** What an app would write: no arg of the scene, and none that is a default. */
function propsOf({ args, argTypes }: CodeContext): Arg[] {
  const own = new Set(['itemId', 'itemIds', 'children', 'asChild']);
  return Object.entries(args).filter(
    ([name, value]) =>
      value !== undefined && !own.has(name) && argTypes[name]?.table?.category !== SCENE,
  );
}

function literals(args: readonly Arg[]): string[] {
  return args.flatMap(([name, value]) => {
    if (value === true) return [name];
    if (typeof value === 'string') return [`${name}=${JSON.stringify(value)}`];
    return typeof value === 'function' ? [] : [`${name}={${JSON.stringify(value)}}`];
  });
}

function element(tag: string, props: readonly string[], inside: readonly string[]): string[] {
  const isEmpty = inside.length === 0;
  const line = [`<${tag}`, ...props].join(' ');
  const start =
    line.length <= 80 && !line.includes('\n')
      ? [isEmpty ? `${line} />` : `${line}>`]
      : [`<${tag}`, ...indent(2, props.flatMap(lines)), isEmpty ? '/>' : '>'];
  return isEmpty ? start : [...start, ...inside, `</${tag}>`];
}

const lines = (text = ''): string[] => (text === '' ? [] : text.split('\n'));
const indent = (by: number, texts: readonly string[]): string[] =>
  texts.map((text) => ' '.repeat(by) + text);

/** `npm run docs:gateway`: writes the second half of docs/gateway.md from openapi.yaml and the checks of checkGateway. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { ALL_CHECKS } from '../src/testing/gateway-check/checks/all-checks.ts';

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
const PAGE = at('docs/gateway.md');
const MARK =
  '<!-- What follows is written by `npm run docs:gateway`, from openapi.yaml and the checks. -->\n';

interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  description?: string;
  default?: unknown;
  required?: string[];
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  items?: Schema;
}
interface Example {
  summary?: string;
  value: unknown;
}
interface Answer {
  $ref?: string;
  description: string;
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: Schema; examples: Record<string, Example> }>;
}
interface Operation {
  summary: string;
  description: string;
  deprecated?: boolean;
  requestBody: { content: Record<string, { schema: Schema; examples: Record<string, Example> }> };
  responses: Record<string, Answer>;
}
interface Description {
  info: { description: string };
  paths: Record<string, { post: Operation }>;
  components: { responses: Record<string, Answer>; schemas: Record<string, Schema> };
}

const JSON_TYPE = 'application/json';
const description = parse(readFileSync(at('openapi.yaml'), 'utf8')) as Description;
const { responses: shared, schemas } = description.components;

/** The whole page, with its second half as openapi.yaml and the checks have it now. */
export function makePage(): string {
  const [byHand] = readFileSync(PAGE, 'utf8').split(MARK);
  const parts = [
    `## What checkGateway checks\n\n${tableOfChecks()}`,
    description.info.description.trim(),
    '## The routes',
    ...Object.entries(description.paths).map(([path, { post }]) => routeSection(path, post)),
    '## The fields',
    ...[
      'LinkToken',
      'PublicToken',
      'Item',
      'Institution',
      'PlaidItem',
      'Items',
      'ItemFailure',
      'Error',
    ].map(schemaSection),
    '## The errors',
    'Each has `Content-Type: application/json` and `Cache-Control: no-store`.',
    ...Object.entries(shared).map(errorSection),
  ];
  return `${byHand}${MARK}\n${parts.join('\n\n')}\n`;
}

const cell = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
}

const json = (value: unknown, indent?: number): string =>
  `\`\`\`json\n${JSON.stringify(value, null, indent)}\n\`\`\``;

function tableOfChecks(): string {
  const rows = ALL_CHECKS.map(({ id, rule, title, why }) => [`\`${id}\``, rule, `${title}.`, why]);
  return table(['check', 'rule', 'what holds', 'why it matters'], rows);
}

function routeSection(
  path: string,
  { summary, description: text, ...operation }: Operation,
): string {
  const body = operation.requestBody.content[JSON_TYPE];
  const ok = operation.responses['200']?.content?.[JSON_TYPE];
  if (!body || !ok) throw new Error(`openapi.yaml describes no bodies for ${path}.`);
  const failures = Object.entries(operation.responses)
    .filter(([status]) => status !== '200')
    .map(([status, { $ref = '' }]) => `[${status}](#${anchor(status, nameOf($ref))})`);
  return [
    `### POST ${path}`,
    `${summary} ${text.trim()}`,
    fieldsOf(resolved(body.schema)),
    ...Object.values(ok.examples).flatMap(({ summary: note, value }) => [
      ...(note ? [note] : []),
      json(value, 2),
    ]),
    `Errors: ${failures.join(', ')}.`,
  ].join('\n\n');
}

function schemaSection(name: string): string {
  const schema = schemas[name];
  if (!schema) throw new Error(`openapi.yaml has no schema ${name}.`);
  return `### ${name}\n\n${schema.description ? `${schema.description.trim()}\n\n` : ''}${fieldsOf(schema)}`;
}

function fieldsOf({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(([name, given]) => {
    const { description: text = '', default: usual, ...rest } = { ...resolved(given), ...given };
    const note = usual === undefined ? '' : ` Default: \`${JSON.stringify(usual)}\`.`;
    const isRequired = required.includes(name) ? 'yes' : 'no';
    // A list of words reads as a sentence in a cell.
    const sentence = text.trim().replaceAll(/^- (`\w+`): /gm, '$1: ');
    return [`\`${name}\``, typeOf(rest), isRequired, sentence + note];
  });
  return table(['field', 'type', 'required', ''], rows);
}

function typeOf(given: Schema): string {
  const schema = resolved(given);
  if (given.$ref && schema.properties) return nameOf(given.$ref);
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((word) => `\`${JSON.stringify(word)}\``).join(', ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  return [schema.type ?? 'object'].flat().join(' or ');
}

function resolved(schema: Schema): Schema {
  return schema.$ref ? (schemas[nameOf(schema.$ref)] ?? {}) : schema;
}

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** The status that a shared answer is used for. */
function statusOf(name: string): string {
  for (const { post } of Object.values(description.paths)) {
    const found = Object.entries(post.responses).find(
      ([, { $ref }]) => $ref !== undefined && nameOf($ref) === name,
    );
    if (found) return found[0];
  }
  throw new Error(`No route of openapi.yaml gives ${name}.`);
}

/** `BadRequest` as words. */
const wordsOf = (name: string): string => name.replaceAll(/\B[A-Z]/g, ' $&').toLowerCase();
const anchor = (status: string, name: string): string =>
  `${status}-${wordsOf(name).replaceAll(' ', '-')}`;

function errorSection([name, { description: text, content, headers = {} }]: [string, Answer]) {
  const examples = Object.entries(content?.[JSON_TYPE]?.examples ?? {});
  const more = Object.keys(headers).filter(
    (header) => !/^(Cache-Control|Date|X-Content-Type-Options)$/.test(header),
  );
  return [
    `### ${statusOf(name)} ${wordsOf(name)}`,
    text.trim() +
      (more.length > 0 ? ` It may have ${more.map((each) => `\`${each}\``).join(', ')}.` : ''),
    ...examples.flatMap(([code, { summary, value }]) => [
      `\`${code}\`${summary ? `: ${summary}` : ''}`,
      json(value),
    ]),
  ].join('\n\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(PAGE, makePage());

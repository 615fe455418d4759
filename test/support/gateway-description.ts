import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv-8/dist/2020.js';
import { parse } from 'yaml';
import { ROOT } from './markdown';

type Fields = Record<string, unknown>;
interface Body {
  schema: Fields;
  examples: Record<string, { value: unknown }>;
}
interface Described {
  headers?: Record<string, { required?: boolean; schema: Fields }>;
  content?: Record<string, Body>;
}
interface Operation {
  requestBody?: { content: Record<string, Body> };
  responses: Record<string, Described>;
}

/** One body that openapi.yaml shows. `status` is null for a request. */
export interface Example {
  path: string;
  status: number | null;
  name: string;
  value: unknown;
}

const JSON_TYPE = 'application/json';

/** The gateway as openapi.yaml describes it, with each reference resolved where it is read. */
export const description = parse(readFileSync(`${ROOT}/openapi.yaml`, 'utf8')) as {
  info: { description: string };
  paths: Record<string, Record<'post' | 'options', Operation>>;
};
export const PATHS = Object.keys(description.paths);

const ajv = new Ajv2020({ allErrors: true, strict: false });
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addFormat('uri', (text) => URL.canParse(text));
ajv.addSchema({ $id: 'gateway', ...description });
const validators = new WeakMap<Fields, ValidateFunction>();

/**
 * What is wrong with a body by openapi.yaml; empty where nothing is. A field that the description does not name is wrong
 * too, so that it cannot fall behind the code.
 */
export function faultsOfBody(schema: Fields, body: unknown): string[] {
  const validate =
    validators.get(schema) ??
    ajv.compile(absolute({ allOf: [schema], unevaluatedProperties: false }));
  validators.set(schema, validate);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** A schema of its own, whose references still lead into the description. */
function absolute<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(absolute) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]): [string, unknown] =>
    key === '$ref' ? [key, `gateway${part}`] : [key, absolute(part)],
  );
  return Object.fromEntries(entries) as Value;
}

function resolve<Value extends object>(value: Value | { $ref: string }): Value {
  if (!('$ref' in value)) return value;
  let at: unknown = description;
  for (const key of value.$ref.slice(2).split('/')) at = (at as Fields)[key];
  return at as Value;
}

export function requestSchema(path: string): Fields {
  const body = description.paths[path]?.post.requestBody?.content[JSON_TYPE];
  if (!body) throw new Error(`openapi.yaml describes no request to ${path}.`);
  return body.schema;
}

/** What is wrong with an answer of a backend by openapi.yaml; empty where nothing is. */
export function faultsOfAnswer(
  path: string,
  { status, headers }: Response,
  text: string,
  method: 'post' | 'options' = 'post',
): string[] {
  const found = description.paths[path]?.[method].responses[status];
  if (!found) return [`${path} may not answer ${status}`];
  const described = resolve(found);
  const faults = Object.entries(described.headers ?? {}).flatMap(([name, given]) => {
    const { required = false, schema } = resolve(given);
    const value = headers.get(name);
    if (value === null) return required ? [`no ${name}`] : [];
    return faultsOfBody(schema, value).map((fault) => `${name}: ${fault}`);
  });
  const body = described.content?.[JSON_TYPE];
  if (!body) return text === '' ? faults : [...faults, 'a body'];
  if (headers.get('content-type') !== JSON_TYPE) faults.push('another content type');
  return [...faults, ...faultsOfBody(body.schema, JSON.parse(text))];
}

/** Every example of a body in openapi.yaml, of requests and of answers. */
export const EXAMPLES: readonly (Example & { schema: Fields })[] = Object.entries(
  description.paths,
).flatMap(([path, { post }]) => {
  const examplesOf = (status: number | null, body: Body | undefined) =>
    body === undefined
      ? []
      : Object.entries(body.examples).map(([name, { value }]) => {
          return { path, status, name, value, schema: body.schema };
        });
  return [
    ...examplesOf(null, post.requestBody?.content[JSON_TYPE]),
    ...Object.entries(post.responses).flatMap(([status, response]) =>
      examplesOf(Number(status), resolve(response).content?.[JSON_TYPE]),
    ),
  ];
});

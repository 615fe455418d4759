import { isAppPlatform, type AppPlatform } from '../../core/types';
import { isRecord } from '../../core/unknown';
import { invalidRequest } from './http-error';
import { parseJson, readBody } from './read-body';

// No id contains control characters or lone surrogates, and some databases throw on them instead of finding nothing.
const ID = /^\P{C}{1,200}$/u;
const PURPOSE = /^[A-Za-z0-9_-]{1,40}$/;

/** A field that a body may have beside `item_id`, by its name on the wire. */
export type BodyField =
  'account_selection_enabled' | 'hosted_link' | 'purpose' | 'link_session_id' | 'platform';

/** A field that the route does not take, or that the body leaves out, is null or false. */
export interface ParsedBody {
  /** Null for a value that cannot be an id. It is answered like an unknown id. */
  itemId: string | null;
  accountSelection: boolean;
  hostedLink: boolean;
  purpose: string | null;
  linkSessionId: string | null;
  platform: AppPlatform | null;
}

/** The fields of a request's body, or of a service's call, by their names on the wire. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws HttpError 413, 415 or 400. No message repeats any part of the request. */
export async function readFields(request: Request, maxBytes: number): Promise<Fields> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw invalidRequest(415, 'INVALID_HEADERS', 'Send application/json.');
  }
  const fields = parseJson(await readBody(request, maxBytes));
  if (isRecord(fields) && !Array.isArray(fields)) return fields;
  throw invalidRequest(400, 'INVALID_BODY', 'The body must be a JSON object.');
}

/**
 * The fields of a request about one Item.
 *
 * @throws HttpError 400
 */
export function parseItemFields(fields: Fields, allowedFields: readonly BodyField[]): ParsedBody {
  assertFields(fields, ['item_id', ...allowedFields]);
  return {
    itemId: parseId(fields.item_id),
    accountSelection: parseFlag(fields, 'account_selection_enabled'),
    hostedLink: parseFlag(fields, 'hosted_link'),
    purpose: parsePurpose(fields.purpose ?? null),
    linkSessionId: parseSessionId(fields.link_session_id ?? null),
    platform: parsePlatform(fields.platform ?? null),
  };
}

/** @throws HttpError 400 for a field that is not allowed */
export function assertFields(fields: Fields, allowed: readonly string[]): void {
  if (Object.keys(fields).every((name) => allowed.includes(name))) return;
  throw invalidRequest(400, 'UNKNOWN_FIELDS', `The body may have: ${allowed.join(', ')}.`);
}

/** @returns null for a value that cannot be an id */
export function parseId(value: unknown): string | null {
  return typeof value === 'string' && ID.test(value) ? value : null;
}

function parseFlag(fields: Fields, name: BodyField): boolean {
  const value = fields[name] ?? false;
  if (typeof value === 'boolean') return value;
  throw invalidRequest(400, 'INVALID_FIELD', `${name} must be a boolean.`);
}

function parsePurpose(value: unknown): string | null {
  if (value === null || (typeof value === 'string' && PURPOSE.test(value))) return value;
  throw invalidRequest(
    400,
    'INVALID_FIELD',
    'purpose must be a text of 1 to 40 letters, digits, underscores and hyphens.',
  );
}

function parseSessionId(value: unknown): string | null {
  if (value === null) return null;
  const id = parseId(value);
  if (id !== null) return id;
  throw invalidRequest(
    400,
    'INVALID_FIELD',
    'link_session_id must be a text of 1 to 200 characters.',
  );
}

function parsePlatform(value: unknown): AppPlatform | null {
  if (value === null || isAppPlatform(value)) return value;
  throw invalidRequest(400, 'INVALID_FIELD', "platform must be 'ios' or 'android'.");
}

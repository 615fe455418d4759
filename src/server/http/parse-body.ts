import { isRecord } from '../../core/unknown';
import { invalidRequest } from './http-error';
import { parseJson, readBody } from './read-body';

/** A request body holds one id and a flag or two. */
const MAX_BODY_BYTES = 4 * 1024;
// No id contains control characters or lone surrogates, and some databases throw on them instead of finding nothing.
const ID = /^\P{C}{1,200}$/u;

/** A boolean field of a request body, by its name on the wire. */
export type RequestFlag = 'account_selection_enabled' | 'hosted_link';

export interface ParsedBody {
  /** Null for a value that cannot be an id. It is answered like an unknown id. */
  itemId: string | null;
  flags: ReadonlySet<RequestFlag>;
}

/** @throws HttpError 413, 415 or 400. No message repeats any part of the request. */
export async function parseBody(
  request: Request,
  allowedFlags: readonly RequestFlag[],
): Promise<ParsedBody> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw invalidRequest(415, 'INVALID_HEADERS', 'Send application/json.');
  }
  const fields = parseJson(await readBody(request, MAX_BODY_BYTES));
  if (!isRecord(fields) || Array.isArray(fields)) {
    throw invalidRequest(400, 'INVALID_BODY', 'The body must be a JSON object.');
  }
  const allowed: readonly string[] = ['item_id', ...allowedFlags];
  if (!Object.keys(fields).every((name) => allowed.includes(name))) {
    throw invalidRequest(400, 'UNKNOWN_FIELDS', `The body may have: ${allowed.join(', ')}.`);
  }
  const flags = new Set<RequestFlag>();
  for (const flag of allowedFlags) {
    const value = fields[flag] ?? false;
    if (typeof value !== 'boolean') {
      throw invalidRequest(400, 'INVALID_FIELD', `${flag} must be a boolean.`);
    }
    if (value) flags.add(flag);
  }
  const { item_id: id } = fields;
  return { itemId: typeof id === 'string' && ID.test(id) ? id : null, flags };
}

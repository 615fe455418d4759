import { isRecord } from '../../core/unknown';
import { badRequest } from './failure';
import { parseJson, readBody } from './read-body';

/** A request body is one id and one flag. */
const MAX_BODY_BYTES = 4 * 1024;
// Control characters and lone surrogates are in no id, and make some databases throw where others say "unknown".
const ID = /^\P{C}{1,200}$/u;

/** What a request may switch on, by its name on the wire. */
export type WireFlag = 'account_selection_enabled' | 'hosted_link';

export interface ParsedBody {
  /** Null where it cannot be an id: answered like an unknown one. */
  itemId: string | null;
  flags: ReadonlySet<WireFlag>;
}

/** @throws Failure 413, 415 or 400; no message repeats anything of the request */
export async function parseBody(
  request: Request,
  allowedFlags: readonly WireFlag[],
): Promise<ParsedBody> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw badRequest(415, 'INVALID_HEADERS', 'Send application/json.');
  }
  const fields = parseJson(await readBody(request, MAX_BODY_BYTES));
  if (!isRecord(fields) || Array.isArray(fields)) {
    throw badRequest(400, 'INVALID_BODY', 'The body must be a JSON object.');
  }
  const allowed: readonly string[] = ['item_id', ...allowedFlags];
  if (!Object.keys(fields).every((name) => allowed.includes(name))) {
    throw badRequest(400, 'UNKNOWN_FIELDS', `The body may have: ${allowed.join(', ')}.`);
  }
  const flags = new Set<WireFlag>();
  for (const flag of allowedFlags) {
    const value = fields[flag] ?? false;
    if (typeof value !== 'boolean') {
      throw badRequest(400, 'INVALID_FIELD', `${flag} must be a boolean.`);
    }
    if (value) flags.add(flag);
  }
  const { item_id: id } = fields;
  return { itemId: typeof id === 'string' && ID.test(id) ? id : null, flags };
}

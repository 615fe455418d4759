import { isRecord } from '../../../core/unknown';
import type { Answer } from './answer';

/** The form of Plaid's access tokens. */
const TOKEN = /access-(?:sandbox|development|production)-/i;
/** Any hyphen that a text processor may have made of the plain one. */
const HYPHENS = /[\u2010-\u2015\u2212\uFE63\uFF0D]/g;
const TOKEN_FIELD = /^(?:plaid_?)?access_?token$/i;
const CREDENTIALS = /\bPLAID-(?:SECRET|CLIENT-ID)\b/i;
/** How many encodings may lie over each other. */
const MAX_DEPTH = 3;

interface Place {
  /** Where in the answer, as a path into its JSON, or a header. */
  readonly where: string;
  readonly text: string;
}

/**
 * Looks for a secret of Plaid's in an answer: plain or encoded, at any depth, in its headers too.
 *
 * @returns what was found and where, without any character of the secret; null where nothing was
 */
export function findSecret(answer: Answer): string | null {
  const { json, text, headers } = answer;
  const places: Place[] = [
    ...stringsOf(json, '$'),
    { where: 'the body', text },
    ...[...headers].map(([name, value]) => ({ where: `the header ${name}`, text: value })),
  ];
  for (const { where, text: candidate } of places) {
    const encoding = encodingOfToken(candidate, MAX_DEPTH);
    if (encoding !== null) return `an access token${encoding} at ${where}`;
    if (CREDENTIALS.test(candidate)) return `the credentials of Plaid’s client at ${where}`;
  }
  const field = tokenFieldOf(json, '$');
  return field === null ? null : `a field for an access token at ${field}`;
}

/** Every text of a JSON value, the names of fields too. */
function stringsOf(value: unknown, where: string): Place[] {
  if (typeof value === 'string') return [{ where, text: value }];
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, part]) => [
    { where: `a name in ${where}`, text: name },
    ...stringsOf(part, pathTo(where, name, value)),
  ]);
}

function tokenFieldOf(value: unknown, where: string): string | null {
  if (!isRecord(value)) return null;
  for (const [name, part] of Object.entries(value)) {
    const path = pathTo(where, name, value);
    if (TOKEN_FIELD.test(name) && part !== null && part !== '') return path;
    const found = tokenFieldOf(part, path);
    if (found !== null) return found;
  }
  return null;
}

/** A name may be a secret itself, so that only plain ones are shown. */
function pathTo(where: string, name: string, owner: object): string {
  if (Array.isArray(owner)) return `${where}[${name}]`;
  return /^\w{1,40}$/.test(name) ? `${where}.${name}` : `${where}.(a name)`;
}

/** @returns '' for a plain token, its encoding for an encoded one, null where there is none */
function encodingOfToken(text: string, depth: number): string | null {
  if (TOKEN.test(text.replace(HYPHENS, '-'))) return '';
  if (depth === 0) return null;
  for (const [encoding, decoded] of decodings(text)) {
    if (encodingOfToken(decoded, depth - 1) !== null) return encoding;
  }
  return null;
}

function* decodings(text: string): Generator<[encoding: string, decoded: string]> {
  const percent = text.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => fromHex(hex));
  if (percent !== text) yield [' (percent-encoded)', percent];
  const escaped = text.replace(
    /\\u00([0-9a-f]{2})|\\x([0-9a-f]{2})|&#x0*([0-9a-f]{2});/gi,
    (_all, ...groups: (string | undefined)[]) => fromHex(groups.find((hex) => hex) ?? ''),
  );
  const entities = escaped.replace(/&#0*(\d{2,3});/g, (_all, code: string) =>
    String.fromCharCode(Number(code)),
  );
  if (entities !== text) yield [' (escaped)', entities];
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)) {
    // What stands before the encoded text may look like a part of it.
    for (const start of [0, 1, 2, 3]) yield [' (base64)', fromBase64(run.slice(start))];
  }
  for (const [run] of text.matchAll(/[0-9a-f]{24,}/gi)) {
    for (const start of [0, 1]) yield [' (hexadecimal)', fromHex(run.slice(start))];
  }
}

function fromHex(hex: string): string {
  return (hex.match(/../g) ?? [])
    .map((pair) => String.fromCharCode(Number.parseInt(pair, 16)))
    .join('');
}

function fromBase64(text: string): string {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return atob(standard.slice(0, standard.length - (standard.length % 4)));
}

import { isRecord, nonEmptyString } from '../unknown';

/** Tokens of Plaid's, credentials in headers and URLs, and what follows a question mark in a URL. */
const SECRETS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/[a-z-]*-(?:sandbox|development|production)-[\w-]+/gi, '[redacted]'],
  [/\b(bearer|basic)\s+\S+/gi, '$1 [redacted]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[redacted]'],
  [/:\/\/[^\s/]*@/g, '://[redacted]@'],
  [/(https?:\/\/[^\s?#]*)[?#]\S*/gi, '$1'],
];
const MAX_REASON = 300;

/** Why something failed, as a part of a message: what was thrown, without secrets, and cut. */
export function reasonOf(thrown: unknown): string {
  const text = nonEmptyString(isRecord(thrown) ? thrown.message : thrown) ?? 'no reason was given';
  const redacted = SECRETS.reduce((left, [pattern, by]) => left.replaceAll(pattern, by), text);
  const line = redacted.replaceAll(/\s+/g, ' ');
  return line.length > MAX_REASON ? `${line.slice(0, MAX_REASON)}…` : line;
}

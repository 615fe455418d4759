/** How Plaid writes an access token (plaid.com/docs/errors/invalid-input, `INVALID_ACCESS_TOKEN`). */
const ACCESS_TOKEN = /access-(?:sandbox|development|production)-[\w-]+/gi;

/**
 * The last gate before an answer or a log, for texts of Plaid's and of the app's that nobody here can vouch for.
 * Nothing relies on it: what leaves is picked field by field.
 */
export function redact(text: string): string {
  return text.replace(ACCESS_TOKEN, '[redacted]');
}

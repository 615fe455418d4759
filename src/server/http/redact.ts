/** The form of Plaid's access tokens (plaid.com/docs/errors/invalid-input, `INVALID_ACCESS_TOKEN`). */
const ACCESS_TOKEN = /access-(?:sandbox|development|production)-[\w-]+/gi;

/**
 * The last gate before a response or a log, for texts that come from Plaid or from the app. It is a second line of
 * defence only: every field that leaves is picked one by one.
 */
export function redact(text: string): string {
  return text.replace(ACCESS_TOKEN, '[redacted]');
}

/** Every kind of token, of Items and of users (plaid.com/docs/api/tokens, /api/users). */
const TOKEN = /(?:access|link|processor|public|user)-(?:sandbox|development|production)-[\w-]+/gi;

/** For logs. A response may hold a link token or a public token, and a log may not. */
export function redactTokens(text: string): string {
  return text.replace(TOKEN, '[redacted]');
}

/** {@link redact} for an answer that is no text yet. */
export function redactBody<Body extends object>(body: Body): Body {
  const text = JSON.stringify(body);
  const redacted = redact(text);
  // JSON keeps the shape of a body of the wire format.
  return redacted === text ? body : (JSON.parse(redacted) as Body);
}

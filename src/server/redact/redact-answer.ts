/**
 * Plaid's access tokens (plaid.com/docs/errors/invalid-input, `INVALID_ACCESS_TOKEN`), also with a hyphen that a URL or
 * JSON has escaped.
 */
const HYPHEN = String.raw`(?:-|%2d|\\+u002d)`;
const ACCESS_TOKEN = new RegExp(
  `access${HYPHEN}(?:sandbox|development|production)${HYPHEN}(?:\\w|${HYPHEN})+`,
  'gi',
);

/**
 * The last gate before a response, for texts that come from Plaid or from the app. It is a second line of defence only:
 * every field that leaves is picked one by one.
 */
export function redact(text: string): string {
  return text.replace(ACCESS_TOKEN, '[redacted]');
}

/** {@link redact} for an answer that is no text yet. */
export function redactBody<Body extends object>(body: Body): Body {
  const text = JSON.stringify(body);
  const redacted = redact(text);
  // JSON keeps the shape of a body of the wire format.
  return redacted === text ? body : (JSON.parse(redacted) as Body);
}

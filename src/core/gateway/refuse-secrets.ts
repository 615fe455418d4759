import { createRelinkError } from '../errors/catalogue';
import { isRecord } from '../unknown';

/** `access-<environment>-<identifier>` (plaid.com/docs/errors/invalid-input, `INVALID_ACCESS_TOKEN`). */
const SECRET =
  /^access-[^ ]|access(?:-|%2[dD]|\\u002[dD])(?:sandbox|development|production)(?:-|%2[dD]|\\u002[dD])/;

/**
 * Refuses a value with an access token anywhere in it, names of fields included.
 *
 * @throws RelinkError `secret_refused`, without any part of the token
 */
export function refuseSecrets(itemId: string | null, answer: unknown): void {
  // A set visits what is added to it meanwhile, and nothing twice: any depth and any circle ends.
  const parts = new Set<unknown>([answer]);
  for (const part of parts) {
    if (typeof part === 'string' && SECRET.test(part)) throw secretRefused(itemId);
    if (!isRecord(part)) continue;
    for (const [name, value] of Object.entries(part)) parts.add(name).add(value);
  }
}

function secretRefused(itemId: string | null): Error {
  return createRelinkError('secret_refused', {
    itemId,
    message:
      'The backend sent an access token to the browser. It must never leave the server. Send only what the wire format names, and rotate the access token.',
  });
}

import {
  createRelinkErrorFrom,
  type ErrorFacts,
  type RelinkError,
  type RelinkErrorInit,
} from './relink-error';
import type { RelinkErrorCode } from './code';

/** For errors that no action of the user fixes. */
export const CONTACT = 'This connection cannot be updated now. Please contact support.';
export const TRY_AGAIN = 'Something went wrong. Please try again.';

/** The rows of the catalogue for errors of a button whose chunk with the catalogue has not loaded. */
export const EARLY_FACTS = {
  invalid_options: [false, CONTACT],
  offline: [true, 'You are offline. Please try again when you are connected.'],
  network_error: [true, 'We could not reach the server. Please try again.'],
  timeout: [true, 'This is taking too long. Please try again.'],
  session_closed: [true, TRY_AGAIN],
} as const satisfies Partial<Record<RelinkErrorCode, ErrorFacts>>;

/** Not among the rows above: an idle button has no use for these codes. */
export const UNUSABLE: ErrorFacts = [false, CONTACT];

export function createEarlyError(
  code: keyof typeof EARLY_FACTS,
  init: RelinkErrorInit,
): RelinkError {
  return createRelinkErrorFrom(EARLY_FACTS[code], code, init);
}

export function missingProvider(): RelinkError {
  return createRelinkErrorFrom(UNUSABLE, 'missing_provider', {
    message:
      'Could not find <RelinkProvider>; wrap the part of your app that calls useRelink() in it. It runs the Link session.',
  });
}

export function invalidItemId(itemId: unknown): RelinkError {
  return createRelinkErrorFrom(UNUSABLE, 'invalid_item_id', {
    message: `itemId must be a non-empty string, not ${itemId === '' ? 'an empty one' : typeof itemId}. Render the button once the Item is known.`,
  });
}

/** The engine's chunk is not loaded for a provider that was unmounted. */
export function sessionClosed(itemId: string | undefined): RelinkError {
  return createEarlyError('session_closed', {
    itemId,
    message: 'Call open() while <RelinkProvider> is mounted.',
  });
}

/**
 * The engine's chunk did not load. A missing package is told from a network by its name in quotes, as bundlers, Node and
 * browsers write it: they share no code.
 */
export function notLoaded(
  itemId: string | undefined,
  cause: unknown,
  code: 'timeout' | 'network_error' | 'offline',
): RelinkError {
  const why = String(cause);
  const isMissing = /["'“]react-plaid-link\b/.test(why);
  return createEarlyError(isMissing ? 'invalid_options' : code, {
    itemId,
    cause,
    message: isMissing ? 'react-plaid-link is not installed.' : `A chunk did not load: ${why}.`,
  });
}

import {
  createRelinkErrorFrom,
  type ErrorFacts,
  type RelinkError,
  type EarlyErrorInit,
} from './relink-error';

/** For errors that no action of the user fixes. */
export const CONTACT: ErrorFacts = [
  false,
  'We can’t update this connection right now. Support can help.',
];
export const TRY_AGAIN: ErrorFacts = [true, 'Something went wrong this time.'];
export const OFFLINE: ErrorFacts = [true, 'You’re offline right now.'];
export const NO_CONNECTION: ErrorFacts = [true, 'We couldn’t connect. Check your internet.'];

export function invalidOptions(init: EarlyErrorInit): RelinkError {
  return createRelinkErrorFrom(CONTACT, 'invalid_options', init);
}

export function missingProvider(): RelinkError {
  return createRelinkErrorFrom(CONTACT, 'missing_provider', {
    message:
      'Could not find <RelinkProvider>; wrap the part of your app that calls useRelink() in it. It runs the Link session.',
  });
}

/** The engine's chunk is not loaded for a provider that was unmounted. */
export function sessionClosed(itemId: string | undefined): RelinkError {
  return createRelinkErrorFrom(TRY_AGAIN, 'session_closed', {
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
  if (/["'“]react-plaid-link\b/.test(why))
    return invalidOptions({ itemId, cause, message: 'react-plaid-link is not installed.' });
  return createRelinkErrorFrom(code === 'offline' ? OFFLINE : NO_CONNECTION, code, {
    itemId,
    cause,
    message: `A chunk did not load: ${why}.`,
  });
}

import { RelinkError, type RelinkErrorInit } from './relink-error';

/** The rows of `ERROR_FACTS` that say why no chunk is here. */
export const LOADING_FACTS = {
  offline: [true, 'You are offline. Please try again when you are connected.'],
  network_error: [true, 'We could not reach the server. Please try again.'],
  timeout: [true, 'This is taking too long. Please try again.'],
} as const satisfies Record<string, readonly [retryable: boolean, displayMessage: string]>;

/** A `RelinkError` that needs no chunk to be made. */
export function loadingError(code: keyof typeof LOADING_FACTS, init: RelinkErrorInit): RelinkError {
  return new RelinkError(code, LOADING_FACTS[code], init);
}

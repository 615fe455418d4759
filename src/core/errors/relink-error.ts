import type { RelinkErrorCode } from './code';
import { ERROR_PAGES } from './pages';
import type { ItemRemedy } from '../types';

/**
 * The error that this package throws, rejects with, and gives to `onError`.
 *
 * Switch on {@link RelinkError.code} and show {@link RelinkError.displayMessage} to the user. Keep `message` for logs:
 * it says what happened, why, and what to do, and ends with the address of its code's page. Recognise one with
 * {@link isRelinkError}.
 */
export interface RelinkError extends Error {
  readonly name: 'RelinkError';
  /** What went wrong: stable, and the field to switch on. */
  readonly code: RelinkErrorCode;
  /** True if the same action may succeed later without a change. */
  readonly retryable: boolean;
  /** A text that is safe to show to the end user. */
  readonly displayMessage: string;
  /** Null if no Item is concerned. */
  readonly itemId: string | null;
  /** Plaid's `request_id`, which Plaid's support asks for. */
  readonly requestId: string | null;
  /** The HTTP status of the backend's answer; null if there was none. */
  readonly status: number | null;
  /** How long the backend asks to wait, in milliseconds (`Retry-After`). */
  readonly retryAfterMs: number | null;
  /** Of `session_in_progress`: the Item whose Link is open. Null where that is not known, missing in every other error. */
  readonly otherItemId?: string | null;
  /** What helps the Item in place of another try; null if that is not known. */
  readonly remedy: ItemRemedy | null;
  /** Plaid's error object, an exception, or an event. It may contain data of the app. */
  readonly cause: unknown;
}

/** The fields of a {@link RelinkError} beside its code and the facts of that code. */
export interface RelinkErrorInit {
  /** For developers: what happened, why, and what to do. Never contains a token. The address of the page is added. */
  message: string;
  itemId?: string | null | undefined;
  requestId?: string | null | undefined;
  status?: number | null | undefined;
  /** Replaces the code's own text. For Plaid's `display_message`, which is written for end users. */
  displayMessage?: string | null | undefined;
  retryAfterMs?: number | null | undefined;
  remedy?: ItemRemedy | null | undefined;
  cause?: unknown;
}

/** The fields of an error that no answer of the backend brought. */
export type EarlyErrorInit = Pick<RelinkErrorInit, 'message' | 'itemId' | 'cause'>;

/** The facts of one code. The text is for end users: it says what to do and names no code. */
export type ErrorFacts = readonly [retryable: boolean, displayMessage: string];

// Every copy of the package finds the same registered symbol, in every bundle and realm. `instanceof` would not
// recognise an error of another copy. The page's one listener to reported errors is under the same symbol.
export const BRAND = Symbol.for('react-plaid-relink/error');

/**
 * The facts are an argument, and the fields that an answer of the backend brings are set in the catalogue, so that a page of
 * idle buttons loads neither.
 */
export function createRelinkErrorFrom(
  [retryable, displayMessage]: ErrorFacts,
  code: RelinkErrorCode,
  { message, itemId, cause }: EarlyErrorInit,
): RelinkError {
  const error = Object.assign(new Error(`${message} See ${ERROR_PAGES}${code}.md`), {
    name: 'RelinkError' as const,
    code,
    retryable,
    displayMessage,
    itemId: itemId ?? null,
    requestId: null,
    status: null,
    retryAfterMs: null,
    remedy: null,
    cause,
  });
  // Not enumerable: an error that is spread, or compared in a test, shows its fields alone.
  return Object.defineProperty(error, BRAND, {});
}

/** Whether a value is a {@link RelinkError}, also one of another copy of this package. */
export function isRelinkError(value: unknown): value is RelinkError {
  return typeof value === 'object' && value !== null && BRAND in value;
}

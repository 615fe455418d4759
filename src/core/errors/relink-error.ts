import type { RelinkErrorCode } from './catalogue';
import type { ItemRemedy } from '../types';

/** What a {@link RelinkError} carries beside its code. */
export interface RelinkErrorInit {
  /** For developers: what happened, why, and what to do. Never contains a token. */
  message: string;
  itemId?: string | null | undefined;
  /** Plaid's `request_id`, which Plaid's support asks for. */
  requestId?: string | null | undefined;
  /** The HTTP status of the backend's answer, where there was one. */
  status?: number | null | undefined;
  /** Overrides the code's own text; used for Plaid's `display_message`, which is written for end users. */
  displayMessage?: string | null | undefined;
  /** How long the backend asks to wait, in milliseconds (`Retry-After`). */
  retryAfterMs?: number | null | undefined;
  /** What helps the Item, where the server or Link said so. */
  remedy?: ItemRemedy | null | undefined;
  cause?: unknown;
}

// A registered symbol is the same in every copy of the package, in every bundle and realm of one agent;
// `instanceof` is not, since the CommonJS entries each carry their own class.
const BRAND: unique symbol = Symbol.for('react-plaid-relink/error') as never;

/**
 * Everything that this package reports as going wrong.
 *
 * Switch on {@link RelinkError.code}; show {@link RelinkError.displayMessage} to the user and keep `message`, which
 * says what happened, why, and what to do, for logs. Each code has a page in docs/errors.
 */
export class RelinkError extends Error {
  override readonly name = 'RelinkError';
  /** What went wrong: stable, and the thing to switch on. */
  declare readonly code: RelinkErrorCode;
  /** True where trying again, without changing anything, may succeed. */
  declare readonly retryable: boolean;
  /** Safe to show to the end user. */
  declare readonly displayMessage: string;
  /** Null where no Item is concerned. */
  declare readonly itemId: string | null;
  /** Plaid's `request_id`, which Plaid's support asks for. */
  declare readonly requestId: string | null;
  /** The HTTP status of the backend's answer, where there was one. */
  declare readonly status: number | null;
  /** How long the backend asks to wait, in milliseconds. */
  declare readonly retryAfterMs: number | null;
  /** What helps the Item instead of another try, where that is known; `code` says what went wrong. */
  declare readonly remedy: ItemRemedy | null;
  /** What it came from: Plaid's error object, an exception, or an event. It may hold what your app put into it. */
  declare readonly cause: unknown;

  /** Is told the facts of its code, so that a page of idle buttons need not load those of all codes. */
  constructor(
    code: RelinkErrorCode,
    [retryable, displayMessage]: readonly [boolean, string],
    init: RelinkErrorInit,
  ) {
    super(init.message);
    this.code = code;
    this.retryable = retryable;
    this.displayMessage = init.displayMessage || displayMessage;
    this.itemId = init.itemId ?? null;
    this.requestId = init.requestId ?? null;
    this.status = init.status ?? null;
    this.retryAfterMs = init.retryAfterMs ?? null;
    this.remedy = init.remedy ?? null;
    this.cause = init.cause;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Whether a value is a {@link RelinkError}, also one from another copy of this package. */
export function isRelinkError(value: unknown): value is RelinkError {
  return typeof value === 'object' && value !== null && BRAND in value;
}

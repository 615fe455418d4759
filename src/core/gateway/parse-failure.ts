import { type RelinkError, isRelinkError } from '../errors/relink-error';
import type { RelinkErrorCode } from '../errors/code';
import { createRelinkError } from '../errors/catalogue';
import { REMEDIES } from '../types';
import { isRecord, nonEmptyString } from '../unknown';
import { reasonOf } from './reason-of';
import { refuseSecrets } from './refuse-secrets';

/** What the caller of {@link errorFromAnswer} knows beside the answer. */
interface AnswerFacts {
  retryAfterMs?: number | null | undefined;
  /** What was asked. */
  url?: string;
  /** Whether the answer is a page. */
  isHtml?: boolean;
  /** Whether the backend sent no status, so that the error names none. */
  isStatusAssumed?: boolean;
}

/**
 * Turns a failed answer of the backend into a {@link RelinkError}. The status decides the code; Plaid's error object
 * adds texts.
 *
 * @param body Plaid's error object, where the backend sent one
 * @throws RelinkError `secret_refused` for a body with an access token
 */
export function errorFromAnswer(
  itemId: string | null,
  status: number,
  body: unknown,
  { retryAfterMs, url = 'at that URL', isHtml, isStatusAssumed }: AnswerFacts = {},
): RelinkError {
  refuseSecrets(itemId, body);
  const fields = fieldsOf(body);
  const plaidCode = nonEmptyString(fields.error_code);
  const sent = isStatusAssumed ? null : status;
  const says = [sent, plaidCode].filter(Boolean).join(' ') || 'an error';
  const make = (code: RelinkErrorCode, advice: string): RelinkError =>
    createRelinkError(code, {
      itemId,
      status: sent,
      retryAfterMs,
      requestId: nonEmptyString(fields.request_id),
      displayMessage: nonEmptyString(fields.display_message),
      remedy: REMEDIES.find((word) => word === fields.remedy),
      message: `The backend answered ${says} for ${itemId === null ? 'several Items' : `Item ${itemId}`}. ${advice}`,
      cause: plaidCode ? fields : undefined,
    });

  if (status === 403 && plaidCode === 'NOT_ALLOWED') {
    return make('request_rejected', 'Its linkToken function refuses this purpose or selection.');
  }
  if (status === 401 || status === 403) {
    return make(
      'unauthorized',
      'The user is not signed in, or the origin or the CSRF token is refused.',
    );
  }
  if (status === 404 && plaidCode && plaidCode !== 'NOT_FOUND') {
    return make('item_not_found', 'The signed-in user has no such Item. Check the itemId.');
  }
  if (status === 404) {
    return make(
      'request_rejected',
      `It has no route POST ${url}${isHtml ? ' (a page of HTML came)' : ''}. Check the provider's gateway and the handler's basePath.`,
    );
  }
  if (status === 429) return make('rate_limited', 'The client tries again later.');
  if (status === 405) {
    return make('request_rejected', `${url} takes no POST. Export the handler as POST.`);
  }
  if (status >= 500) return make('backend_error', "See the backend's log.");
  return make('request_rejected', `It says "${reasonOf(fields.error_message)}".`);
}

/** Turns anything that a gateway function threw into a {@link RelinkError}. */
export function errorFromThrown(
  itemId: string | null,
  thrown: unknown,
  isOnline: boolean,
): RelinkError {
  if (isRelinkError(thrown)) return thrown;
  // `{ status, body, retryAfterMs }` as this package asks for it, the `response` of axios, or the `data.httpStatus` of tRPC: no
  // app has to translate its client's errors.
  const { status, body, retryAfterMs, response, data } = fieldsOf(thrown);
  const answer = fieldsOf(response);
  const answered = [status, answer.status, fieldsOf(data).httpStatus].find(isNumber);
  // 0 is no answer, as XMLHttpRequest has it.
  if (answered) {
    const headers = fieldsOf(answer.headers);
    return errorFromAnswer(itemId, answered, body ?? answer.data ?? data, {
      retryAfterMs: [retryAfterMs, parseRetryAfter((name) => headers[name])].find(isNumber),
    });
  }
  const isUnanswered = thrown instanceof Unanswered;
  const cause = isUnanswered ? thrown.cause : thrown;
  refuseSecrets(itemId, isRecord(cause) ? cause.message : cause);
  if (!isOnline) {
    return createRelinkError('offline', {
      itemId,
      cause,
      message: 'The browser is offline. The request is sent again when it is online.',
    });
  }
  const what = isUnanswered ? thrown.message : "The gateway's own function threw";
  const advice = isUnanswered
    ? thrown.advice
    : 'For an HTTP failure, throw an object with its status.';
  return createRelinkError('network_error', {
    itemId,
    cause,
    message: `${what}: ${reasonOf(cause)}. ${advice}`,
  });
}

/**
 * `Retry-After` in milliseconds. It is seconds or an HTTP date (RFC 9110 section 10.2.3), which is by the server's clock.
 *
 * @param read returns a header of the answer, where the client may read it
 */
export function parseRetryAfter(read: (name: string) => unknown): number | null {
  const text = String(read('retry-after'));
  const seconds = Number(text);
  const now = Date.parse(String(read('date'))) || Date.now();
  const ms = Number.isNaN(seconds) ? Date.parse(text) - now : seconds * 1000;
  return ms > 0 ? ms : null;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** No answer came to a request over HTTP. */
export class Unanswered extends Error {
  readonly advice: string;
  override readonly cause: unknown;
  /** @param what what failed, before the text of the cause */
  constructor(what: string, advice: string, cause: unknown) {
    super(what);
    this.advice = advice;
    this.cause = cause;
  }
}

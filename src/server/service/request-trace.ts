import { nonEmptyString } from '../../core/unknown';
import type { HttpError } from '../http/http-error';
import { shortHash } from '../http/short-hash';
import type {
  RelinkRequestEvent,
  RelinkRequestItem,
  RelinkRequestOutcome,
} from '../options/request-event';
import { redactLog } from '../redact/redact-log';

/** What a request is about. The step that finds out writes it here. */
export interface Subject {
  /** Null where no id was asked for, or where it cannot be one. */
  askedId: string | null;
  /** Of the Item, once it is known to be the user's own. */
  clientUserId: string | null;
  /** Each Item of a request for many; null for other requests. */
  items: ItemTrace[] | null;
}

export interface ItemTrace {
  subject: Subject;
  /** Null for an answer without an error. */
  error: HttpError | null;
}

/** What is known of one request so far, for `onRequest`. */
export interface RequestTrace extends ItemTrace {
  at: Date;
  /** By the monotonic clock. */
  startedAt: number;
  /** Null until it is known to exist. */
  route: string | null;
  userId: string | null;
  /** Plaid's. */
  requestId: string | null;
  /** A granted pre-flight asks for nothing, and is not told. */
  isPreflight: boolean;
}

export function createSubject(): Subject {
  return { askedId: null, clientUserId: null, items: null };
}

export function createRequestTrace(): RequestTrace {
  return {
    at: new Date(),
    startedAt: performance.now(),
    route: null,
    userId: null,
    subject: createSubject(),
    requestId: null,
    isPreflight: false,
    error: null,
  };
}

/** Plaid's request_id in the body of a 200. */
export function requestIdOf(body: object): string | null {
  return 'request_id' in body ? nonEmptyString(body.request_id) : null;
}

/** @param times of the answer */
export function toRequestEvent(
  trace: RequestTrace,
  times: Pick<RelinkRequestEvent, 'durationMs' | 'plaidMs'>,
): RelinkRequestEvent {
  const { at, route, userId, subject, requestId, error } = trace;
  return {
    route,
    ...toItem(trace),
    userId: redacted(userId ?? clientUserIdOf(subject)),
    items: subject.items?.map(toItem) ?? null,
    requestId: redacted(error?.init.requestId ?? requestId),
    ...times,
    at,
  };
}

function toItem({ subject: { askedId, clientUserId }, error }: ItemTrace): RelinkRequestItem {
  const isOwned = clientUserId !== null;
  return {
    itemId: isOwned ? redacted(askedId) : null,
    itemIdHash: isOwned || askedId === null ? null : shortHash(askedId),
    outcome: outcomeOf(error),
    status: error?.init.status ?? 200,
    errorCode: redacted(error && (error.init.log?.errorCode ?? error.init.errorCode)),
  };
}

function clientUserIdOf({ clientUserId, items }: Subject): string | null {
  const owned = items?.find(({ subject }) => subject.clientUserId !== null);
  return clientUserId ?? owned?.subject.clientUserId ?? null;
}

/** Plaid's texts, ids of users and what a client calls an Item are not known to hold no token. */
function redacted(text: string | null): string | null {
  return text === null ? null : redactLog(text);
}

function outcomeOf(error: HttpError | null): RelinkRequestOutcome {
  if (!error) return 'ok';
  const { status, log } = error.init;
  if (status === 499) return 'aborted';
  // An error without a log entry is the client's, but for a limiter that is down.
  if (log || status >= 500) return 'failed';
  return status === 429 ? 'limited' : 'refused';
}

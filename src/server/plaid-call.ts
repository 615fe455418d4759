import { isItemCode } from '../core/health';
import { isRecord, textOf } from '../core/wire';
import { badRequest, Failure, internal } from './failure';
import type { PlaidAnswer, PlaidCallOptions } from './plaid-port';

const TIMEOUT = 'time-out';

/**
 * Calls Plaid with a time-out. Rejects with a {@link Failure} and with nothing else: the error of the `plaid` client
 * holds the secret in its config and is not kept.
 */
export async function callPlaid(
  call: (options: PlaidCallOptions) => PlaidAnswer,
  timeoutMs: number,
  clientSignal: AbortSignal,
): Promise<Record<string, unknown>> {
  // The app's own lookups took a while; nothing is minted for a client that has left meanwhile.
  throwIfGone(clientSignal);
  // A controller of our own, and not AbortSignal.any(): Node keeps such a signal for ever once its time-out is
  // collected and a listener is left (found by a heap that grew with every call).
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(TIMEOUT), timeoutMs);
  const onClientGone = (): void => controller.abort();
  clientSignal.addEventListener('abort', onClientGone, { once: true });
  try {
    // The race, not the signal, ends the wait: a client that is wrapped may not pass it on.
    const { signal } = controller;
    const { data } = await Promise.race([call({ signal, timeout: timeoutMs }), aborted(signal)]);
    if (isRecord(data)) return data;
  } catch (thrown) {
    throwIfGone(clientSignal);
    throw controller.signal.reason === TIMEOUT ? timedOut(timeoutMs) : toFailure(thrown);
  } finally {
    clearTimeout(timer);
    clientSignal.removeEventListener('abort', onClientGone);
  }
  throw noAnswer('Plaid answered without a JSON object.');
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new Error('aborted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** Reads Plaid's error object from what the `plaid` client throws, and decides by its documented codes. */
export function toFailure(thrown: unknown): Failure {
  const response = isRecord(thrown) && isRecord(thrown.response) ? thrown.response : null;
  const body = isRecord(response?.data) ? response.data : null;
  const errorCode = body && textOf(body.error_code);
  if (!body || !errorCode)
    return noAnswer('The request to Plaid failed without an answer of Plaid.');

  const errorType = textOf(body.error_type) ?? 'API_ERROR';
  const requestId = textOf(body.request_id);
  const message = textOf(body.error_message) ?? errorCode;
  const problem = { errorCode, message: `Plaid: ${errorType} ${errorCode}` };
  const passOn = (status: number): Failure =>
    new Failure({
      status,
      errorType,
      errorCode,
      message: `Plaid answered ${errorCode}.`,
      displayMessage: textOf(body.display_message),
      requestId,
      problem,
    });

  if (errorType === 'RATE_LIMIT_EXCEEDED') return passOn(429);
  if (errorCode === 'ITEM_NOT_FOUND') return passOn(404);
  if (errorType === 'ITEM_ERROR' || isItemCode(errorCode)) return passOn(409);
  if (errorType === 'INSTITUTION_ERROR' || errorCode === 'PLANNED_MAINTENANCE') return passOn(503);
  if (errorType === 'API_ERROR') return passOn(502);
  // The rest are mistakes of the server's (keys, environment, configuration): its log says which, the client need not know.
  return internal({ ...problem, message: `${problem.message}: ${message}` });
}

/** Whether Plaid's refusal says how the Item is, rather than that it could not be asked. */
export function isAboutItem({ errorType, errorCode }: Failure['init']): boolean {
  return errorType === 'ITEM_ERROR' || errorType === 'INSTITUTION_ERROR' || isItemCode(errorCode);
}

/** Nobody would read the answer, and it is no problem of the server's. */
function throwIfGone(clientSignal: AbortSignal): void {
  if (!clientSignal.aborted) return;
  throw badRequest(499, 'CLIENT_CLOSED_REQUEST', 'The client closed the request.');
}

function timedOut(timeoutMs: number): Failure {
  return new Failure({
    status: 504,
    errorType: 'API_ERROR',
    errorCode: 'INTERNAL_SERVER_ERROR',
    message: 'Plaid did not answer in time.',
    problem: { errorCode: 'TIMEOUT', message: `Plaid did not answer within ${timeoutMs} ms.` },
  });
}

export function noAnswer(message: string): Failure {
  return new Failure({
    status: 502,
    errorType: 'API_ERROR',
    errorCode: 'INTERNAL_SERVER_ERROR',
    message: 'Plaid could not be reached.',
    problem: { errorCode: 'NO_ANSWER', message },
  });
}

import { isRecord } from '../../core/unknown';
import { HttpError } from '../http/http-error';
import { PLAID, type RequestDeadline } from '../http/request-deadline';
import type { PlaidCallOptions, PlaidResponse } from './plaid-client';
import { plaidUnreachable, toPlaidError } from './plaid-error';

type Call = (options: PlaidCallOptions) => PlaidResponse;

/**
 * Calls Plaid within the deadline of a request. Rejects with an {@link HttpError} only: the error of the `plaid` client
 * holds the secret in its config and is dropped.
 *
 * The call is repeated once, and only when Plaid itself answered `INTERNAL_SERVER_ERROR`, as its docs advise
 * (plaid.com/docs/errors/api). After a time-out or a lost connection the call may have minted a token, so it is not
 * repeated.
 */
export async function callPlaid(
  call: Call,
  deadline: RequestDeadline,
): Promise<Record<string, unknown>> {
  try {
    return await callPlaidOnce(call, deadline);
  } catch (thrown) {
    if (!isPlaidInternalError(thrown)) throw thrown;
    return callPlaidOnce(call, deadline);
  }
}

/** {@link callPlaid} without the repetition: for endpoints that Plaid allows 15 times a minute for an Item. */
export async function callPlaidOnce(
  call: Call,
  deadline: RequestDeadline,
): Promise<Record<string, unknown>> {
  const { signal } = deadline;
  try {
    // The deadline ends the wait, not the signal: a wrapper around the client may not pass the signal on.
    const { data } = await deadline.run(PLAID, () => call({ signal }));
    if (isRecord(data)) return data;
  } catch (thrown) {
    // If the plaid client notices the abort first, its error does not tell why.
    throw deadline.error() ?? toPlaidError(thrown);
  }
  throw plaidUnreachable('Plaid answered without a JSON object.');
}

function isPlaidInternalError(thrown: unknown): boolean {
  return thrown instanceof HttpError && thrown.init.log?.errorCode === 'INTERNAL_SERVER_ERROR';
}

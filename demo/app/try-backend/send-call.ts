import type { RelinkErrorCode } from 'react-plaid-relink';
import { errorFromAnswer } from '../../../src/core/gateway/parse-failure';
import { findSecret } from '../../../src/testing/gateway-check/probe/find-secret';
import type { Call } from './calls';
import type { BackendForm, HeaderRow } from './form';

/** A request and what came of it. Secrets are in it: it is masked where it is shown. */
export interface Exchange {
  readonly request: { url: string; headers: readonly HeaderRow[]; body: object };
  readonly ms: number;
  readonly outcome: Outcome;
}

/** Why a call failed, as the client would say it. */
export interface Failure {
  readonly code: RelinkErrorCode;
  readonly advice: string;
}

export type Outcome =
  | {
      type: 'answered';
      status: number;
      headers: readonly HeaderRow[];
      /** JSON, or the text of a body that is none. */
      body: unknown;
      /** Null for an answer that the client takes. */
      failure: Failure | null;
    }
  /** The answer has a secret of Plaid's, so that none of it may be shown. */
  | { type: 'leaked'; status: number; what: string }
  | { type: 'no answer'; failure: Failure };

const TIMEOUT_MS = 15_000;
const TIMEOUT = 'time-out';
/** What is longer is cut. */
const MAX_TEXT = 20_000;

/**
 * Sends a call as the client does.
 *
 * @param form without problems
 * @param page the address of this page, for a gateway that is a path
 * @throws what `signal` aborts with
 */
export async function sendCall(
  call: Call,
  form: BackendForm,
  { fetch, page, signal }: { fetch: typeof globalThis.fetch; page: string; signal: AbortSignal },
): Promise<Exchange> {
  const url = new URL(form.url.replace(/\/+$/, '') + call.path, page).href;
  const body = call.fields(form.itemId);
  const headers = new Headers(
    form.headers.map(({ name, value }): [string, string] => [name, value]),
  );
  headers.set('content-type', 'application/json');
  headers.set('accept', 'application/json');
  const request = { url, headers: rowsOf(headers), body };
  const start = performance.now();
  const ended = new AbortController();
  const end = (): void => ended.abort(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  const timer = setTimeout(() => ended.abort(TIMEOUT), TIMEOUT_MS);
  let outcome: Outcome;
  try {
    signal.throwIfAborted();
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      credentials: /^https?:/i.test(form.url) ? 'include' : 'same-origin',
      // Another host must not get the reader's headers.
      redirect: 'manual',
      signal: ended.signal,
    });
    outcome = await readOutcome(response, call.path, form.itemId);
  } catch {
    signal.throwIfAborted();
    outcome = { type: 'no answer', failure: noAnswer(ended.signal.reason === TIMEOUT, form) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
  return { request, ms: performance.now() - start, outcome };
}

async function readOutcome(response: Response, path: string, itemId: string): Promise<Outcome> {
  const { status, headers } = response;
  if (response.type === 'opaqueredirect') {
    const advice =
      'The backend redirects, most likely to a login page. Answer 401 in JSON instead.';
    return { type: 'no answer', failure: { code: 'unauthorized', advice } };
  }
  const text = await response.text();
  const json = parseJson(text);
  const what = findSecret({ request: path, method: 'POST', path, status, headers, text, json });
  if (what !== null) return { type: 'leaked', status, what };
  const body = json ?? (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
  return {
    type: 'answered',
    status,
    headers: rowsOf(headers),
    body,
    failure: failureOf(status, json, itemId),
  };
}

function failureOf(status: number, json: unknown, itemId: string): Failure | null {
  if (status < 200 || status > 299) {
    const { code, message } = errorFromAnswer(itemId, status, json);
    return { code, advice: message };
  }
  if (typeof json === 'object' && json !== null) return null;
  const advice = `The backend answered ${status} without a JSON object. Check the gateway URL.`;
  return { code: 'invalid_response', advice };
}

function noAnswer(isTimeout: boolean, { headers }: BackendForm): Failure {
  if (isTimeout) {
    const advice = `There was no answer within ${TIMEOUT_MS / 1000} s. See the backend’s log, and its time-out for Plaid.`;
    return { code: 'timeout', advice };
  }
  const names = ['content-type', ...headers.map(({ name }) => name.toLowerCase())].join(', ');
  return {
    code: 'network_error',
    advice: `The browser shows this page no answer: nothing listens at the URL, or the backend does not trust this page’s origin. A backend on another origin has to answer OPTIONS and POST with Access-Control-Allow-Origin: ${globalThis.location.origin}, Access-Control-Allow-Credentials: true and Access-Control-Allow-Headers: ${names}. The browser’s console says which of them is missing.`,
  };
}

function rowsOf(headers: Headers): HeaderRow[] {
  return [...headers].map(([name, value]) => ({ name, value }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

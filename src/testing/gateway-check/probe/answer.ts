import { isRecord, nonEmptyString } from '../../../core/unknown';

/** An answer of the backend's, read to its end. */
export interface Answer {
  /** The request in a few words that hold no value of it: `POST /item/get`. */
  readonly request: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined for a body that is none. */
  readonly json: unknown;
}

/** Thrown where a request got no answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly reason: 'timeout' | 'network';
  constructor(reason: 'timeout' | 'network', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Thrown where the backend's own limit got in the way of a check. */
export class Limited extends Error {
  override readonly name = 'Limited';
}

export async function readAnswer(
  asked: Pick<Answer, 'request' | 'method' | 'path'>,
  response: Response,
): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  return { ...asked, status, headers, text, json: parseJson(text) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Plaid's code, or the backend's own, of an answer that is an error. */
export function errorCodeOf({ json }: Answer): string | null {
  return isRecord(json) ? nonEmptyString(json.error_code) : null;
}

/** As the client judges it: then it goes on without the route. */
export function isRouteMissing(answer: Answer): boolean {
  const code = errorCodeOf(answer);
  return answer.status === 404 && (code === null || code === 'NOT_FOUND');
}

/** Where a browser or a proxy sees only that there was a redirect, the status is 0. */
export function isRedirect({ status }: Answer): boolean {
  return status === 0 || (status >= 300 && status < 400);
}

/** What an answer is, without any text of it. */
export function describe(answer: Answer): string {
  const { request, status, json, text } = answer;
  const code = errorCodeOf(answer);
  const kind = /^\s*</.test(text)
    ? ' with HTML'
    : json === undefined
      ? text === ''
        ? ' without a body'
        : ' with a text that is not JSON'
      : '';
  const what = isRedirect(answer) ? 'a redirect' : `${status}${code ? ` ${short(code)}` : kind}`;
  return `${request} was answered with ${what}`;
}

/** A code is shown as it is; a text in its place may hold anything. */
function short(code: string): string {
  return /^[A-Za-z0-9_]{1,60}$/.test(code) ? code : '(a code that is no word)';
}

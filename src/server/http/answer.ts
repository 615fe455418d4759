import { redact } from '../redact/redact-answer';
import { errorBody, logHttpError, type RequestLog } from './error-body';
import type { HttpError } from './http-error';

type Headers = Readonly<Record<string, string>>;

/** An answer before it is a `Response`. Node's servers take it as it is, since a `Response` costs Node a stream. */
export interface Answer {
  status: number;
  headers: Headers;
  body: string | Uint8Array<ArrayBuffer> | null;
}

/** A handler's part that makes no `Response`. */
export type Answerer = (request: Request) => Promise<Answer>;

type WebHandler = (request: Request) => Promise<Response>;

const answerers = new WeakMap<WebHandler, Answerer>();

/** The Web-standard handler that gives the same answers. */
export function toWebHandler(answerer: Answerer): WebHandler {
  const handler: WebHandler = async (request) => {
    const { body, ...init } = await answerer(request);
    return new Response(body, init);
  };
  answerers.set(handler, answerer);
  return handler;
}

/** @returns null for a handler that {@link toWebHandler} has not made, such as an app's function around one */
export function answererOf(handler: WebHandler): Answerer | null {
  return answerers.get(handler) ?? null;
}

/** What every answer has: no cache may store it, and no browser may take it for something else than it says. */
export const ANSWER_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

/** A JSON answer that no cache may store. */
export function jsonAnswer(status: number, body: object, headers: Headers | null): Answer {
  return {
    status,
    headers: { ...headers, ...ANSWER_HEADERS, 'content-type': 'application/json' },
    body: redact(JSON.stringify(body)),
  };
}

/** Plaid's error object. Also reports the error to `onError` where it has a log entry. */
export function errorAnswer(
  error: HttpError,
  where: RequestLog & { cors: Headers | null },
): Answer {
  logHttpError(error, where);
  const { status, headers } = error.init;
  return jsonAnswer(status, errorBody(error), { ...where.cors, ...headers });
}

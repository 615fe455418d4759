import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { RelinkHandlerError } from '../http/handler-error';
import type { RequestLog } from '../http/error-body';
import { methodNotAllowed, toHttpError } from '../http/http-error';
import { answererOf, errorAnswer, type Answer } from '../http/answer';
import { logError, type OnError } from '../http/log-error';
import { createQuietLog } from '../http/quiet-log';
import { assertKnownOptions } from '../options/assert/assert-known-keys';
import { assertOption, isFields, isFunction } from '../options/assert/assert-option';
import { createBodyStream } from './body-stream';
import { endsConnection } from './end-request';
import type { NodeAnswer, NodeMessage } from './node-message';
import { sendAnswer, sendResponse, type SendOptions } from './send-response';
import { toRequest } from './to-request';

/** The `route` of this adapter's errors. */
const ROUTE = 'toNodeHandler';

/** A Web-standard handler. */
export type WebHandler = (request: Request) => Promise<Response>;

/** Options of {@link toNodeHandler}. */
export interface NodeHandlerOptions {
  /**
   * Called where the handler threw, or where its answer could not be sent. The handlers of this package report their
   * own errors to their own `onError`.
   * @default console.error, with the message, the codes, and what your own function threw
   */
  onError?: ((error: RelinkHandlerError) => void) | undefined;
}

const OPTIONS: Readonly<Record<keyof NodeHandlerOptions, true>> = { onError: true };

/**
 * Runs a Web-standard handler wherever Express runs: under Node's `http` and `http2`, Express, Connect, Fastify and
 * NestJS, in the functions of Google Cloud, Firebase, Vercel and Next.js, behind AWS Lambda's adapters, and with mocked
 * requests in tests.
 *
 * Repeated headers are kept, bodies stream, and the request's signal aborts when the client disconnects. The URL's host
 * is that of the `Host` header; `X-Forwarded-*` is ignored, because any client can set it. If a proxy rewrites the host,
 * name your public origin in `trustedOrigins`. A handler that throws is answered with a plain 500, and `onError` hears
 * of it.
 *
 * A body that comes before this handler is read from `req.rawBody` or `req.body`. Plaid's webhooks are signed, so their
 * bytes must be left: mount their route before the parsers, or keep `rawBody`.
 *
 * `nodeRequestOf` gives your `authenticate` the `req` of a request, with what earlier middlewares have put there.
 *
 * When an answer goes out before the request's body has ended, the client may send 64 KB more, within a second. Then its
 * connection is closed.
 *
 * @returns a function that resolves when the answer is written; it never rejects
 * @throws RelinkError `invalid_options` at once, if the handler is no function
 * @example
 * createServer(toNodeHandler(handler)).listen(3000);
 * app.use('/api/plaid', toNodeHandler(handler)); // Express
 *
 * @see docs/frameworks.md for each framework and platform
 */
export function toNodeHandler(
  handler: WebHandler,
  options: NodeHandlerOptions = {},
): (
  incoming: IncomingMessage | Http2ServerRequest,
  outgoing: ServerResponse | Http2ServerResponse,
) => Promise<void> {
  assertNodeHandler(handler, options);
  const { onError } = options;
  const log = { route: ROUTE, onError, quietLog: createQuietLog(onError) };
  // Of this package's own handlers. They need no Response here.
  const answerer = answererOf(handler);
  return async (incoming: NodeMessage, outgoing: NodeAnswer) => {
    const client = watchClient(outgoing);
    const { signal } = client;
    const body = createBodyStream(incoming);
    const sending = (): SendOptions => ({
      signal,
      endsConnection: endsConnection(incoming, body.bytesRead()),
      beforeEnd: body.end,
    });
    try {
      // The fetch standard allows no Request with this method.
      if (incoming.method === 'TRACE') throw methodNotAllowed();
      const request = toRequest(incoming, body.stream, signal);
      if (answerer) sendAnswer(await answerer(request), outgoing, sending());
      else await sendResponse(await handler(request), outgoing, sending());
    } catch (thrown) {
      // The client has left, and work that was aborted for that may fail in any way.
      if (signal.aborted) return;
      if (outgoing.headersSent === true) breakOff(outgoing, thrown, onError);
      else sendError(toErrorAnswer(thrown, log), outgoing, sending());
    } finally {
      client.stopWatching();
    }
  };
}

function assertNodeHandler(handler: unknown, options: unknown): void {
  assertOption(
    isFunction(handler),
    'handler',
    'must be a function',
    'Pass what createRelinkHandler or createWebhookHandler returns.',
    ROUTE,
  );
  assertOption(isFields(options), 'options', 'must be an object', 'Pass { onError }.', ROUTE);
  assertKnownOptions(options, OPTIONS, ROUTE);
  const { onError } = options;
  assertOption(
    onError === undefined || isFunction(onError),
    'onError',
    'must be a function',
    'Leave it out for console.error.',
    ROUTE,
  );
}

/** A signal that aborts when the client disconnects. */
function watchClient(outgoing: NodeAnswer): { signal: AbortSignal; stopWatching(): void } {
  const disconnected = new AbortController();
  const abort = (): void => disconnected.abort();
  outgoing.on?.('close', abort);
  // The client may have disconnected while an earlier middleware was running.
  if (outgoing.closed === true || outgoing.destroyed === true) abort();
  return { signal: disconnected.signal, stopWatching: () => outgoing.off?.('close', abort) };
}

function toErrorAnswer(thrown: unknown, log: RequestLog): Answer {
  const functions = 'The handler that toNodeHandler runs, or the code that passes on its answer,';
  return errorAnswer(toHttpError(thrown, functions), { ...log, cors: null });
}

function sendError(answer: Answer, outgoing: NodeAnswer, options: SendOptions): void {
  try {
    sendAnswer(answer, outgoing, options);
  } catch {
    // A stand-in that cannot be written to has failed the answer before, and the log has that.
    outgoing.destroy?.();
  }
}

/** The client must not take half an answer for a whole one. */
function breakOff(outgoing: NodeAnswer, cause: unknown, onError: OnError): void {
  outgoing.destroy?.();
  void logError(onError, {
    route: ROUTE,
    status: outgoing.statusCode,
    errorCode: 'APP_ERROR',
    requestId: null,
    message:
      'The answer’s body failed while it was sent, so the connection was closed. See the cause.',
    cause,
  });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createBodyStream } from './body-stream';
import { sendResponse } from './send-response';
import { toRequest } from './to-request';

/** A Web-standard handler. */
export type WebHandler = (request: Request) => Promise<Response>;

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };
/** Plaid's error object, like every error of the handlers. */
const errorBody = (error_type: string, error_code: string, error_message: string): string =>
  JSON.stringify({
    error_type,
    error_code,
    error_message,
    display_message: null,
    request_id: null,
  });
const SERVER_ERROR = errorBody(
  'API_ERROR',
  'INTERNAL_SERVER_ERROR',
  'The server could not handle the request.',
);
const METHOD_NOT_ALLOWED = errorBody('INVALID_REQUEST', 'INVALID_METHOD', 'Send POST.');

/**
 * Runs a Web-standard handler under Node's `http`, Express, Connect or Fastify.
 *
 * Repeated headers are kept, bodies stream, and the request's signal aborts when the client disconnects. The URL's host
 * is that of the `Host` header; `X-Forwarded-*` is ignored, because any client can set it. If a proxy rewrites the host,
 * name your public origin in `trustedOrigins`. A handler that throws is answered with a plain 500.
 *
 * @example
 * createServer(toNodeHandler(handler)).listen(3000);
 * app.use('/api/plaid', toNodeHandler(handler)); // Express
 *
 * @see docs/frameworks.md for Fastify, whose body parsers must be kept off the route.
 */
export function toNodeHandler(
  handler: WebHandler,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    // The fetch standard allows no Request with this method.
    if (incoming.method === 'TRACE') {
      outgoing.writeHead(405, { ...JSON_HEADERS, allow: 'POST' }).end(METHOD_NOT_ALLOWED);
      return;
    }
    const disconnected = new AbortController();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) disconnected.abort();
    });
    // The client may have disconnected while an earlier middleware was running.
    if (outgoing.closed || outgoing.destroyed) disconnected.abort();
    const body = createBodyStream(incoming);
    const { signal } = disconnected;
    const respond = async (): Promise<void> =>
      sendResponse(await handler(toRequest(incoming, body.stream, signal)), outgoing, signal);
    void respond()
      .catch(() => {
        // The error is dropped because it may hold secrets of the request. The handler reports details to its onError.
        if (outgoing.headersSent) outgoing.destroy();
        else outgoing.writeHead(500, JSON_HEADERS).end(SERVER_ERROR);
      })
      .finally(() => body.discard());
  };
}

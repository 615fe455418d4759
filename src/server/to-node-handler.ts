import type { IncomingMessage, ServerResponse } from 'node:http';

/** A Web-standard handler. */
export type WebHandler = (request: Request) => Promise<Response>;

/**
 * Runs a Web-standard handler under Node's `http`, Express or Connect.
 *
 * Repeated headers are kept, the body streams, and a client that goes away aborts the request's signal. The URL is
 * made from the `Host` header alone: `X-Forwarded-*` can be set by anybody, so a proxy that rewrites the host is to be
 * told to the handler through `trustedOrigins`.
 *
 * @example
 * createServer(toNodeHandler(handler)).listen(3000);
 * app.use('/api/plaid', toNodeHandler(handler)); // Express
 */
export function toNodeHandler(
  handler: WebHandler,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) gone.abort();
    });
    respond(handler, incoming, outgoing, gone.signal).catch(() => {
      // Whatever it was may hold secrets of the request; the handler has its own onError for the details.
      if (!outgoing.headersSent) outgoing.writeHead(500, { 'cache-control': 'no-store' });
      outgoing.end();
    });
  };
}

async function respond(
  handler: WebHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const response = await handler(toRequest(incoming, signal));
  const headers: [string, string][] = [...response.headers];
  outgoing.statusCode = response.status;
  for (const [name, value] of headers) {
    if (name === 'set-cookie') outgoing.appendHeader(name, value);
    else outgoing.setHeader(name, value);
  }
  if (response.body) {
    for await (const chunk of response.body) {
      if (signal.aborted) return;
      outgoing.write(chunk);
    }
  }
  outgoing.end();
}

/** What Express and Connect leave on a request. */
interface ParsedMessage extends IncomingMessage {
  /** The path before a router cut its mount point off. */
  originalUrl?: string;
  body?: unknown;
}

function toRequest(incoming: ParsedMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const isSecure = Reflect.get(incoming.socket, 'encrypted') === true;
  const host = headers.get('host') ?? 'localhost';
  const url = new URL(
    incoming.originalUrl ?? incoming.url ?? '/',
    `http${isSecure ? 's' : ''}://${host}`,
  );
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? null : bodyOf(incoming);
  // `duplex` is required of a streamed body by the fetch standard, and missing from the DOM's types.
  return new Request(url, { method, headers, body, signal, ...{ duplex: 'half' } });
}

function bodyOf(incoming: ParsedMessage): BodyInit | null {
  // A body parser has consumed the stream; its result says the same.
  if (incoming.body !== undefined) {
    return typeof incoming.body === 'string' ? incoming.body : JSON.stringify(incoming.body);
  }
  return new ReadableStream<Uint8Array>({
    start(controller) {
      incoming.on('data', (chunk: Uint8Array) => {
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 1) <= 0) incoming.pause();
      });
      incoming.once('end', () => controller.close());
      incoming.once('error', (error) => controller.error(error));
    },
    pull: () => void incoming.resume(),
    cancel() {
      // Enough was read. The rest is thrown away unread, so that the answer can still be sent.
      incoming.removeAllListeners('data').removeAllListeners('end').removeAllListeners('error');
      incoming.on('error', () => {});
      incoming.resume();
    },
  });
}

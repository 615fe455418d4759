import type { IncomingMessage, ServerResponse } from 'node:http';

/** A Web-standard handler. */
export type WebHandler = (request: Request) => Promise<Response>;

const BARE_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };
/** Plaid's error object, as all errors on this wire are. */
const BARE_BODY = JSON.stringify({
  error_type: 'API_ERROR',
  error_code: 'INTERNAL_SERVER_ERROR',
  error_message: 'The server could not handle the request.',
  display_message: null,
  request_id: null,
});

/**
 * Runs a Web-standard handler under Node's `http`, Express or Connect.
 *
 * Repeated headers are kept, bodies stream, and a client that goes away aborts the request's signal. The URL's host is
 * the `Host` header alone: `X-Forwarded-*` can be set by anybody, so an app behind a proxy that rewrites the host names
 * its public origin in `trustedOrigins`. A handler that throws is answered with a bare 500.
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
    // It may have left while an earlier middleware was at work.
    if (outgoing.closed || outgoing.destroyed) gone.abort();
    respond(handler, incoming, outgoing, gone.signal).catch(() => {
      // Whatever it was may hold secrets of the request; the handler has its own onError for the details.
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500, BARE_HEADERS).end(BARE_BODY);
    });
  };
}

async function respond(
  handler: WebHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const body = isBodiless(incoming) ? null : bodyOf(incoming);
  const response = await handler(toRequest(incoming, body, signal));
  const headers: [string, string][] = [...response.headers];
  outgoing.statusCode = response.status;
  for (const [name, value] of headers) {
    if (name === 'set-cookie') outgoing.appendHeader(name, value);
    else outgoing.setHeader(name, value);
  }
  if (response.body) {
    for await (const chunk of response.body) {
      if (signal.aborted) return;
      if (!outgoing.write(chunk)) await drained(outgoing);
    }
  }
  outgoing.end();
  // What the handler left unread is thrown away, so that the connection can carry another request.
  if (body instanceof IncomingBody) await body.letGo();
  // A tick after the reader's listener has gone: a stream that is listened to so does not flow.
  setImmediate(() => incoming.resume());
}

/** Until a slow client has taken what was written, or is gone. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off('drain', done).off('close', done);
      resolve();
    };
    outgoing.on('drain', done).on('close', done);
  });
}

/** What Express and Connect leave on a request. */
interface ParsedMessage extends IncomingMessage {
  /** The path before a router cut its mount point off. */
  originalUrl?: string;
  body?: unknown;
}

function isBodiless({ method }: IncomingMessage): boolean {
  return method === undefined || method === 'GET' || method === 'HEAD';
}

function toRequest(
  incoming: ParsedMessage,
  body: BodyInit | IncomingBody | null,
  signal: AbortSignal,
): Request {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const method = incoming.method ?? 'GET';
  const content = body instanceof IncomingBody ? body.stream : body;
  // `duplex` is required of a streamed body by the fetch standard, and missing from the DOM's types.
  const init = { method, headers, body: content, signal, ...{ duplex: 'half' } };
  return new Request(urlOf(incoming), init);
}

/**
 * Put together as text: resolved against a base, a request line of `//evil.test/…` or `http://evil.test/…` would choose
 * the host, and with it what counts as the same origin.
 */
function urlOf(incoming: ParsedMessage): string {
  const scheme = Reflect.get(incoming.socket, 'encrypted') === true ? 'https' : 'http';
  const host = incoming.headers.host ?? '';
  const path = incoming.originalUrl ?? incoming.url ?? '/';
  const isHost = /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host);
  const origin = `${scheme}://${isHost ? host : 'invalid.invalid'}`;
  // A path that a URL rewrites (`\`, `..`, `%2e`) is another one than what Express, or a proxy's rules, have seen.
  const isPlain = path.startsWith('/') && new URL(origin + path).pathname === path.split(/[?#]/)[0];
  return isPlain ? origin + path : `${origin}/`;
}

function bodyOf(incoming: ParsedMessage): BodyInit | IncomingBody {
  const { body } = incoming;
  if (body === undefined) return new IncomingBody(incoming);
  // A body parser has consumed the stream; its result says the same.
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

/** A body as a Web stream. Nothing is read before the handler asks for it. */
class IncomingBody {
  readonly stream: ReadableStream<Uint8Array>;
  private readonly chunks: AsyncIterator<Uint8Array>;

  constructor(incoming: IncomingMessage) {
    // To stop reading must not destroy the socket, which the answer still needs.
    const chunks: AsyncIterator<Uint8Array> = incoming.iterator({ destroyOnReturn: false });
    this.chunks = chunks;
    this.stream = new ReadableStream(
      {
        async pull(controller) {
          const next = await chunks.next();
          if (next.done === true) controller.close();
          else controller.enqueue(next.value);
        },
        cancel: () => this.letGo(),
      },
      { highWaterMark: 0 },
    );
  }

  /** Nobody reads on. A body that was begun would otherwise keep the rest of it, and the connection, waiting. */
  async letGo(): Promise<void> {
    // What goes wrong with a body that nobody wants is nobody's concern.
    await this.chunks.return?.().catch(() => {});
  }
}

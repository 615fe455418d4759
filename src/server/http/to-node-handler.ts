import type { IncomingMessage, ServerResponse } from 'node:http';

/** A Web-standard handler. */
export type WebHandler = (request: Request) => Promise<Response>;

const BARE_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };
/** Plaid's error object, as all errors on this wire are. */
const bareBody = (error_type: string, error_code: string, error_message: string): string =>
  JSON.stringify({
    error_type,
    error_code,
    error_message,
    display_message: null,
    request_id: null,
  });
const SERVER_ERROR = bareBody(
  'API_ERROR',
  'INTERNAL_SERVER_ERROR',
  'The server could not handle the request.',
);
const NO_SUCH_METHOD = bareBody('INVALID_REQUEST', 'INVALID_METHOD', 'Send POST.');

/**
 * Runs a Web-standard handler under Node's `http`, Express, Connect or Fastify.
 *
 * Repeated headers are kept, bodies stream, and a client that goes away aborts the request's signal. The URL's host is
 * the `Host` header alone: `X-Forwarded-*` can be set by anybody, so an app behind a proxy that rewrites the host names
 * its public origin in `trustedOrigins`. A handler that throws is answered with a bare 500.
 *
 * @example
 * createServer(toNodeHandler(handler)).listen(3000);
 * app.use('/api/plaid', toNodeHandler(handler)); // Express
 *
 * @see docs/frameworks.md for Fastify, whose body parsers have to be kept off the route.
 */
export function toNodeHandler(
  handler: WebHandler,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    // The fetch standard has no Request with this method.
    if (incoming.method === 'TRACE') {
      outgoing.writeHead(405, { ...BARE_HEADERS, allow: 'POST' }).end(NO_SUCH_METHOD);
      return;
    }
    const gone = new AbortController();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) gone.abort();
    });
    // It may have left while an earlier middleware was at work.
    if (outgoing.closed || outgoing.destroyed) gone.abort();
    const upload = createUpload(incoming);
    const answer = async (): Promise<void> =>
      respond(await handler(toRequest(incoming, upload, gone.signal)), outgoing, gone.signal);
    void answer()
      .catch(() => {
        // Whatever it was may hold secrets of the request; the handler has its own onError for the details.
        if (outgoing.headersSent) outgoing.destroy();
        else outgoing.writeHead(500, BARE_HEADERS).end(SERVER_ERROR);
      })
      .finally(() => upload.discard());
  };
}

async function respond(
  response: Response,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
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

function toRequest(incoming: ParsedMessage, upload: Upload, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? null : bodyOf(incoming, upload);
  // `duplex` is required of a streamed body by the fetch standard, and missing from the DOM's types.
  const init = { method, headers, body, signal, ...{ duplex: 'half' } };
  const request = new Request(urlOf(incoming), init);
  // Something has eaten the body and left nothing of it: that is no empty body, and `bodyUsed` says so.
  if (incoming.body === undefined && incoming.readableDidRead) void request.text().catch(() => {});
  return request;
}

/**
 * Put together as text: resolved against a base, a request line of `//evil.test/…` or `http://evil.test/…` would choose
 * the host, and with it what counts as the same origin.
 */
function urlOf(incoming: ParsedMessage): string {
  const scheme = Reflect.get(incoming.socket, 'encrypted') === true ? 'https' : 'http';
  const host = incoming.headers.host ?? '';
  const path = incoming.originalUrl ?? incoming.url ?? '/';
  const isHost =
    /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host) && URL.canParse(`${scheme}://${host}`);
  const origin = `${scheme}://${isHost ? host : 'invalid.invalid'}`;
  // A path that a URL rewrites (`\`, `..`, `%2e`) is another one than what Express, or a proxy's rules, have seen.
  const isPlain = path.startsWith('/') && new URL(origin + path).pathname === path.split(/[?#]/)[0];
  return isPlain ? origin + path : `${origin}/`;
}

function bodyOf(incoming: ParsedMessage, upload: Upload): BodyInit | null {
  const { body } = incoming;
  if (body === undefined) return upload.stream;
  // A body parser has consumed the stream; its result says the same.
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  const text = JSON.stringify(body);
  // The parsers of Express 4 leave an empty object where they have parsed nothing.
  return text === '{}' && !incoming.readableDidRead ? upload.stream : text;
}

/** A request's body on its way in. */
interface Upload {
  stream: ReadableStream<Uint8Array>;
  /** Throws away what the handler left unread, so that the connection can carry another request. */
  discard(): void;
}

function createUpload(incoming: IncomingMessage): Upload {
  let chunks: AsyncIterator<Uint8Array> | null = null;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // To stop reading must not destroy the socket, which the answer still needs.
        chunks ??= incoming.iterator({ destroyOnReturn: false });
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: () => void chunks?.return?.(),
    },
    // Nothing is read before the handler asks for it.
    { highWaterMark: 0 },
  );
  return {
    stream,
    discard() {
      // While an iterator holds the message, `resume` does nothing; one that waits for a chunk lets go after it.
      const released = chunks?.return?.() ?? Promise.resolve();
      const resume = (): void => void incoming.resume();
      void released.then(resume, resume);
    },
  };
}

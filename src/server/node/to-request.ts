import type { IncomingMessage } from 'node:http';

/** A message as Express and Connect leave it. */
interface ParsedMessage extends IncomingMessage {
  /** The path before a router removed its mount point. */
  originalUrl?: string;
  /** What a body parser read. */
  body?: unknown;
  /** The bytes before a parser read them: kept by a parser's `verify` hook, or by a serverless platform. */
  rawBody?: unknown;
}

/** Node's message as a Web-standard request. */
export function toRequest(
  incoming: ParsedMessage,
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Request {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? null : bodyOf(incoming, stream);
  // The fetch standard requires `duplex` for a streamed body; the DOM's types lack it.
  const init = { method, headers, body, signal, ...{ duplex: 'half' } };
  const request = new Request(urlOf(incoming), init);
  // A middleware has read the body and kept nothing. The body is not empty but used, so `bodyUsed` must say so.
  if (body === stream && incoming.readableDidRead) void request.text().catch(() => {});
  return request;
}

/**
 * Concatenates origin and path. Resolved against a base, a request line of `//evil.test/…` or `http://evil.test/…`
 * would choose the host, and so what counts as the same origin.
 */
function urlOf(incoming: ParsedMessage): string {
  const scheme = Reflect.get(incoming.socket, 'encrypted') === true ? 'https' : 'http';
  const host = incoming.headers.host ?? '';
  const path = incoming.originalUrl ?? incoming.url ?? '/';
  const isHost =
    /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host) && URL.canParse(`${scheme}://${host}`);
  const origin = `${scheme}://${isHost ? host : 'invalid.invalid'}`;
  // A path that a URL rewrites (`\`, `..`, `%2e`) is another path than Express, or the rules of a proxy, have seen.
  const isPlain = path.startsWith('/') && new URL(origin + path).pathname === path.split(/[?#]/)[0];
  return isPlain ? origin + path : `${origin}/`;
}

function bodyOf(incoming: ParsedMessage, stream: ReadableStream<Uint8Array>): BodyInit | null {
  const { body, rawBody } = incoming;
  // A body parser has read the stream. A signature covers the exact bytes, which only `rawBody` has.
  if (rawBody instanceof Uint8Array && rawBody.length > 0) return new Uint8Array(rawBody);
  if (typeof rawBody === 'string' && rawBody !== '') return rawBody;
  if (body === undefined) return stream;
  // The parser's result has the same content.
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  const text = JSON.stringify(body);
  // The parsers of Express 4 set an empty object even if they parsed nothing.
  return text === '{}' && !incoming.readableDidRead ? stream : text;
}

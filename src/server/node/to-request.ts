import { isRead } from './body-stream';
import { headersOf } from './message-headers';
import { keepMessage } from './message-of';
import type { NodeMessage } from './node-message';

/** Node's message as a Web-standard request. */
export function toRequest(
  incoming: NodeMessage,
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Request {
  const headers = headersOf(incoming);
  const method = incoming.method ?? 'GET';
  const given = method === 'GET' || method === 'HEAD' ? null : bodyOf(incoming);
  const body = given === 'stream' ? stream : (given?.body ?? null);
  // The fetch standard requires `duplex` for a streamed body; the DOM's types lack it.
  const init = { method, headers, body, signal, ...{ duplex: 'half' } };
  // Of several hosts none counts: they are joined as `Headers` joins them, which is no host.
  const hosts = headers.filter(([name]) => name.toLowerCase() === 'host').map(([, host]) => host);
  const request = new Request(urlOf(incoming, hosts.join(', ')), init);
  // A middleware has read the body and kept nothing. The body is not empty but used, so `bodyUsed` must say so.
  if (given === 'stream' && isRead(incoming)) void request.text().catch(() => {});
  const isRewritten = given !== null && given !== 'stream' && given.isRewritten;
  return keepMessage(request, { incoming, isRewritten });
}

/** Names between slashes, and a plain query: a URL rewrites none of it. */
const PLAIN_PATH = /^(?:\/[\w-]+)+(?:\?[\w=&-]*)?$/;

/**
 * Concatenates origin and path. Resolved against a base, a request line of `//evil.test/…` or `http://evil.test/…`
 * would choose the host, and so what counts as the same origin.
 */
function urlOf({ socket, originalUrl, url }: NodeMessage, host: string): string {
  const scheme = socket?.encrypted === true ? 'https' : 'http';
  const path = originalUrl ?? url ?? '/';
  const isHost =
    /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host) && URL.canParse(`${scheme}://${host}`);
  const origin = `${scheme}://${isHost ? host : 'invalid.invalid'}`;
  // A path that a URL rewrites (`\`, `..`, `%2e`) is another path than Express, or the rules of a proxy, have seen.
  const isPlain =
    PLAIN_PATH.test(path) ||
    (path.startsWith('/') && new URL(origin + path).pathname === path.split(/[?#]/)[0]);
  return isPlain ? origin + path : `${origin}/`;
}

interface GivenBody {
  body: BodyInit | null;
  /** Whether the bytes are others than those that were sent. */
  isRewritten: boolean;
}

function bodyOf(incoming: NodeMessage): GivenBody | 'stream' {
  // A signature covers the exact bytes, which `rawBody` has where a body parser has read the stream.
  const raw = asSent(incoming.rawBody);
  if (raw && raw.length > 0) return { body: raw, isRewritten: false };
  const isStream = incoming.on !== undefined && incoming.resume !== undefined;
  // Vercel parses the body when `body` is read, and may throw then. The stream has the bytes.
  if (isStream && !isRead(incoming) && isLazy(incoming)) return 'stream';
  const { body } = incoming;
  const sent = asSent(body);
  if (sent !== null) return { body: sent, isRewritten: false };
  const text: unknown = JSON.stringify(body);
  const isEmpty = body === undefined || body === null || text === '{}';
  // The parsers of Express 4 set an empty object even if they parsed nothing.
  if (isStream && ((isEmpty && !isRead(incoming)) || body === undefined)) return 'stream';
  return { body: typeof text === 'string' ? text : null, isRewritten: true };
}

/** A body with the bytes that were sent; null for a parser's result. */
function asSent(body: unknown): string | Uint8Array<ArrayBuffer> | null {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : null;
}

function isLazy(incoming: NodeMessage): boolean {
  return Object.getOwnPropertyDescriptor(incoming, 'body')?.get !== undefined;
}

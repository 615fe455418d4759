import type { NodeMessage } from './node-message';

/** What a client may still send of a body after the answer: enough to keep the connection after a small mistake. */
const MAX_REST_BYTES = 64 * 1024;
/** How long a client may take to send that, or to read the answer. */
const MAX_REST_MS = 1_000;

/** Whether the client must be told that its connection ends with this answer: it has too much left to send. */
export function endsConnection(incoming: NodeMessage, bytesRead: number): boolean {
  if (incoming.complete !== false || incoming.httpVersionMajor !== 1) return false;
  const length = incoming.headers?.['content-length'];
  // The end of a body in chunks is not known before it has come.
  return length === undefined || Number(length) - bytesRead > MAX_REST_BYTES;
}

/**
 * Takes a small rest of the body, so that the connection can carry the next request, and ends the connection of a client
 * that sends more or stalls. Call it before the answer ends: without a reader, Node takes a body of any size from then
 * on.
 */
export function endRequest(incoming: NodeMessage): void {
  if (incoming.destroyed === true) return;
  if (incoming.complete !== false) {
    incoming.resume?.();
    return;
  }
  const release = lingerOf(incoming);
  let left = MAX_REST_BYTES;
  const count = (chunk?: unknown): void => {
    left -= chunk instanceof Uint8Array ? chunk.byteLength : MAX_REST_BYTES;
    // Nothing more is taken. The client has the rest of the second to read its answer.
    if (left < 0) incoming.pause?.();
  };
  const timer = setTimeout(() => abandon(incoming), MAX_REST_MS);
  timer.unref();
  const done = (): void => {
    clearTimeout(timer);
    incoming.off?.('data', count);
    incoming.off?.('end', done);
    incoming.off?.('close', done);
    release();
  };
  incoming.on?.('data', count);
  incoming.on?.('end', done);
  incoming.on?.('close', done);
  incoming.resume?.();
}

/** HTTP/1 has one message at a time on a connection; HTTP/2 has many, and only this one's stream ends. */
function abandon(incoming: NodeMessage): void {
  if (incoming.stream?.close) incoming.stream.close();
  else incoming.destroy?.();
}

/**
 * After an answer with `connection: close` Node closes the socket at once. While the client is still sending, that
 * resets the connection, and the client may see the reset instead of the answer. So the socket is closed in two steps
 * (RFC 9112, 9.6): the sending half with the answer, the rest when the body has ended or was abandoned.
 */
function lingerOf({ socket, httpVersionMajor }: NodeMessage): () => void {
  if (httpVersionMajor !== 1 || !socket?.destroySoon || !socket.end) return () => {};
  let isHalfClosed = false;
  socket.destroySoon = () => {
    isHalfClosed = true;
    socket.end?.();
  };
  return () => {
    // The method of the prototype is back.
    Reflect.deleteProperty(socket, 'destroySoon');
    if (isHalfClosed) socket.destroySoon?.();
  };
}

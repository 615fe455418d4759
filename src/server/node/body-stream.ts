import { endRequest } from './end-request';
import type { NodeMessage } from './node-message';

/** The body of a message, read as the handler asks for it. */
export interface BodyStream {
  stream: ReadableStream<Uint8Array>;
  /** How many bytes the handler was given. */
  bytesRead(): number;
  /** Ends the request: the handler gets no more of the body, and the client can send little more of it. */
  end(): void;
}

type Listener = (value?: unknown) => void;
type Listeners = Record<string, Listener>;

/** Reads by events, because some stand-ins for Node's messages have no iterator. */
export function createBodyStream(incoming: NodeMessage): BodyStream {
  let bytesRead = 0;
  let listeners: Listeners | null = null;
  let fail: ((reason: string) => void) | null = null;
  let hasEnded = false;

  function stop(): void {
    for (const [event, listener] of Object.entries(listeners ?? {}))
      incoming.off?.(event, listener);
    listeners = fail = null;
  }

  function start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    fail = (reason) => {
      stop();
      controller.error(new Error(reason));
    };
    const own: Listeners = {
      data(chunk) {
        const bytes = toBytes(chunk);
        bytesRead += bytes.byteLength;
        // Of a message that has arrived, only what Node holds already is left.
        if (incoming.complete !== true) incoming.pause?.();
        controller.enqueue(bytes);
      },
      end() {
        stop();
        controller.close();
      },
      error: () => fail?.('The body could not be read.'),
      close() {
        if (!repeats(incoming)) fail?.('The client disconnected before the end of its body.');
      },
    };
    // A message that repeats its events does not let go of a listener.
    const ifReading = Object.entries(own).map(([event, listener]): [string, Listener] => [
      event,
      (value) => {
        if (fail) listener(value);
      },
    ]);
    listeners = Object.fromEntries(ifReading);
    for (const [event, listener] of Object.entries(listeners)) incoming.on?.(event, listener);
  }

  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { readableEnded, destroyed } = repeats(incoming) ? {} : incoming;
        // The events that would tell are over.
        if (readableEnded === true) {
          controller.close();
          return;
        }
        if (!listeners) start(controller);
        if (hasEnded) fail?.('The request has been answered.');
        else if (destroyed === true) fail?.('The client has disconnected.');
        else incoming.resume?.();
      },
      cancel: stop,
    },
    // Read nothing before the handler asks for it.
    { highWaterMark: 0 },
  );
  return {
    stream,
    bytesRead: () => bytesRead,
    end() {
      hasEnded = true;
      fail?.('The request has been answered.');
      endRequest(incoming);
    },
  };
}

/** Whether a middleware has read the stream, and keeps the bytes to itself. */
export function isRead(incoming: NodeMessage): boolean {
  if (repeats(incoming)) return false;
  return incoming.readableDidRead === true || incoming.readableEnded === true;
}

/** Whether a middleware has put an `on` of its own in place, which repeats what it has read. Vercel's helpers do. */
function repeats(incoming: NodeMessage): boolean {
  return Object.hasOwn(incoming, 'on');
}

/** Text where a middleware has called `setEncoding`. */
function toBytes(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
}

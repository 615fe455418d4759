import type { IncomingMessage } from 'node:http';

/** The body of a message, read as the handler asks for it. */
export interface BodyStream {
  stream: ReadableStream<Uint8Array>;
  /** Drops the part that the handler did not read, so that the connection can carry another request. */
  discard(): void;
}

export function createBodyStream(incoming: IncomingMessage): BodyStream {
  let chunks: AsyncIterator<Uint8Array> | null = null;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // The socket must survive the end of the reading: the response still needs it.
        chunks ??= incoming.iterator({ destroyOnReturn: false });
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: () => void chunks?.return?.(),
    },
    // Read nothing before the handler asks for it.
    { highWaterMark: 0 },
  );
  return {
    stream,
    discard() {
      // `resume` has no effect while an iterator holds the message. One that waits for a chunk lets go after that chunk.
      const released = chunks?.return?.() ?? Promise.resolve();
      const resume = (): void => void incoming.resume();
      void released.then(resume, resume);
    },
  };
}

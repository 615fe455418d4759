import type { NodeAnswer } from './node-message';

export interface SendOptions {
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
  /** Whether the connection ends with this answer. */
  endsConnection: boolean;
  /** Called when all but the end of the answer is written. */
  beforeEnd(): void;
}

/** Writes a Web-standard response to Node's, no faster than the client reads it. Stops when the signal aborts. */
export async function sendResponse(
  response: Response,
  outgoing: NodeAnswer,
  { signal, endsConnection, beforeEnd }: SendOptions,
): Promise<void> {
  outgoing.statusCode = response.status;
  const headers: [string, string][] = [...response.headers];
  for (const [name, value] of headers) {
    // The only header that a Web-standard response repeats. A middleware may have set cookies of its own.
    const earlier = name === 'set-cookie' ? outgoing.getHeader(name) : undefined;
    outgoing.setHeader(name, earlier === undefined ? value : [earlier, value].flat().map(String));
  }
  if (endsConnection) outgoing.setHeader('connection', 'close');
  if (response.body) {
    for await (const chunk of response.body) {
      if (signal.aborted) return;
      // Some stand-ins for Node's response take no other bytes than a Buffer's.
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      if (outgoing.write(bytes) === false) await drained(outgoing);
    }
  }
  beforeEnd();
  outgoing.end();
}

/** Resolves when a slow client has read what was written, or has disconnected. */
function drained(outgoing: NodeAnswer): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off?.('drain', done);
      outgoing.off?.('close', done);
      resolve();
    };
    // A stand-in without events tells of no drain.
    if (!outgoing.on) return resolve();
    outgoing.on('drain', done);
    outgoing.on('close', done);
  });
}

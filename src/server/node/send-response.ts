import type { Answer } from '../http/answer';
import type { NodeAnswer } from './node-message';

export interface SendOptions {
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
  /** Whether the connection ends with this answer. */
  endsConnection: boolean;
  /** Called when all but the end of the answer is written. */
  beforeEnd(): void;
}

/** Writes an answer of this package to Node's. It is short, and does not wait for a slow client. */
export function sendAnswer(
  { status, headers, body }: Answer,
  outgoing: NodeAnswer,
  { signal, endsConnection, beforeEnd }: SendOptions,
): void {
  if (signal.aborted) return;
  outgoing.statusCode = status;
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
  if (endsConnection) outgoing.setHeader('connection', 'close');
  if (body !== null) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : toBuffer(body);
    outgoing.setHeader('content-length', String(bytes.byteLength));
    outgoing.write(bytes);
  }
  beforeEnd();
  outgoing.end();
}

/** Some stand-ins for Node's response take no other bytes than a Buffer's. */
function toBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
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
    for await (const { chunk, isWhole } of chunksOf(response.body)) {
      if (signal.aborted) return;
      if (isWhole && !response.headers.has('content-length'))
        outgoing.setHeader('content-length', String(chunk.byteLength));
      if (outgoing.write(toBuffer(chunk)) === false) await drained(outgoing);
    }
  }
  beforeEnd();
  outgoing.end();
}

/**
 * The chunks of a body. A body that was made of text is one chunk, and its length is told to the client: this is the last
 * place that changes the answer.
 */
async function* chunksOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<{ chunk: Uint8Array; isWhole: boolean }> {
  const reader = body.getReader();
  try {
    const first = await reader.read();
    if (first.done) return;
    const following = reader.read();
    // A stream may have no more for a long time, and its first chunk does not wait for that.
    const hasEnded = following.then(
      ({ done }) => done,
      () => false,
    );
    yield { chunk: first.value, isWhole: await Promise.race([hasEnded, nextTask()]) };
    for (let next = await following; !next.done; next = await reader.read())
      yield { chunk: next.value, isWhole: false };
  } finally {
    // Of a body that has ended, this does nothing.
    void reader.cancel().catch(() => {});
  }
}

function nextTask(): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, 0, false));
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

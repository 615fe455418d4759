import { internalError, invalidRequest, type HttpError } from './http-error';

/** Reads a body of at most `maxBytes`, whatever its headers claim. @throws HttpError 413, 400 or 500 */
export async function readBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (request.bodyUsed) {
    throw internalError({
      errorCode: 'APP_ERROR',
      countedAs: 'body was read',
      message:
        'The request’s body was read before the handler could. Read request.clone() instead, or mount the handler before the middleware that reads bodies.',
    });
  }
  // Firefox, where the fake backend runs in the page, has no `request.body`: the body can only be read as a whole.
  if ((request.body as unknown) === undefined) return readWhole(request, maxBytes);
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read().catch(bodyAborted);
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      // Not awaited: if the app has cloned the request, cancel() settles only when the clone is read too.
      void reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  return join(chunks, size);
}

async function readWhole(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await request.arrayBuffer().catch(bodyAborted));
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(maxBytes: number): HttpError {
  return invalidRequest(413, 'INVALID_BODY', `The body may have ${maxBytes} bytes.`);
}

/** The client disconnected in the middle of its body. */
function bodyAborted(): never {
  throw invalidRequest(400, 'INVALID_BODY', 'The body ended early.');
}

const DECODER = new TextDecoder();

/** @returns undefined for text that is not JSON */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(DECODER.decode(bytes));
  } catch {
    return undefined;
  }
}

import { badRequest, internal, type HttpError } from './failure';

/** Reads a body with a limit, whatever its headers say of it. @throws Failure 413, 400 or 500 */
export async function readBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (request.bodyUsed) {
    throw internal({
      errorCode: 'APP_ERROR',
      message:
        'The request’s body was read before the handler could. Read request.clone() instead.',
    });
  }
  // Firefox, where the fake backend runs in the page, has a request's body only as a whole.
  if ((request.body as unknown) === undefined) return readWhole(request, maxBytes);
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read().catch(cutShort);
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      // Not awaited: where the app has cloned the request, it ends only once the clone is read too.
      void reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  return join(chunks, size);
}

async function readWhole(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await request.arrayBuffer().catch(cutShort));
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
  return badRequest(413, 'INVALID_BODY', `The body may have ${maxBytes} bytes.`);
}

/** The client left in the middle of its body. */
function cutShort(): never {
  throw badRequest(400, 'INVALID_BODY', 'The body ended early.');
}

/** @returns undefined where it is no JSON */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

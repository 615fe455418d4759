import type { Answer } from '../http/answer';
import { HttpError, invalidRequest } from '../http/http-error';
import { isLogoKey } from './institution-record';
import type { FindLogo } from './logo-shelf';

/** Below `basePath`. */
export const LOGO_PATH = '/institution/logo';

const HEADERS = {
  'content-type': 'image/png',
  // A logo is the same for every user, and only those who may see it have its address. Banks seldom change their logos.
  'cache-control': 'public, max-age=86400',
  'x-content-type-options': 'nosniff',
  // Where a browser opens the image as a page.
  'content-security-policy': "default-src 'none'; sandbox",
  // The page may be of another origin, and may ask for this header (Cross-Origin-Embedder-Policy).
  'cross-origin-resource-policy': 'cross-origin',
} as const;

/**
 * Answers with a logo. No user is asked for: an image in a page sends no `Authorization` header, and no cookie to another
 * site. The key in its address is the permission, and only an answer about an Item of the bank tells it.
 *
 * @throws HttpError 404 or 405
 */
export async function answerLogo(request: Request, findLogo: FindLogo): Promise<Answer> {
  const { method, url } = request;
  if (method !== 'GET' && method !== 'HEAD') throw onlyGet();
  const key = new URL(url).searchParams.get('key');
  // What cannot be a key of ours costs nothing.
  const logo = isLogoKey(key) ? await findLogo(key) : null;
  if (!logo) throw invalidRequest(404, 'NOT_FOUND', 'There is no such logo.');
  const headers = { ...HEADERS, etag: logo.etag };
  const known = request.headers.get('if-none-match') ?? '';
  if (known.includes(logo.etag)) return { status: 304, headers, body: null };
  return {
    status: 200,
    headers: { ...headers, 'content-length': `${logo.bytes.byteLength}` },
    body: method === 'HEAD' ? null : logo.bytes,
  };
}

function onlyGet(): HttpError {
  const { init } = invalidRequest(405, 'INVALID_METHOD', 'Send GET.');
  return new HttpError({ ...init, headers: { allow: 'GET, HEAD' } });
}

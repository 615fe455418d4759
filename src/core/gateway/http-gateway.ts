import { createRelinkError } from '../errors/catalogue';
import { isRelinkError } from '../errors/relink-error';
import { isRecord } from '../unknown';
import { errorFromAnswer, parseRetryAfter, Unanswered } from './parse-failure';
import { noteUrl } from './url-of';
import type { GetItemCall, RelinkGateway } from './wire';

/** Headers for requests to the backend, or a function that returns them, called before each request. */
export type HeadersSource = HeadersInit | (() => HeadersInit | Promise<HeadersInit>);

export interface HttpGatewayOptions {
  baseUrl: string;
  headers?: HeadersSource | undefined;
}

/** 100 Items are some 50 kB. A much larger answer is none of ours, and is not read to its end. */
const MAX_ANSWER_BYTES = 256 * 1024;

/** Sends the wire format over `fetch`. */
export function createHttpGateway({
  baseUrl,
  headers,
}: HttpGatewayOptions): Required<RelinkGateway> {
  /** @param itemId names the Item in an error; null where the request is about several */
  async function post<Body>(
    path: string,
    fields: object,
    itemId: string | null,
    { signal, fresh = false, keepalive = false }: GetItemCall & { keepalive?: boolean },
  ): Promise<Body> {
    const url = baseUrl.replace(/\/+$/, '') + path;
    noteUrl(signal, addressOf(url));
    // Without a wait where there is none: the request starts before anything else that the click has set off.
    const merged = headers ? await headersOf(headers, url) : new Headers();
    merged.set('content-type', 'application/json');
    merged.set('accept', 'application/json');
    const response = await send(url, {
      method: 'POST',
      headers: merged,
      body: JSON.stringify({ ...(itemId !== null && { item_id: itemId }), ...fields }),
      // A backend on another origin needs the session cookie too. An app that gives an absolute URL means that origin.
      ...(/^https?:/i.test(baseUrl) && { credentials: 'include' }),
      // No cache answers a POST. But `no-store` makes the browser send `Cache-Control: no-cache` without a CORS preflight,
      // which a header of our own would need.
      ...(fresh && { cache: 'no-store' }),
      keepalive,
      signal,
    });
    const text = await readText(response);
    const body = parseJson(text);
    const isHtml = /^\s*</.test(text);
    // A query, which only a redirect adds, may hold a secret.
    const answered = (response.url || url).replace(/[?#].*/s, '');
    const asked = response.redirected ? `${url} (redirected to ${answered})` : answered;
    if (!response.ok) {
      throw errorFromAnswer(itemId, response.status, body, {
        retryAfterMs: parseRetryAfter((name) => response.headers.get(name)),
        url: asked,
        isHtml,
      });
    }
    if (!isRecord(body)) {
      throw createRelinkError(response.redirected ? 'unauthorized' : 'invalid_response', {
        itemId,
        status: response.status,
        message: response.redirected
          ? `${asked} is not JSON, most likely a login page. Answer 401 instead.`
          : `${asked} answered ${response.status} ${
              isHtml
                ? 'with HTML: a page of your app or a login page, and not the handler'
                : 'without a JSON object (an empty or oversized body?)'
            }. Check the provider's gateway and the handler's basePath.`,
      });
    }
    const answer = withSecondsLeft(body, response);
    noteUrl(answer, baseUrl);
    return answer as Body;
  }

  return {
    createPublicToken: (itemId, call) => post('/item/public_token/create', {}, itemId, call),
    createLinkToken: (
      itemId,
      { signal, accountSelection, hostedLink, platform, purpose = 'repair' },
    ) =>
      post(
        '/link/token/create',
        {
          ...(accountSelection && { account_selection_enabled: true }),
          ...(hostedLink && { hosted_link: true }),
          // JSON leaves it out where it is undefined.
          platform,
          // A backend of another package, or an older one, may refuse a field that it does not know.
          ...(purpose !== 'repair' && purpose !== 'accounts' && { purpose }),
        },
        itemId,
        { signal },
      ),
    getItem: (itemId, call) => post('/item/get', {}, itemId, call),
    reportRelink: (itemId, { signal, linkSessionId, purpose, accountSelection }) =>
      post(
        '/item/relinked',
        {
          ...(linkSessionId && { link_session_id: linkSessionId }),
          purpose,
          ...(accountSelection && { account_selection_enabled: true }),
        },
        itemId,
        // The user may close the page once Link is done, and no later question shows that an announced end is averted.
        { signal, keepalive: true },
      ),
    getItems: (itemIds, call) => post('/items/get', { item_ids: itemIds }, null, call),
  };
}

/** @throws Unanswered where the app's `headers` fail, but for what says why itself: a RelinkError, or a status */
async function headersOf(headers: HeadersSource, url: string): Promise<Headers> {
  const isFunction = typeof headers === 'function';
  try {
    return new Headers(isFunction ? await headers() : headers);
  } catch (thrown) {
    if (isRelinkError(thrown) || (isRecord(thrown) && 'status' in thrown)) throw thrown;
    throw new Unanswered(
      `The provider's headers${isFunction ? '() failed' : ' are no headers'}`,
      `No request was sent to ${addressOf(url)}.`,
      thrown,
    );
  }
}

/** @throws Unanswered where no answer came */
async function send(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (thrown) {
    const address = addressOf(url);
    const page = pageOrigin();
    throw new Unanswered(
      `No answer came to POST ${address}`,
      `Is the server running? ${
        page && !address.startsWith(`${page}/`)
          ? 'It is on another origin: name this page’s origin in trustedOrigins, and export the handler as OPTIONS too (CORS). '
          : ''
      }A redirect to another site, or a Content-Security-Policy, stops requests too.`,
      thrown,
    );
  }
}

/** Without a query or a password, which may be secret. By texts alone: React Native's `URL` parses little. */
function addressOf(url: string): string {
  return (/^\/\w/.test(url) ? (pageOrigin() ?? '') : '') + url.replace(/[?#].*|[^/]*@/gs, '');
}

/** React Native and servers have no page. In an Expo app there may be a `location` all the same. */
function pageOrigin(): string | undefined {
  return (globalThis as { document?: Document }).document?.location.origin;
}

/** Adds `expires_in` by the server's clock (`Date`) where a backend passes Plaid's JSON through, which has no such field. */
function withSecondsLeft(
  body: Record<string, unknown>,
  response: Response,
): Record<string, unknown> {
  const now = Date.parse(String(response.headers.get('date')));
  const until = Date.parse(String(body.expiration));
  if (body.expires_in !== undefined || Number.isNaN(now - until)) return body;
  return { ...body, expires_in: (until - now) / 1000 };
}

/**
 * The text of an answer, or '' where it is too long.
 *
 * A copy is measured, and `text()` reads the answer. Chromium drops the request of a `no-store` answer when a reader of
 * its own body comes to the end, and if that is before the browser has heard of the request's end, it reports a success
 * as cancelled (`net::ERR_ABORTED`).
 */
async function readText(response: Response): Promise<string> {
  const reader = response.body && response.clone().body?.getReader();
  if (!reader) return response.text();
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return response.text();
    size += value.byteLength;
    if (size > MAX_ANSWER_BYTES) {
      // The cancellation of one waits for that of the other.
      await Promise.all([reader.cancel(), response.body.cancel()]);
      return '';
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

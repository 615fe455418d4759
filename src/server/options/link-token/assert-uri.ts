import { assertOption, isNonEmptyString } from '../assert/assert-option';

/**
 * Plaid takes HTTP on localhost in Sandbox (plaid.com/docs/link/oauth).
 *
 * @throws RelinkError `invalid_options` for a `redirect_uri` that Plaid refuses
 */
export function assertRedirectUri(uri: unknown): void {
  if (uri === undefined) return;
  const url = parse(uri);
  const isLocal = url?.protocol === 'http:' && url.hostname === 'localhost';
  assertOption(
    (url?.protocol === 'https:' || isLocal) && isNonEmptyString(uri) && !/[?#]/.test(uri),
    'linkToken.redirectUri',
    'must be an HTTPS URL (or localhost, in Sandbox) without query and fragment: Plaid refuses others',
    'Register exactly this URL in the dashboard.',
  );
}

/** @throws RelinkError `invalid_options` */
export function assertCompletionUri(uri: unknown): void {
  assertOption(
    uri === undefined || isCompletionUri(uri),
    'linkToken.hostedLink.completionRedirectUri',
    'must be an absolute URI',
    "Such as 'https://app.example.com/done', or 'myapp://done' for an app that registers this scheme.",
  );
}

/**
 * Whether a value may be the page that follows Hosted Link. It may be a custom scheme, which an app registers, and is not
 * registered in the dashboard (plaid.com/docs/link/hosted-link). No source says that Plaid refuses a query, so a query is
 * allowed.
 */
export function isCompletionUri(uri: unknown): uri is string {
  const url = parse(uri);
  return (
    // A scheme that runs code or reads files leads to no app. `localhost:3000/done` parses as the scheme `localhost`.
    url !== null &&
    !/^(?:javascript|data|vbscript|blob|file|about):$/.test(url.protocol) &&
    !/^\d/.test(url.href.slice(url.protocol.length))
  );
}

/** @throws RelinkError `invalid_options` */
export function assertWebhookUrl(uri: unknown): void {
  if (uri === undefined) return;
  assertOption(
    /^https?:$/.test(parse(uri)?.protocol ?? ''),
    'linkToken.webhook',
    'must be an absolute URL that Plaid can reach',
    "Such as 'https://app.example.com/api/plaid-webhook'. It gets the webhooks of Link. The Item keeps its own address: use /item/webhook/update for that.",
  );
}

/** A URL parser removes spaces and control characters, which Plaid would get. */
function parse(uri: unknown): URL | null {
  const isText = isNonEmptyString(uri) && !/[\s\p{C}]/u.test(uri);
  return isText && URL.canParse(uri) ? new URL(uri) : null;
}

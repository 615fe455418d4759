import { markNow } from '../clock';
import type { RelinkError } from '../errors/relink-error';
import { createItemToken, isUsable, TOKEN_LIFETIME_MS } from '../tokens/token';
import type { LinkDeps } from './link-attempt';
import { sessionErrors } from './machine/session-errors';
import type { TokenSource } from './machine/state';
import { OAUTH_STATE_PARAM, type RedirectRecord } from './ports';

/** What an OAuth return page can resume, or why it cannot. */
export type Resumable =
  | { type: 'session'; record: RedirectRecord; source: TokenSource }
  | { type: 'nothing'; error: RelinkError };

/**
 * Takes the record of the session that an OAuth redirect interrupted.
 *
 * @param expected the Item whose return page this is; left out, the page resumes the tab's last session
 */
export function takeResumable(
  { env, redirects }: LinkDeps,
  receivedRedirectUri: string,
  expected: string | undefined,
): Resumable {
  // Link throws if the URL is not an OAuth return (react-plaid-link issue 206).
  if (!new URL(receivedRedirectUri).searchParams.has(OAUTH_STATE_PARAM))
    return nothing(null, `the URL has no ${OAUTH_STATE_PARAM}.`);
  const record = redirects.take();
  if (!record) {
    return nothing(
      null,
      'this tab has no record of a session (another browser, a replayed URL, or cleared storage).',
    );
  }
  const { itemId, purpose, accountSelection } = record;
  if (expected !== undefined && expected !== itemId) {
    // The other Item's own return page may still want the record.
    redirects.write(record);
    return nothing(expected, 'the session that this tab remembers belongs to another Item.');
  }
  const key = { kind: 'link_token', itemId, accountSelection, purpose } as const;
  const leftMs = Math.min(record.expiresAt - env.wallNow(), TOKEN_LIFETIME_MS);
  const token = createItemToken(key, record.token, leftMs, markNow(env), env);
  return isUsable(token, env)
    ? { type: 'session', record, source: { from: 'redirect', token, receivedRedirectUri } }
    : nothing(itemId, 'its link token has expired, since more than 30 minutes have passed.');
}

function nothing(itemId: string | null, why: string): Resumable {
  return { type: 'nothing', error: sessionErrors.notResumable(itemId, why) };
}

import { markNow } from '../clock';
import type { RelinkConfig } from '../client/config';
import { isRelinkError, type RelinkError } from '../errors/relink-error';
import { createItemToken, isUsable, TOKEN_LIFETIME_MS } from '../tokens/token';
import type { ItemBackend } from './item-backend';
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

/**
 * Why the record of this tab must not be resumed, or null. The record has a live link token, and another user may have
 * signed in since: so the backend is asked whether the Item is this user's. Link's script loads meanwhile.
 *
 * Where the backend says no, the record is dropped. Where it cannot be asked, no Link opens and the record stays: a reload,
 * or another mount, asks again.
 */
export async function refusalOf(
  { redirects, link }: LinkDeps,
  backend: ItemBackend,
  { userKey, cspNonce }: Pick<RelinkConfig, 'userKey' | 'cspNonce'>,
  expected: string | undefined,
): Promise<RelinkError | null> {
  const record = redirects.read();
  if (!record || (expected !== undefined && expected !== record.itemId)) return null;
  const { itemId, token } = record;
  const drop = (why: string): RelinkError => {
    redirects.clear(token);
    return sessionErrors.notResumable(itemId, why);
  };
  const whereNoneAnswers = (): RelinkError | null =>
    userKey === undefined
      ? drop(
          'nothing tells whose it is: give <RelinkProvider> a userKey, or its gateway a getItem().',
        )
      : null;
  if (!backend.canGetHealth()) return whereNoneAnswers();
  // The session reports a script that is blocked.
  link.loadScript(cspNonce).catch(() => {});
  try {
    await backend.getHealth(itemId);
    return null;
  } catch (error) {
    if (!isRelinkError(error)) throw error;
    const { code, status } = error;
    if (code === 'request_rejected' && status === 404) return whereNoneAnswers();
    return code === 'unauthorized' || code === 'item_not_found'
      ? drop('the user who is signed in now does not own the Item, or no user is signed in.')
      : error;
  }
}

function nothing(itemId: string | null, why: string): Resumable {
  return { type: 'nothing', error: sessionErrors.notResumable(itemId, why) };
}

import { markNow } from '../clock';
import type { ReturnPage } from '../client/client';
import type { RelinkConfig } from '../client/config';
import { UNKNOWN_ORIGIN, type RedirectOrigin } from '../client/session-types';
import { isRelinkError, type RelinkError } from '../errors/relink-error';
import { isRecord } from '../unknown';
import { createItemToken, isUsable, TOKEN_LIFETIME_MS } from '../tokens/token';
import type { ItemBackend } from './item-backend';
import type { LinkDeps } from './link-attempt';
import { sessionErrors } from './machine/session-errors';
import type { TokenSource } from './machine/state';
import { OAUTH_STATE_PARAM, type RedirectRecord } from './ports';

/** Why an OAuth return page cannot resume. */
export interface Refusal {
  type: 'refusal';
  error: RelinkError;
  /** Whether no session of this tab claims the return: it may be that of a Link session of the app's own. */
  isUnclaimed: boolean;
  origin: RedirectOrigin;
}

/** The session that an OAuth return page can resume. */
export interface ResumableSession {
  type: 'session';
  record: RedirectRecord;
  source: TokenSource;
  origin: RedirectOrigin;
}

/** Link was resumed with another token than the one that left for the bank (plaid.com/docs/errors/oauth). */
const INCORRECT = 'INCORRECT_LINK_TOKEN';

/** Takes the record of the session that an OAuth redirect interrupted. */
export function takeResumable(
  { env, redirects }: LinkDeps,
  { receivedRedirectUri, itemId: expected }: ReturnPage,
): ResumableSession | Refusal {
  // Link throws if the URL is not an OAuth return (react-plaid-link issue 206).
  if (!new URL(receivedRedirectUri).searchParams.has(OAUTH_STATE_PARAM))
    return refusal(null, `the URL has no ${OAUTH_STATE_PARAM}.`);
  const record = redirects.take();
  if (!record) {
    const why =
      'this tab has no record of a session (another browser, a replayed URL, or cleared storage).';
    return { ...refusal(null, why), isUnclaimed: true };
  }
  const { itemId, purpose, accountSelection, from, state, click } = record;
  if (expected !== undefined && expected !== itemId) {
    // The other Item's own return page may still want the record.
    redirects.write(record);
    return refusal(expected, 'the session that this tab remembers belongs to another Item.');
  }
  const origin = { from, state };
  const key = { kind: 'link_token', itemId, accountSelection, purpose } as const;
  const leftMs = Math.min(record.expiresAt - env.wallNow(), TOKEN_LIFETIME_MS);
  const token = createItemToken(key, record.token, leftMs, markNow(env), env);
  if (isUsable(token, env)) {
    const source = { from: 'redirect', token, receivedRedirectUri, origin, click } as const;
    return { type: 'session', record, source, origin };
  }
  const expired = 'its link token has expired, since more than 30 minutes have passed.';
  return { ...refusal(itemId, expired), isUnclaimed: true, origin };
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
): Promise<Refusal | null> {
  const record = redirects.read();
  if (!record || (expected !== undefined && expected !== record.itemId)) return null;
  const { itemId, token } = record;
  const drop = (why: string): Refusal => {
    redirects.clear(token);
    return refusal(itemId, why);
  };
  const whereNoneAnswers = (): Refusal | null =>
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
    if (code !== 'unauthorized' && code !== 'item_not_found')
      return { type: 'refusal', error, isUnclaimed: false, origin: UNKNOWN_ORIGIN };
    const why = 'the user who is signed in now does not own the Item, or no user is signed in.';
    return { ...drop(why), isUnclaimed: true };
  }
}

/**
 * Whether Plaid has said that another Link session than the resumed one left for the bank. It is not established that the
 * return can still be resumed with the right token; trying does no harm.
 */
export function isOfOtherSession({ code, cause }: RelinkError): boolean {
  return code === 'redirect_not_resumable' && isRecord(cause) && cause.error_code === INCORRECT;
}

function refusal(itemId: string | null, why: string): Refusal {
  const error = sessionErrors.notResumable(itemId, why);
  return { type: 'refusal', error, isUnclaimed: false, origin: UNKNOWN_ORIGIN };
}

import { callGateway } from '../gateway/call-gateway';
import { markNow, type Environment } from '../clock/environment';
import { parseToken } from '../tokens/parse-token';
import type { ItemToken, TokenKey } from '../tokens/token';
import { isRecord, nonEmptyString } from '../unknown';
import type { RelinkGateway } from '../gateway/wire';

/**
 * Plaid's own page for one session (Hosted Link, plaid.com/docs/link/hosted-link): a way out where Link's script
 * cannot be loaded. Its URL opens Link as the token does, so it is as secret, and goes with it.
 */
export interface HostedPage {
  readonly token: ItemToken;
  /** Null where the backend minted a token and offers no such page. */
  readonly url: string | null;
}

/**
 * Asks the backend for such a page.
 *
 * @returns null where it has no answer. That includes every failure: whoever asks has an error to show already, and a
 * backend that has not set this up says so with one.
 */
export async function mintHostedPage(
  gateway: RelinkGateway,
  key: TokenKey,
  env: Environment,
): Promise<HostedPage | null> {
  if (key.kind !== 'link_token' || !gateway.createLinkToken || !env.isOnline()) return null;
  const { itemId, accountSelection } = key;
  const since = markNow(env);
  try {
    const body = await callGateway<unknown>(itemId, env, async (signal) =>
      gateway.createLinkToken?.(itemId, { signal, accountSelection, hostedLink: true }),
    );
    const url = isRecord(body) ? nonEmptyString(body.hosted_link_url) : null;
    const token = parseToken(key, body, since, env);
    return { token, url: url && isWebPage(url) ? url : null };
  } catch {
    return null;
  }
}

/** The browser is sent there: no `javascript:` URL, and nothing that can be read on the way but on this machine. */
function isWebPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1';
  return protocol === 'https:' || (protocol === 'http:' && isLocal);
}

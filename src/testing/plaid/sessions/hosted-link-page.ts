import { nonEmptyString } from '../../../core/unknown';
import type { FakePlaidState, HostedLinkPage } from '../state/state';
import type { MintedToken } from '../state/tokens';
import { SANDBOX_CREDENTIALS, type LinkBackend, type LinkReply } from './link-backend';

/** The path of the pages on a fake Plaid that is served. */
export const HOSTED_LINK_PATH = '/fake/hosted';

/** Creates the page of a token. @returns its URL, for `hosted_link_url` */
export function addHostedLinkPage(
  state: FakePlaidState,
  { value }: MintedToken,
  settings: Record<string, unknown>,
): string {
  const id = state.uuid();
  const completionRedirectUri = nonEmptyString(settings.completion_redirect_uri);
  state.hostedLinkPages.set(id, { token: value, completionRedirectUri });
  return `${state.hostedLinkBaseUrl}/${id}`;
}

/** Does what the user does on the page: logs in and finishes. */
export async function completeHostedLink(
  state: FakePlaidState,
  link: LinkBackend,
  url: string,
): Promise<LinkReply> {
  const { token } = findPage(state, url);
  const { sessionId, step } = await link({ type: 'open', token });
  const { username, password } = SANDBOX_CREDENTIALS;
  const reply = await link(
    step === 'oauth'
      ? { type: 'oauth', sessionId, isAllowed: true }
      : { type: 'credentials', sessionId, username, password },
  );
  if (reply.step === 'accounts') {
    const accountIds = reply.accounts.map(({ id }) => id);
    await link({ type: 'accounts', sessionId, accountIds });
  }
  return link({ type: 'finish', sessionId });
}

/** Serves the page. It has one button, which logs in as Sandbox's `user_good`. */
export async function serveHostedLinkPage(
  state: FakePlaidState,
  link: LinkBackend,
  request: Request,
): Promise<Response> {
  const page = state.hostedLinkPages.get(idOf(request.url));
  if (!page) return html(404, '<h1>This link has expired</h1>');
  if (request.method !== 'POST') {
    return html(
      200,
      '<h1>Fake Plaid</h1><p>This is where Plaid’s own page would be.</p><form method="post"><button>Log in to the bank</button></form>',
    );
  }
  try {
    await completeHostedLink(state, link, request.url);
  } catch {
    return html(410, '<h1>This link was used already</h1>');
  }
  const { completionRedirectUri: location } = page;
  if (location) return new Response(null, { status: 303, headers: { location } });
  return html(200, '<h1>All done</h1><p>You can close this tab.</p>');
}

function findPage(state: FakePlaidState, url: string): HostedLinkPage {
  const page = state.hostedLinkPages.get(idOf(url));
  if (page) return page;
  throw new Error('The fake Plaid has no hosted page at this URL.');
}

function idOf(url: string): string {
  // Split as text: `hostedLinkBaseUrl` may contain a fragment, for a page that no server renders.
  return url.split('/').at(-1) ?? '';
}

function html(status: number, body: string): Response {
  return new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Fake Plaid</title><body style="font:1rem/1.5 system-ui;max-width:30rem;margin:4rem auto;padding:0 1rem">${body}</body></html>`,
    {
      status,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    },
  );
}

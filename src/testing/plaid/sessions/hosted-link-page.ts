import { nonEmptyString } from '../../../core/unknown';
import { PlaidError } from '../state/plaid-error';
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

const ENGLISH = {
  about: 'This is where Plaid’s own page would be.',
  logIn: 'Log in to the bank',
  ended: 'This link has expired',
  used: 'This link was used already',
  done: 'All done',
  close: 'You can close this tab.',
};

type PageWords = typeof ENGLISH;

/** The texts of the page, in the languages of the package's own texts. */
const WORDS: Readonly<Record<string, PageWords>> = {
  en: ENGLISH,
  de: {
    about: 'Hier wäre die Seite von Plaid.',
    logIn: 'Bei der Bank anmelden',
    ended: 'Dieser Link ist abgelaufen',
    used: 'Dieser Link wurde schon benutzt',
    done: 'Fertig',
    close: 'Sie können diesen Tab schließen.',
  },
  fr: {
    about: 'Ici se trouverait la page de Plaid.',
    logIn: 'Se connecter à la banque',
    ended: 'Ce lien a expiré',
    used: 'Ce lien a déjà été utilisé',
    done: 'C’est terminé',
    close: 'Vous pouvez fermer cet onglet.',
  },
  es: {
    about: 'Aquí estaría la página de Plaid.',
    logIn: 'Iniciar sesión en el banco',
    ended: 'Este enlace ha caducado',
    used: 'Este enlace ya se ha usado',
    done: 'Listo',
    close: 'Puede cerrar esta pestaña.',
  },
};

/**
 * Serves the page, in the token's language. It has one button, which logs in as Sandbox's `user_good`. Reading the page
 * spends no token.
 */
export async function serveHostedLinkPage(
  state: FakePlaidState,
  link: LinkBackend,
  request: Request,
): Promise<Response> {
  const page = state.hostedLinkPages.get(idOf(request.url));
  if (!page) return html(404, 'en', `<h1>${ENGLISH.ended}</h1>`);
  const token = state.linkToken(page.token);
  const language = nonEmptyString(token.request.metadata.language) ?? 'en';
  const words = wordsIn(language);
  if (token.expiresAtMs <= state.now()) return html(410, language, `<h1>${words.ended}</h1>`);
  if (token.isSpent) return html(410, language, `<h1>${words.used}</h1>`);
  if (request.method !== 'POST') {
    return html(
      200,
      language,
      `<h1>Fake Plaid</h1><p>${words.about}</p><form method="post"><button>${words.logIn}</button></form>`,
    );
  }
  try {
    await completeHostedLink(state, link, request.url);
  } catch (thrown) {
    // Pressed twice at the same moment.
    if (thrown instanceof PlaidError) return html(410, language, `<h1>${words.used}</h1>`);
    throw thrown;
  }
  const { completionRedirectUri: location } = page;
  if (location) return new Response(null, { status: 303, headers: { location } });
  return html(200, language, `<h1>${words.done}</h1><p>${words.close}</p>`);
}

/** English, where the fake has no texts in Link's language. */
function wordsIn(language: string): PageWords {
  return WORDS[language] ?? ENGLISH;
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

/** The look of the fake Link's dialog. */
const STYLE = `:root{color-scheme:light dark}
body{margin:0;padding:10vh 16px 16px;background:light-dark(#f2f4f7,#0e1116);color:light-dark(#111,#f2f4f7);font:1rem/1.45 system-ui,sans-serif}
main{box-sizing:border-box;max-width:380px;margin:0 auto;padding:24px;border-radius:14px;background:light-dark(#fff,#1b1f26);box-shadow:0 8px 30px rgb(0 0 0/12%)}
h1{font-size:20px;margin:0 0 8px;text-wrap:balance}p{margin:0;color:light-dark(#5b6470,#a8b1bd)}
button{width:100%;min-height:44px;margin-top:16px;padding:0 16px;border:0;border-radius:8px;background:light-dark(#111,#f2f4f7);color:light-dark(#fff,#1b1f26);font:inherit;font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid light-dark(#0b5fff,#7aa7ff);outline-offset:2px}`;

function html(status: number, language: string, body: string): Response {
  const lang = WORDS[language] ? language : 'en';
  return new Response(
    `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Fake Plaid</title><link rel="icon" href="data:,"><style>${STYLE}</style><body><main>${body}</main></body></html>`,
    {
      status,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    },
  );
}

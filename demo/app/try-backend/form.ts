import { looksSecret, refusalOf, tokenLike } from './secrets';

/** A header that the reader adds to each request. */
export interface HeaderRow {
  readonly name: string;
  readonly value: string;
}

/** What the reader types. All of it is as typed. */
export interface BackendForm {
  /** The gateway's base URL, or a path on this page's own server. */
  readonly url: string;
  readonly headers: readonly HeaderRow[];
  /** An Item of the signed-in user. */
  readonly itemId: string;
  /** An Item of another user; empty where there is none. */
  readonly foreignItemId: string;
}

/** What is wrong with each field, as a sentence; null where nothing is. */
export interface FormProblems {
  readonly url: string | null;
  readonly headers: readonly (string | null)[];
  readonly itemId: string | null;
  readonly foreignItemId: string | null;
}

/** RFC 9110 section 5.6.2. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
/** Visible characters of one byte, and spaces between them: what `fetch` takes. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** A browser drops these without a word (fetch.spec.whatwg.org/#forbidden-request-header). */
const OF_THE_BROWSER =
  /^(?:accept-(?:charset|encoding)|access-control-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|permissions-policy|proxy-.*|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i;
/** The client sets these itself. */
const OF_THE_CLIENT = /^(?:accept|content-type)$/i;

export function problemsOf(form: BackendForm): FormProblems {
  return {
    url: urlProblem(form.url),
    headers: form.headers.map(headerProblem),
    itemId: form.itemId === '' ? 'Give the id of an Item.' : idProblem(form.itemId),
    foreignItemId:
      form.foreignItemId !== '' && form.foreignItemId === form.itemId
        ? 'Give an Item of another user, or leave it empty.'
        : idProblem(form.foreignItemId),
  };
}

function urlProblem(url: string): string | null {
  const advice =
    'Give the base URL, such as https://app.example.com/api/plaid, without user, query and fragment.';
  if (!/^(?:https?:\/\/|\/(?!\/))/i.test(url) || /\s/.test(url)) return advice;
  if (!URL.canParse(url, 'https://page.invalid')) return advice;
  const { username, password, search, hash } = new URL(url, 'https://page.invalid');
  // A query or a password may hold a secret, and an address is logged by every machine on its way.
  return username + password + search + hash === '' ? refusalOf(url) : advice;
}

function idProblem(id: string): string | null {
  return refusalOf(id);
}

function headerProblem({ name, value }: HeaderRow): string | null {
  if (name === '' && value === '') return null;
  const refusal = refusalOf(name) ?? refusalOf(value);
  if (refusal !== null) return refusal;
  if (/^plaid-/i.test(name))
    return `Your server sends ${name} to Plaid. No page may have its value.`;
  if (!HEADER_NAME.test(name))
    return 'Give a name of letters, digits and hyphens, without the colon.';
  if (/^cookie$/i.test(name))
    return 'A page cannot set cookies. Sign in to your app in another tab: the browser sends its cookies.';
  if (OF_THE_BROWSER.test(name)) return `A page cannot set ${name}: the browser does.`;
  if (OF_THE_CLIENT.test(name)) return `The client sets ${name} itself.`;
  return HEADER_VALUE.test(value) ? null : 'A value is one line of Latin characters.';
}

/** The form without what has a problem: that is neither sent, nor kept, nor shown in a snippet. */
export function usablePart(form: BackendForm): BackendForm {
  const problems = problemsOf(form);
  return {
    url: problems.url === null ? form.url : '',
    headers: form.headers.filter(
      ({ name }, index) => name !== '' && problems.headers[index] === null,
    ),
    itemId: problems.itemId === null ? form.itemId : '',
    foreignItemId: problems.foreignItemId === null ? form.foreignItemId : '',
  };
}

/** Whether the value of a header stays in memory. */
export function isSecretHeader({ name, value }: HeaderRow): boolean {
  return looksSecret(name, value);
}

/** The part of a form that a browser may keep. */
export function keptPart(form: BackendForm): BackendForm {
  const usable = usablePart(form);
  return {
    ...usable,
    url: usable.url.split('/').slice(3).some(tokenLike) ? '' : usable.url,
    headers: usable.headers
      .filter(({ name }) => !tokenLike(name))
      .map((row) => (isSecretHeader(row) ? { ...row, value: '' } : row)),
  };
}

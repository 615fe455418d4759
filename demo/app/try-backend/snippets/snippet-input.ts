import { isSecretHeader, usablePart, type BackendForm, type HeaderRow } from '../form';

/** What the snippets are made of. No secret is in it: a secret header has a name alone. */
export interface SnippetInput {
  /** As typed. */
  readonly url: string;
  /** The whole URL, and its path without a slash at the end. */
  readonly absoluteUrl: string;
  readonly path: string;
  /** The origin that the backend has to trust for its requests; null where the page is its own. */
  readonly trustedOrigin: string | null;
  readonly headers: readonly SnippetHeader[];
  readonly itemId: string;
  readonly foreignItemId: string;
}

export interface SnippetHeader {
  readonly name: string;
  /** Null for a secret, which code reads from elsewhere. */
  readonly value: string | null;
  /** `Bearer `, where a secret begins with its scheme. */
  readonly scheme: string;
}

/**
 * The usable part of a form, for code.
 *
 * @param page the address of the page that shows the form
 */
export function snippetInput(form: BackendForm, page: string): SnippetInput {
  const { url: typed, headers, itemId, foreignItemId } = usablePart(form);
  const url = typed || '/api/plaid';
  const { href, origin, pathname } = new URL(url, page);
  return {
    url,
    absoluteUrl: href.replace(/\/+$/, ''),
    path: pathname.replace(/\/+$/, '') || '',
    trustedOrigin: origin === new URL(page).origin ? null : new URL(page).origin,
    headers: headers.map(toSnippetHeader),
    itemId: itemId || 'an-item-of-the-user',
    foreignItemId,
  };
}

function toSnippetHeader(row: HeaderRow): SnippetHeader {
  const scheme = /^(?:bearer|basic|token) /i.exec(row.value)?.[0] ?? '';
  return { name: row.name, value: isSecretHeader(row) ? null : row.value, scheme };
}

/** The header that says who is signed in. */
export function sessionHeader({ headers }: SnippetInput): string {
  return headers.find(({ value }) => value === null)?.name ?? 'cookie';
}

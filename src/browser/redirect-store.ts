import { OAUTH_STATE_PARAM, type RedirectRecord, type RedirectStore } from '../core/engine/ports';
import { REPAIR } from '../core/tokens/token';
import { nonEmptyString } from '../core/unknown';
import { parseClick, printOf, readRecord, removeRecord, writeRecord } from './session-storage';

const STORAGE_KEY = 'react-plaid-relink:oauth-return';

/** A record belongs to the user of its provider. */
export function createRedirectStore(userKey: () => string | undefined): RedirectStore {
  /** A record of another user is removed: the tab may be on a computer that many use. */
  function read(): RedirectRecord | null {
    const stored = readStored();
    if (!stored) return null;
    const { user, ...record } = stored;
    if (user === printOf(userKey())) return record;
    forgetRecord();
    return null;
  }

  return {
    write(record) {
      // Where nothing can be kept, relinking works, but an OAuth return fails with an error.
      writeRecord(STORAGE_KEY, { ...record, user: printOf(userKey()) } satisfies StoredRecord);
    },
    read,
    take() {
      const record = read();
      forgetRecord();
      return record;
    },
    clear(token) {
      if (readStored()?.token === token) forgetRecord();
    },
    currentPage,
    forgetUrl,
  };
}

/** One slash, and no second: an address that begins with two names another site. */
const OWN_PAGE = /^\/(?![/\\])/;

function currentPage(): string | null {
  if (typeof window === 'undefined') return null;
  const { pathname, search, hash } = window.location;
  return pathname.replace(/^\/+/, '/') + search + hash;
}

/** Whether the address is an OAuth return, and this tab has no session of the user's that it may resume. */
export function isUnclaimedReturn(href: string, userKey: string | undefined): boolean {
  if (!new URL(href).searchParams.has(OAUTH_STATE_PARAM)) return false;
  const record = createRedirectStore(() => userKey).read();
  return !record || record.expiresAt <= Date.now();
}

/** Puts an OAuth return back into the address, for a session that is not a relink. */
export function restoreUrl(href: string): void {
  if (window.location.href !== href) window.history.replaceState(window.history.state, '', href);
}

/** Takes Plaid's mark of an OAuth return out of the address. */
export function forgetUrl(): void {
  if (typeof window === 'undefined') return;
  const url = new URL(window.location.href);
  if (!url.searchParams.has(OAUTH_STATE_PARAM)) return;
  url.searchParams.delete(OAUTH_STATE_PARAM);
  window.history.replaceState(window.history.state, '', url);
}

export function forgetRecord(): void {
  removeRecord(STORAGE_KEY);
}

interface StoredRecord extends RedirectRecord {
  /** The print of the provider's `userKey`; null where it has none. */
  user: string | null;
}

/** Whether there is a session to resume. Leaves the record in place. */
export function hasRedirectRecord(): boolean {
  return readStored() !== null;
}

function readStored(): StoredRecord | null {
  const parsed = readRecord(STORAGE_KEY);
  if (!parsed) return null;
  const itemId = nonEmptyString(parsed.itemId);
  const token = nonEmptyString(parsed.token);
  const { expiresAt } = parsed;
  if (!itemId || !token?.startsWith('link-') || typeof expiresAt !== 'number') return null;
  const purpose = nonEmptyString(parsed.purpose) ?? REPAIR;
  const accountSelection = parsed.accountSelection === true;
  const user = nonEmptyString(parsed.user);
  const from = nonEmptyString(parsed.from);
  return {
    itemId,
    token,
    expiresAt,
    purpose,
    accountSelection,
    user,
    from: from && OWN_PAGE.test(from) ? from : null,
    state: parsed.state ?? null,
    click: parseClick(parsed.click),
  };
}

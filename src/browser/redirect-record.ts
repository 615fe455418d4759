import { isRecord, textOf } from '../core/gateway/wire';

/**
 * What must survive an OAuth redirect: the return page has to resume with the very same link token
 * (plaid.com/docs/link/oauth). It lives in sessionStorage, which other tabs and later visits cannot read, from the
 * moment Link opens until its session ends.
 */
export interface RedirectRecord {
  itemId: string;
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** Plaid's mark of an OAuth return, in the URL of the return page (plaid.com/docs/link/oauth). */
export const OAUTH_STATE_PARAM = 'oauth_state_id';

const STORAGE_KEY = 'react-plaid-relink:oauth-return';

export function writeRedirectRecord(record: RedirectRecord): void {
  // Storage may be full or forbidden. Relinking works without; only the OAuth return cannot resume, and says so then.
  withStorage((storage) => storage.setItem(STORAGE_KEY, JSON.stringify(record)));
}

/** Removes the record of this token; one that another session wrote meanwhile stays. */
export function clearRedirectRecord(token: string): void {
  if (readRedirectRecord()?.token === token) removeRecord();
}

/** Reads the record and removes it, so that a reload or a second mount cannot replay it. */
export function takeRedirectRecord(): RedirectRecord | null {
  const record = readRedirectRecord();
  removeRecord();
  return record;
}

function removeRecord(): void {
  withStorage((storage) => storage.removeItem(STORAGE_KEY));
}

function readRedirectRecord(): RedirectRecord | null {
  const text = withStorage((storage) => storage.getItem(STORAGE_KEY));
  if (!text) return null;
  const parsed = parse(text);
  if (!isRecord(parsed)) return null;
  const itemId = textOf(parsed.itemId);
  const token = textOf(parsed.token);
  const { expiresAt } = parsed;
  if (!itemId || !token?.startsWith('link-') || typeof expiresAt !== 'number') return null;
  return { itemId, token, expiresAt };
}

/** Whether there is something to resume; reads without taking. */
export function hasRedirectRecord(): boolean {
  return readRedirectRecord() !== null;
}

/** Takes Plaid's mark out of the address, so that a reload or a bookmark cannot replay the redirect. */
export function forgetRedirectUrl(): void {
  if (typeof window === 'undefined') return;
  const url = new URL(window.location.href);
  if (!url.searchParams.has(OAUTH_STATE_PARAM)) return;
  url.searchParams.delete(OAUTH_STATE_PARAM);
  window.history.replaceState(window.history.state, '', url);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function withStorage<Result>(action: (storage: Storage) => Result): Result | null {
  try {
    return action(sessionStorage);
  } catch {
    return null;
  }
}

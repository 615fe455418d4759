import { OAUTH_STATE_PARAM, type RedirectRecord, type RedirectStore } from '../core/engine/ports';
import { REPAIR } from '../core/tokens/token';
import { isRecord, nonEmptyString } from '../core/unknown';

const STORAGE_KEY = 'react-plaid-relink:oauth-return';

/** Over sessionStorage, which other tabs and later visits cannot read. */
export const browserRedirectStore: RedirectStore = {
  write(record) {
    // Storage may be full or forbidden. Relinking works without it, but an OAuth return then fails with an error.
    withStorage((storage) => storage.setItem(STORAGE_KEY, JSON.stringify(record)));
  },
  take() {
    const record = readRecord();
    removeRecord();
    return record;
  },
  clear(token) {
    if (readRecord()?.token === token) removeRecord();
  },
  forgetUrl() {
    if (typeof window === 'undefined') return;
    const url = new URL(window.location.href);
    if (!url.searchParams.has(OAUTH_STATE_PARAM)) return;
    url.searchParams.delete(OAUTH_STATE_PARAM);
    window.history.replaceState(window.history.state, '', url);
  },
};

/** Whether there is a session to resume. Leaves the record in place. */
export function hasRedirectRecord(): boolean {
  return readRecord() !== null;
}

function removeRecord(): void {
  withStorage((storage) => storage.removeItem(STORAGE_KEY));
}

function readRecord(): RedirectRecord | null {
  const text = withStorage((storage) => storage.getItem(STORAGE_KEY));
  if (!text) return null;
  const parsed = parse(text);
  if (!isRecord(parsed)) return null;
  const itemId = nonEmptyString(parsed.itemId);
  const token = nonEmptyString(parsed.token);
  const { expiresAt } = parsed;
  if (!itemId || !token?.startsWith('link-') || typeof expiresAt !== 'number') return null;
  const purpose = nonEmptyString(parsed.purpose) ?? REPAIR;
  return { itemId, token, expiresAt, purpose, accountSelection: parsed.accountSelection === true };
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

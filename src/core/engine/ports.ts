import type { ClickRecord } from '../client/activity';
import type { RedirectOrigin } from '../client/session-types';

/** One client tells the others, of this page and of other tabs, that it relinked an Item. A token is never sent. */
export interface Tabs {
  /** @param client not told itself */
  broadcast(itemId: string, client: object): void;
  /** Hears of relinks by other clients and in other tabs. Such a report is believed only once the server agrees. */
  listen(listener: (itemId: string) => void, client: object): () => void;
}

/**
 * What must survive an OAuth redirect: the return page has to resume with the very same link token
 * (plaid.com/docs/link/oauth).
 */
export interface RedirectRecord extends RedirectOrigin {
  itemId: string;
  /** What the relink is for. */
  purpose: string;
  /** Whether the user also chooses which accounts to share. */
  accountSelection: boolean;
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** The click that began the session; null where none did. */
  click: ClickRecord | null;
}

/** Keeps one record per tab, from the moment Link opens until its session ends. */
export interface RedirectStore {
  write(record: RedirectRecord): void;
  /** Leaves the record in place. Null for a record of another user. */
  read(): RedirectRecord | null;
  /** Reads the record and removes it, so that a reload or a second mount cannot replay it. */
  take(): RedirectRecord | null;
  /** Removes the record of this token; a record that another session wrote meanwhile stays. */
  clear(token: string): void;
  /** The page that the user is on: its path, query and fragment. */
  currentPage(): string | null;
  /** Takes Plaid's mark of an OAuth return out of the address, so that a reload cannot replay the redirect. */
  forgetUrl(): void;
}

/** What a page must know that Plaid's own page (Hosted Link) leads back to. There is no token in it, and no address. */
export interface HostedReturn {
  /** Whether the page before saw the Item broken. Only then can a healthy Item be called repaired. */
  isSeenBroken: boolean;
  /** The click that began the session. */
  click: ClickRecord | null;
}

/** Keeps a record per Item and tab, from the moment Plaid's own page opens until the user is back. */
export interface HostedReturns {
  write(itemId: string, record: HostedReturn): void;
  /** Whether there is a record, of any user and age. */
  has(itemId: string): boolean;
  /** Leaves the record in place. Null for a record of another user, or an old one, which is removed. */
  read(itemId: string): HostedReturn | null;
  remove(itemId: string): void;
}

/** Plaid's mark of an OAuth return, in the URL of the return page (plaid.com/docs/link/oauth). */
export const OAUTH_STATE_PARAM = 'oauth_state_id';

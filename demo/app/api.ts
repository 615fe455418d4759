import type { Activity } from '../server/activity';
import type { BankAction, DemoConfig } from '../server/app';
import type { StoredItem } from '../server/store';

export type { Activity, BankAction, DemoConfig };

export type DemoItem = Pick<StoredItem, 'itemId' | 'bank' | 'section'>;

/** Rejects with an error whose message is for the page. */
async function call<Body>(path: string, method = 'GET'): Promise<Body> {
  const response = await fetch(path, { method }).catch(() => null);
  // The page's own server answers 502 in this case.
  if (!response || response.status === 502)
    throw new Error('The demo’s backend is not running. Start it with npm start.');
  if (!response.ok) throw new Error(`The demo’s backend answered ${response.status}.`);
  return (await response.json()) as Body;
}

export const api = {
  config: () => call<DemoConfig>('/api/config'),
  session: () => call<{ user: string | null }>('/api/session'),
  signIn: () => call<{ user: string }>('/api/session', 'POST'),
  signOut: () => call<{ user: null }>('/api/session', 'DELETE'),
  items: () => call<DemoItem[]>('/api/items'),
  /** Lets the bank of an Item do something. */
  bank: (itemId: string, action: BankAction) =>
    call<object>(`/api/items/${itemId}/${action}`, 'POST'),
};

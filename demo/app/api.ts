import type { Activity } from '../server/activity';
import type { DemoConfig } from '../server/app';
import type { Ledger } from '../server/ledger';
import type { Scene } from '../server/store';
import type { BankAction } from '../server/world';
export type { Activity, BankAction, DemoConfig, Ledger, Scene };

export type DemoItem = DemoConfig['items'][number];

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
  ledger: (itemId: string) => call<Ledger>(`/api/items/${itemId}/ledger`),
  /** Lets the bank of an Item do something. */
  bank: (itemId: string, action: BankAction) =>
    call<object>(`/api/items/${itemId}/${action}`, 'POST'),
  reset: () => call<object>('/api/reset', 'POST'),
};

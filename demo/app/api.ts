import type { Activity } from '../server/activity';
import type { DemoConfig } from '../server/app';

export type { Activity, DemoConfig };

export interface DemoItem {
  itemId: string;
  section: 'list' | 'legacy' | 'custom';
}

/** Thrown with a text for the page. */
export class BackendError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(
      status === 502
        ? 'The demo’s backend is not running. Start it with npm start.'
        : `The demo’s backend answered ${status}.`,
    );
    this.status = status;
  }
}

async function call<Body>(path: string, method = 'GET'): Promise<Body> {
  const response = await fetch(path, { method });
  if (!response.ok) throw new BackendError(response.status);
  return (await response.json()) as Body;
}

export const api = {
  config: () => call<DemoConfig>('/api/config'),
  session: () => call<{ user: string | null }>('/api/session'),
  signIn: () => call<{ user: string }>('/api/session', 'POST'),
  signOut: () => call<{ user: null }>('/api/session', 'DELETE'),
  items: () => call<DemoItem[]>('/api/items'),
  breakItem: (itemId: string) => call<object>(`/api/items/${itemId}/break`, 'POST'),
};

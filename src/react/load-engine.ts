import type { RelinkClient, RelinkEngine } from '../core/client';

/** Fetches the session, react-plaid-link and its host as one chunk: idle buttons do not pay for them. */
export async function loadEngine(client: RelinkClient): Promise<RelinkEngine> {
  const [{ createEngine }, { linkHost }] = await Promise.all([
    import('../core/engine'),
    import('./link-host'),
  ]);
  return createEngine(client, linkHost);
}

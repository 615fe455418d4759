import { createBrowserClient } from '../browser/client';
import type { RelinkClient } from '../core/client/client';
import type { RelinkContextValue } from './context';

let shared: RelinkClient | null = null;

/** The provider's client. Components without a provider share one client, with every setting at its default. */
export function clientOf(context: RelinkContextValue | null): RelinkClient {
  return context?.client ?? (shared ??= createBrowserClient());
}

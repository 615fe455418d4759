import { useContext } from 'react';
import type { RelinkClient } from '../core/client/client';
import { missingProvider } from '../core/errors/early-errors';
import { RelinkContext } from '../react/context';

/**
 * The provider's client. An app has no backend of its own origin, so that no hook works without a provider.
 *
 * @throws RelinkError `missing_provider`
 */
export function useClient(): RelinkClient {
  const context = useContext(RelinkContext);
  if (!context) throw missingProvider();
  return context.client;
}

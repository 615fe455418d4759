import { useContext } from 'react';
import type { RelinkClient } from '../core/client/client';
import { clientOf } from './client-of';
import { RelinkContext } from './context';

/** The client of the provider above, or the shared one: see {@link clientOf}. */
export function useClient(): RelinkClient {
  return clientOf(useContext(RelinkContext));
}

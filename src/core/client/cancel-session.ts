import type { RelinkClient } from './client';
import { sessionStoreOf } from './session-store';
import { NO_EXIT_METADATA } from '../link/no-metadata';

/**
 * Ends an opening of the Item's Link, for a user who does not want to wait any longer: the view becomes `exited`, and so does
 * the result of each `open()`. Does nothing once Link shows, which the user alone closes.
 *
 * Beside the session store, not in it: an idle button cancels nothing.
 */
export function cancelSession(client: RelinkClient, itemId: string): void {
  const sessions = sessionStoreOf(client);
  if (sessions.view(itemId).status !== 'opening') return;
  const [first, ...others] = [...sessions.clicks].filter((click) => click.itemId === itemId);
  // At once in the engine too, which has the session: the app may open Link again in the same handler.
  if (!first) return sessions.cancel?.(itemId);
  const result = {
    status: 'exited',
    itemId,
    error: null,
    metadata: NO_EXIT_METADATA,
    health: null,
  } as const;
  for (const click of [first, ...others]) sessions.clicks.delete(click);
  sessions.show(itemId, { status: 'exited', error: null }, first.options);
  for (const { settle } of [first, ...others]) settle(result);
}

'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { browserEnvironment } from '../browser/environment';
import { healthSourceOf } from '../core/client/health-source-of';
import { useClient } from './use-client';

/**
 * When the backend last answered about an Item on this page, by this browser's clock; null before its first answer, and on the
 * server. An answer that says what the last one said renders the callers of this hook again, and no caller of `useItemHealth`.
 * Asks nothing.
 *
 * @example
 * const answeredAt = useAnsweredAt(item.id);
 * return answeredAt && <small>Last checked {ago(answeredAt)}</small>;
 */
export function useAnsweredAt(itemId: string | null | undefined): Date | null {
  const id = itemId ?? '';
  const { answerTimes } = healthSourceOf(useClient(), browserEnvironment);
  return useSyncExternalStore(
    useCallback((listener) => answerTimes.listen(id, listener), [answerTimes, id]),
    () => answerTimes.at(id),
    () => null,
  );
}

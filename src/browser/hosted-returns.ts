import type { HostedReturns } from '../core/engine/ports';
import { isReturn, RETURN_KEY } from './is-return';
import { parseClick, printOf, readRecord, removeRecord, writeRecord } from './session-storage';

/** Longer than a page of Plaid's can be opened by default, and a sign-in at a bank takes. */
const LIFETIME_MS = 60 * 60_000;

export function createHostedReturns(userKey: () => string | undefined): HostedReturns {
  const remove = (itemId: string): void => removeRecord(RETURN_KEY + itemId);

  return {
    write(itemId, record) {
      const until = Date.now() + LIFETIME_MS;
      writeRecord(RETURN_KEY + itemId, { ...record, until, user: printOf(userKey()) });
    },
    has: isReturn,
    read(itemId) {
      const stored = readRecord(RETURN_KEY + itemId);
      const isValid =
        stored !== null &&
        stored.user === printOf(userKey()) &&
        typeof stored.until === 'number' &&
        stored.until > Date.now();
      if (isValid)
        return { isSeenBroken: stored.isSeenBroken === true, click: parseClick(stored.click) };
      remove(itemId);
      return null;
    },
    remove,
  };
}

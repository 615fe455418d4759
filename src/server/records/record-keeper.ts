import { parseRecord, type ItemRecord } from '../../core/item/item-record';
import type { ItemChange } from '../../core/item/next-record';
import type { RelinkHandlerError } from '../http/handler-error';
import { isThenable } from '../http/is-thenable';
import { createQuietLog } from '../http/quiet-log';
import { updateRecord, type ItemRecords, type UpdatedRecord } from './item-records';

/**
 * The app's records as a request uses them: a store that is down, slow or holds something else never fails the request.
 * `onError` hears of it, once a minute for each kind of failure.
 */
export interface RecordKeeper {
  /** @returns null where nothing is known, or the store failed */
  read(plaidItemId: string): Promise<ItemRecord | null>;
  /** @returns the record before and after the change; null where the store failed */
  apply(plaidItemId: string, change: ItemChange): Promise<UpdatedRecord | null>;
}

export interface RecordKeeperOptions {
  records: ItemRecords;
  route: string;
  onError: ((error: RelinkHandlerError) => void) | undefined;
  /** How long the store may take. */
  timeoutMs?: number;
  now?: () => number;
}

/** A store that takes longer is slower than asking Plaid. */
const TIMEOUT_MS = 1_000;

export function createRecordKeeper({
  records,
  route,
  onError,
  timeoutMs = TIMEOUT_MS,
  now,
}: RecordKeeperOptions): RecordKeeper {
  const quietLog = createQuietLog(onError, now);

  function report(kind: string, message: string, cause?: unknown): null {
    quietLog.report(kind, {
      route,
      status: 200,
      errorCode: 'RECORDS_FAILED',
      requestId: null,
      message: `${message} The request goes on without it.`,
      cause,
    });
    return null;
  }

  async function attempt<Value>(
    name: 'read' | 'update',
    work: () => Value | PromiseLike<Value>,
  ): Promise<Value | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const working = work();
      // A store in memory has answered.
      if (!isThenable(working)) return working;
      const slow = new Promise<'slow'>((resolve) => {
        timer = setTimeout(() => resolve('slow'), timeoutMs);
      });
      const result = await Promise.race([working, slow]);
      if (result !== 'slow') return result;
      return report(
        `${name} is slow`,
        `records.${name}() took longer than ${timeoutMs} ms. See the store’s own log.`,
      );
    } catch (thrown) {
      return report(`${name} failed`, `records.${name}() failed. See the cause.`, thrown);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async read(plaidItemId) {
      const read = await attempt('read', () => {
        const parse = (stored: unknown): { stored: unknown; record: ItemRecord | null } => ({
          stored,
          record: parseRecord(plaidItemId, stored),
        });
        const reading = records.read(plaidItemId);
        return isThenable(reading) ? reading.then(parse) : parse(reading);
      });
      if (!read) return null;
      const { stored, record } = read;
      if (stored !== null && stored !== undefined && !record) {
        report(
          'not ours',
          'records.read() returned a value that is no record of this version about this Item. It is replaced at the next change.',
        );
      }
      return record;
    },
    apply: (plaidItemId, change) =>
      attempt('update', () => updateRecord(records, plaidItemId, change)),
  };
}

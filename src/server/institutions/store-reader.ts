import type { QuietLog } from '../http/quiet-log';
import type { InstitutionStore } from './institution-store';

/** The app's store as a lookup uses it: a store that is down, slow or holds something else is told, and counts as empty. */
export interface StoreReader {
  /**
   * @param parse returns null for a value that is none of this package
   * @returns null where nothing is known, or the store failed
   */
  read<Value>(key: string, parse: (stored: unknown) => Value | null): Promise<Value | null>;
  write(key: string, value: object): Promise<void>;
}

/** A store that takes longer is slower than asking Plaid. */
const TIMEOUT_MS = 1_000;

export function createStoreReader(
  store: InstitutionStore,
  { route, quietLog }: { route: string; quietLog: QuietLog },
): StoreReader {
  function report(kind: string, message: string, cause?: unknown): null {
    quietLog.report(`${route} ${kind}`, {
      route,
      status: 200,
      errorCode: 'INSTITUTIONS_FAILED',
      requestId: null,
      message: `${message} The answers go on without it.`,
      cause,
    });
    return null;
  }

  async function attempt<Value>(
    name: 'read' | 'write',
    work: () => Promise<Value>,
  ): Promise<Value | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const slow = new Promise<'slow'>((resolve) => {
      timer = setTimeout(() => resolve('slow'), TIMEOUT_MS);
    });
    // A store that fails after its time is told as well: why it was slow is in its error.
    const attempted = work().catch((thrown: unknown) =>
      report(`${name} failed`, `institutions.store.${name}() failed. See the cause.`, thrown),
    );
    try {
      const result = await Promise.race([attempted, slow]);
      if (result !== 'slow') return result;
      return report(
        `${name} is slow`,
        `institutions.store.${name}() took longer than ${TIMEOUT_MS} ms. See the store’s own log.`,
      );
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    read: (key, parse) =>
      attempt('read', async () => {
        const stored: unknown = await store.read(key);
        const value = parse(stored);
        if (value !== null || stored === null || stored === undefined) return value;
        return report(
          'not ours',
          'institutions.store.read() returned a value that this package did not write, or not in this version. It is replaced at the next question.',
        );
      }),
    async write(key, value) {
      await attempt('write', async () => {
        await store.write(key, value);
      });
    },
  };
}

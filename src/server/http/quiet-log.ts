import type { RelinkHandlerError } from './handler-error';
import { logError, type OnError } from './log-error';

/** For errors that every request meets, or that any client can cause: one line a minute says so, with their number. */
export interface QuietLog {
  /** @param kind errors of one kind are told once a minute, whatever else they say */
  report(kind: string, error: RelinkHandlerError): void;
  /** Reports the first error of a kind, and no other: for a mistake in the app's code, which time does not mend. */
  reportFirst(kind: string, error: RelinkHandlerError): void;
  /** Tells what was counted and is due. There is no timer: call it with each request. */
  tellCounts(): void;
}

const QUIET_MS = 60_000;

/** Kinds are words of this package, except for Plaid's error codes. */
const MAX_KINDS = 200;

interface Kind {
  toldAt: number;
  /** Infinity: told once, and not counted. */
  quietMs: number;
  /** How many came since. */
  untold: number;
  newest: RelinkHandlerError;
}

export function createQuietLog(onError: OnError, now = () => performance.now()): QuietLog {
  const kinds = new Map<string, Kind>();

  function tell(error: RelinkHandlerError, count: number): void {
    const message =
      count === 1 ? error.message : `${error.message} (${count} times since the last line)`;
    void logError(onError, { ...error, message, count });
  }

  function tellCounts(): void {
    for (const kind of kinds.values()) {
      if (kind.untold === 0 || now() - kind.toldAt < kind.quietMs) continue;
      tell(kind.newest, kind.untold);
      Object.assign(kind, { toldAt: now(), untold: 0 });
    }
  }

  function report(name: string, error: RelinkHandlerError, quietMs: number): void {
    const known = kinds.get(name) ?? (kinds.size < MAX_KINDS ? undefined : kinds.get('other'));
    if (known) {
      known.untold += 1;
      known.newest = error;
    } else {
      const kind = kinds.size < MAX_KINDS ? name : 'other';
      kinds.set(kind, { toldAt: now(), quietMs, untold: 0, newest: error });
      tell(error, 1);
    }
    tellCounts();
  }

  return {
    report: (kind, error) => report(kind, error, QUIET_MS),
    reportFirst: (kind, error) => report(kind, error, Number.POSITIVE_INFINITY),
    tellCounts,
  };
}

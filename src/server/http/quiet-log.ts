import type { RelinkHandlerError } from './handler-error';
import { logError } from './log-error';

/** For errors that every request meets: one line a minute says so. */
export interface QuietLog {
  /** @param kind errors of one kind are reported once a minute, whatever else they say */
  report(kind: string, error: RelinkHandlerError): void;
  /** Reports the first error of a kind, and no other: for a mistake in the app's code, which time does not mend. */
  reportFirst(kind: string, error: RelinkHandlerError): void;
}

const QUIET_MS = 60_000;

export function createQuietLog(
  onError: ((error: RelinkHandlerError) => void) | undefined,
  now = () => performance.now(),
): QuietLog {
  const reportedAt = new Map<string, number>();

  function report(kind: string, error: RelinkHandlerError, quietMs: number): void {
    const last = reportedAt.get(kind);
    if (last !== undefined && now() - last < quietMs) return;
    reportedAt.set(kind, now());
    void logError(onError, error);
  }

  return {
    report: (kind, error) => report(kind, error, QUIET_MS),
    reportFirst: (kind, error) => report(kind, error, Number.POSITIVE_INFINITY),
  };
}

/** One log entry, in words for its reader. */
export interface LogEntry {
  id: number;
  /** Since the log began. */
  seconds: string;
  /** The same, in milliseconds. */
  atMs: number;
  kind: 'status' | 'event' | 'request' | 'result' | 'item';
  text: string;
}

export interface Log {
  add(kind: LogEntry['kind'], text: string): void;
  clear(): void;
  entries(): readonly LogEntry[];
  subscribe(listener: () => void): () => void;
}

export function createLog(): Log {
  const listeners = new Set<() => void>();
  const startedAt = performance.now();
  let ids = 0;
  let entries: readonly LogEntry[] = [];

  function set(next: readonly LogEntry[]): void {
    entries = next;
    for (const listener of [...listeners]) listener();
  }

  return {
    add(kind, text) {
      const atMs = performance.now() - startedAt;
      const seconds = (atMs / 1_000).toFixed(1);
      set([...entries, { id: (ids += 1), seconds, atMs, kind, text }]);
    },
    clear: () => set([]),
    entries: () => entries,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

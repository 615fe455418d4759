import { useCallback, useState } from 'react';
import type { Activity } from './api';

/** One line of the activity panel. */
export interface ActivityEntry {
  id: number;
  time: string;
  from: Activity['from'] | 'page' | 'link';
  what: string;
  status?: number;
}

const KEPT = 60;

/** The newest activity of the page and of its backend. */
export function useActivity(): {
  entries: ActivityEntry[];
  add(entry: Pick<ActivityEntry, 'from' | 'what' | 'status'>): void;
} {
  const [entries, setEntries] = useState<ActivityEntry[]>([]);
  const add = useCallback((entry: Pick<ActivityEntry, 'from' | 'what' | 'status'>) => {
    const time = new Date().toLocaleTimeString('en', { hour12: false });
    setEntries((known) =>
      [{ ...entry, time, id: (known[0]?.id ?? 0) + 1 }, ...known].slice(0, KEPT),
    );
  }, []);
  return { entries, add };
}

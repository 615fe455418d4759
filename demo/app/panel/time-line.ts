import type { Activity } from '../api';

/** One step of what happens. */
export interface Step {
  id: number;
  /** On the page's monotonic clock, in milliseconds. */
  at: number;
  from: Activity['from'] | 'button' | 'link' | 'error';
  what: string;
  /** The HTTP status of an answer; 0 where none came. */
  status?: number;
  /** How long the answer took. */
  ms?: number;
}

/** The steps that belong together: those of one click, or those that nothing on the page began. */
export interface Turn {
  id: number;
  kind: 'boot' | 'ahead' | 'click' | 'change';
  title: string;
  /** When it began. Steps ahead of a click are older. */
  at: number;
  /** The time of day. */
  clock: string;
  steps: readonly Step[];
}

export interface TimeLine {
  /** The user has clicked, or changed something. */
  begin(kind: 'click' | 'change', title: string): void;
  add(step: Omit<Step, 'id' | 'at'>): void;
  turns(): readonly Turn[];
  subscribe(listener: () => void): () => void;
}

/** A step that comes later than this after the last one is not of the same turn, unless a session runs. */
const QUIET_MS = 1_500;
/** What is ahead of a click belongs to it for this long. */
const AHEAD_MS = 30_000;
const KEPT = 40;

interface TimeLineInit {
  now(): number;
  /** Whether a Link session runs, whose steps may come late. */
  isBusy(): boolean;
}

/** Groups what happens by the user's clicks, oldest first. */
export function createTimeLine({ now, isBusy }: TimeLineInit): TimeLine {
  const listeners = new Set<() => void>();
  let ids = 0;
  const nextId = (): number => (ids += 1);
  const clock = (): string => new Date().toLocaleTimeString('en', { hour12: false });
  let turns: readonly Turn[] = [
    { id: nextId(), kind: 'boot', title: 'Page load', at: now(), clock: clock(), steps: [] },
  ];

  function set(next: readonly Turn[]): void {
    turns = next.slice(-KEPT);
    for (const listener of [...listeners]) listener();
  }

  return {
    begin(kind, title) {
      const last = turns.at(-1);
      const at = now();
      const isAhead = kind === 'click' && last?.kind === 'ahead' && at - last.at < AHEAD_MS;
      if (isAhead) set([...turns.slice(0, -1), { ...last, kind, title, at, clock: clock() }]);
      else set([...turns, { id: nextId(), kind, title, at, clock: clock(), steps: [] }]);
    },
    add(init) {
      const at = now();
      const step: Step = { ...init, id: nextId(), at };
      const last = turns.at(-1);
      const lastAt = last?.steps.at(-1)?.at ?? last?.at ?? at;
      const isLoading = last?.kind === 'boot' && last.steps.length === 0;
      if (last && (isLoading || isBusy() || at - Math.max(lastAt, last.at) < QUIET_MS)) {
        set([...turns.slice(0, -1), { ...last, steps: [...last.steps, step] }]);
        return;
      }
      const isToken = /token/i.test(init.what);
      const title = isToken ? 'Ahead of the click' : 'By itself';
      set([...turns, { id: nextId(), kind: 'ahead', title, at, clock: clock(), steps: [step] }]);
    },
    turns: () => turns,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

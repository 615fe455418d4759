import { useSyncExternalStore } from 'react';
import type { Log, LogEntry } from './log';

interface Step {
  name: string;
  isReachedBy(entry: LogEntry): boolean;
}

const STEPS: readonly Step[] = [
  { name: 'Click', isReachedBy: ({ kind, text }) => kind === 'status' && text === 'opening' },
  {
    name: 'Token',
    isReachedBy: ({ kind, text }) => kind === 'request' && text.includes('token/create'),
  },
  { name: 'Link is open', isReachedBy: ({ kind, text }) => kind === 'status' && text === 'open' },
  { name: 'Logged in', isReachedBy: ({ kind, text }) => kind === 'event' && text === 'HANDOFF' },
  { name: 'Checking', isReachedBy: ({ kind, text }) => kind === 'status' && text === 'confirming' },
  {
    name: 'Connected',
    isReachedBy: ({ kind, text }) => kind === 'result' && text.startsWith('relinked'),
  },
];

/** The newest repair from its click to its end, with the time of each step. */
export function TimeLine({ log }: { log: Log }) {
  const entries = useSyncExternalStore(log.subscribe, log.entries);
  const click = entries.findLastIndex(
    ({ kind, text }, index) =>
      kind === 'status' && (text === 'opening' || (text === 'open' && !wasOpening(entries, index))),
  );
  const clickedAt = entries[click]?.atMs ?? 0;
  const since = click < 0 ? [] : entries.slice(click);
  const end = since.find(({ kind, text }) => kind === 'result' && !text.startsWith('relinked'));
  return (
    <ol className="time-line" aria-label="From the click to the end">
      {STEPS.map(({ name, isReachedBy }, index) => {
        const entry = index === 0 ? since[0] : since.find(isReachedBy);
        // Hovering had prepared it: the click waited for nothing.
        const isEarly = name === 'Token' && !entry && since.some(({ text }) => text === 'open');
        return (
          <li key={name} data-reached={entry || isEarly ? '' : undefined}>
            <b>{name}</b>
            <span>
              {entry
                ? `${Math.round(entry.atMs - clickedAt)} ms`
                : isEarly
                  ? 'before the click'
                  : '–'}
            </span>
          </li>
        );
      })}
      {end && (
        <li data-reached="failed">
          <b>{end.text === 'exited' ? 'Closed' : 'Failed'}</b>
          <span>{Math.round(end.atMs - clickedAt)} ms</span>
        </li>
      )}
    </ol>
  );
}

/** Whether the same session was opening before. */
function wasOpening(entries: readonly LogEntry[], index: number): boolean {
  const before = entries.slice(0, index).findLast(({ kind }) => kind === 'status');
  return before?.text === 'opening';
}

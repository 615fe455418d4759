import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Log, LogEntry } from './log';

const KINDS: Readonly<Record<LogEntry['kind'], string>> = {
  status: 'Status',
  event: 'Plaid event',
  request: 'Request',
  result: 'Result',
  item: 'Item',
};

/** All log entries, newest last. */
export function LogView({ log }: { log: Log }) {
  const entries = useSyncExternalStore(log.subscribe, log.entries);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // Scroll the list only: scrollIntoView() would also move the page that a designer looks at.
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [entries]);
  return (
    <section className="playground-log" aria-labelledby="playground-log">
      <h2 id="playground-log">Everything that happens</h2>
      {entries.length === 0 ? (
        <p>Nothing yet: an idle button costs nothing. Point at it, or click it.</p>
      ) : (
        // The list scrolls, so the keyboard must reach it.
        <ol ref={list} tabIndex={0} aria-label="Statuses, events, requests and results">
          {entries.map(({ id, seconds, kind, text }) => (
            <li key={id} data-kind={kind}>
              <span>{seconds} s</span>
              <b>{KINDS[kind]}</b>
              <code>{text}</code>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

import type { ActivityEntry } from './use-activity';

const SOURCES: Record<ActivityEntry['from'], string> = {
  page: 'status',
  link: 'Link event',
  backend: 'page → backend',
  plaid: 'backend → Plaid',
  webhook: 'Plaid → backend',
};

/** Shows statuses, Link's events, and requests. */
export function ActivityPanel({ entries }: { entries: ActivityEntry[] }) {
  return (
    <aside aria-labelledby="activity">
      <h2 id="activity">What is going on</h2>
      {entries.length > 0 && <p className="hint">Newest first.</p>}
      {entries.length === 0 && (
        <p className="hint">Nothing yet: idle buttons ask for nothing. Point at one.</p>
      )}
      <ol className="activity">
        {entries.map(({ id, time, from, what, status }) => (
          <li key={id} data-from={from}>
            <time>{time}</time>
            <span className="from">{SOURCES[from]}</span>
            <span className="what">{what}</span>
            {status !== undefined && (
              <span className={status < 400 && status > 0 ? 'ok' : 'bad'}>
                {status || 'failed'}
              </span>
            )}
          </li>
        ))}
      </ol>
    </aside>
  );
}

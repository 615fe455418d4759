import type { Ledger } from '../api';
import { useDemo } from './demo-context';
import { formatDay, formatMoney } from './formats';

/** Transactions of an Item: those that are paused are grey rows, which fill in after the repair. */
export function LedgerView({ ledger }: { ledger: Ledger | undefined }) {
  const { texts } = useDemo();
  if (!ledger) return <div className="ledger ledger-empty" aria-busy="true" />;
  const { entries, freshCount, pausedSince } = ledger;
  return (
    <section className="ledger" aria-labelledby="ledger">
      <header>
        <h3 id="ledger">{texts.recent}</h3>
        <p role="status" data-tone={pausedSince ? 'paused' : 'fresh'}>
          {pausedSince
            ? texts.pausedSince(formatDay(pausedSince, texts.locale))
            : texts.newEntries(freshCount)}
        </p>
      </header>
      {pausedSince && (
        <div className="ghosts" aria-hidden="true">
          {[1, 2, 3, 4, 5].map((row) => (
            <span key={row}>
              <i className="mark" />
            </span>
          ))}
        </div>
      )}
      <ul>
        {entries.map(({ id, name, amount, date }, index) => (
          <li key={id} data-fresh={index < freshCount || undefined}>
            <span className="mark" aria-hidden="true">
              {name.slice(0, 1)}
            </span>
            <span className="name">{name}</span>
            <time dateTime={date}>{formatDay(date, texts.locale)}</time>
            <span className="amount" data-in={amount > 0 || undefined}>
              {amount > 0 ? '+' : ''}
              {formatMoney(amount, texts.locale)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

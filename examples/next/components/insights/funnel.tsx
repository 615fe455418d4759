import { STEPS, type Step, type WeekRow } from '@/lib/insights';

const NAMES: Readonly<Record<Step, string>> = {
  shown: 'Shown',
  clicked: 'Clicked',
  opened: 'Opened',
  succeeded: 'Succeeded',
  confirmed: 'Confirmed',
};

const COLUMN = 56;
const GAP = 24;
const HEIGHT = 180;
/** Below the columns, for the names of the weeks. */
const FOOT = 30;
/** Above them, for their numbers. */
const HEAD = 28;

/** Columns, one for each week. The whole column was shown its notice; the darker it is, the further its users came. */
export function Funnel({ weeks }: { weeks: WeekRow[] }) {
  if (weeks.length === 0) return <p className="empty">No notice was shown in these weeks.</p>;
  const all = Object.fromEntries(
    STEPS.map((step) => [step, weeks.reduce((sum, row) => sum + row[step], 0)]),
  ) as Record<Step, number>;
  const most = Math.max(...weeks.map(({ shown }) => shown));
  const width = weeks.length * (COLUMN + GAP);
  const high = (count: number): number => (HEIGHT * count) / most;
  return (
    <>
      <p className="figure">
        Of <strong>{all.shown}</strong> that were shown, <strong>{all.confirmed}</strong> work
        again: <strong>{percent(all.confirmed, all.shown)}</strong>.
      </p>
      <figure>
        <svg
          viewBox={`0 0 ${width} ${HEAD + HEIGHT + FOOT}`}
          role="img"
          aria-label="For each week, how many connections were shown, clicked, opened, succeeded and confirmed. The table has the numbers."
        >
          {weeks.map((row, index) => {
            const x = index * (COLUMN + GAP) + GAP / 2;
            return (
              <g key={row.week.getTime()}>
                <text x={x + COLUMN / 2} y={HEAD + HEIGHT - high(row.shown) - 6}>
                  {row.shown}
                </text>
                {STEPS.filter((step) => row[step] > 0).map((step) => (
                  <rect
                    key={step}
                    data-step={step}
                    x={x}
                    y={HEAD + HEIGHT - high(row[step])}
                    width={COLUMN}
                    height={high(row[step])}
                  />
                ))}
                <text x={x + COLUMN / 2} y={HEAD + HEIGHT + FOOT - 6}>
                  {monthAndDay(row.week)}
                </text>
              </g>
            );
          })}
        </svg>
      </figure>
      <div className="scroll" tabIndex={0} role="region" aria-labelledby="funnel">
        <table>
          <thead>
            <tr>
              <th scope="col">Week of</th>
              {STEPS.map((step) => (
                <th key={step} scope="col">
                  <span className="swatch" data-step={step} aria-hidden="true" />
                  {NAMES[step]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((row) => (
              <tr key={row.week.getTime()}>
                <th scope="row">
                  <time dateTime={row.week.toISOString().slice(0, 10)}>
                    {monthAndDay(row.week)}
                  </time>
                </th>
                {STEPS.map((step) => (
                  <Count key={step} count={row[step]} of={row.shown} />
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              {STEPS.map((step) => (
                <Count key={step} count={all[step]} of={all.shown} />
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}

function Count({ count, of }: { count: number; of: number }) {
  return (
    <td>
      {count}
      <small>{percent(count, of)}</small>
    </td>
  );
}

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

/** Weeks begin on a Monday in UTC. */
const monthAndDay = (date: Date): string =>
  date.toLocaleDateString('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });

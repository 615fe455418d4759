import type { BankRow } from '@/lib/insights';
import { Bar } from './bar';

const DAY_MS = 24 * 60 * 60_000;

export function BankTable({ rows, now }: { rows: BankRow[]; now: Date }) {
  if (rows.length === 0) return <p className="empty">No user has connected a bank yet.</p>;
  const broken = sum(rows.map((row) => row.broken));
  const ending = sum(rows.map((row) => row.ending));
  const largest = Math.max(...rows.map(({ total }) => total));
  return (
    <>
      <p className="figure">
        <strong>{broken}</strong> of {sum(rows.map(({ total }) => total))} connections need a
        sign-in now, and <strong>{ending}</strong> will soon.
      </p>
      <div className="scroll" tabIndex={0} role="region" aria-labelledby="banks">
        <table>
          <thead>
            <tr>
              <th scope="col">Bank</th>
              <th scope="col">
                <Swatch tone="broken" />
                Broken
              </th>
              <th scope="col">
                <Swatch tone="ending" />
                Ending
              </th>
              <th scope="col">
                <Swatch tone="rest" />
                Working
              </th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ bank, total, broken, ending, since }) => (
              <tr key={bank}>
                <th scope="row">
                  {bank}
                  <Bar
                    total={largest}
                    parts={[
                      { tone: 'broken', value: broken },
                      { tone: 'ending', value: ending },
                      { tone: 'rest', value: total - broken - ending },
                    ]}
                  />
                </th>
                <td>{broken}</td>
                <td>{ending}</td>
                <td>{total - broken - ending}</td>
                <td>{since ? <Since since={since} now={now} /> : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Since({ since, now }: { since: Date; now: Date }) {
  const days = Math.floor((now.getTime() - since.getTime()) / DAY_MS);
  const date = since.toLocaleDateString('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <>
      <time dateTime={since.toISOString()}>{date}</time>
      <br />
      {days <= 0 ? 'today' : days === 1 ? '1 day' : `${days} days`}
    </>
  );
}

function Swatch({ tone }: { tone: string }) {
  return <span className="swatch" data-tone={tone} aria-hidden="true" />;
}

const sum = (values: number[]): number => values.reduce((all, value) => all + value, 0);

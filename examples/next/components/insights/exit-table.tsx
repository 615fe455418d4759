import type { ExitRow } from '@/lib/insights';
import { Bar } from './bar';

export function ExitTable({ rows }: { rows: ExitRow[] }) {
  const [first] = rows;
  if (!first) return <p className="empty">No user has left Link in these weeks.</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-labelledby="exits">
      <table>
        <thead>
          <tr>
            <th scope="col">View, error</th>
            <th scope="col">Exits</th>
            <th scope="col">Half of them within</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ view, errorCode, exits, medianMs }) => (
            <tr key={`${view} ${errorCode}`}>
              <th scope="row">
                <code>{view ?? 'unknown'}</code> {errorCode ? <code>{errorCode}</code> : 'no error'}
                <Bar total={first.exits} parts={[{ tone: 'exit', value: exits }]} />
              </th>
              <td>{exits}</td>
              <td>{medianMs === null ? '–' : `${Math.round(medianMs / 1_000)} s`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

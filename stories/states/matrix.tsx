import type { ReactNode } from 'react';
import { LOCALES, type Locale, type LocaleName } from '../locales/locales';
import './matrix.css';

/** A state, and how it is shown. */
export interface MatrixRow {
  name: string;
  /** When the user meets it. */
  when: string;
  /** The live story of this state. */
  story: string;
  /** Static, below a provider of its own. */
  show(locale: Locale): ReactNode;
}

interface Column {
  name: string;
  theme: 'light' | 'dark';
  locale: LocaleName;
  /** In pixels. */
  width?: number;
}

const COLUMNS: readonly Column[] = [
  { name: 'Light', theme: 'light', locale: 'en' },
  { name: 'Dark', theme: 'dark', locale: 'en' },
  { name: 'Arabic', theme: 'light', locale: 'ar' },
  { name: '320 px', theme: 'light', locale: 'en', width: 320 },
];

/** With cells wider than this, in pixels, four in a row are wider than a screen: they stand in two lines of two. */
const NARROW = 300;

interface MatrixProps {
  title: string;
  /** The width of a cell that has room, in pixels. */
  width: number;
  rows: readonly MatrixRow[];
}

/** Every state in each of its looks, side by side. Each cell links to the story in which it is live. */
export function Matrix({ title, width, rows }: MatrixProps) {
  const lines = width > NARROW ? [COLUMNS.slice(0, 2), COLUMNS.slice(2)] : [COLUMNS];
  return (
    <main className="matrix" dir="ltr" lang="en">
      <h1>{title}</h1>
      <p>
        Everything here is still: no Link, no server. Press <b>Live</b> below a cell for the story
        in which it works.
      </p>
      <div className="matrix-scroll" role="region" aria-label={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">State</th>
              {lines[0]?.map(({ name }, index) => (
                <th scope="col" key={name}>
                  {lines.map((columns) => columns[index]?.name).join(', below it ')}
                </th>
              ))}
            </tr>
          </thead>
          {rows.map((row) => (
            <tbody key={row.name}>
              {lines.map((columns, line) => (
                <tr key={line}>
                  {line === 0 && (
                    <th scope="rowgroup" rowSpan={lines.length}>
                      {row.name}
                      <span>{row.when}</span>
                    </th>
                  )}
                  {columns.map((column) => (
                    <Cell key={column.name} row={row} column={column} width={width} />
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </main>
  );
}

interface CellProps {
  row: MatrixRow;
  column: Column;
  width: number;
}

function Cell({ row, column, width }: CellProps) {
  const { theme, locale: name } = column;
  const locale = LOCALES[name];
  const globals = `theme:${theme};locale:${name}`;
  return (
    <td data-theme={theme} style={{ colorScheme: theme }}>
      <div
        className="matrix-shown"
        dir={locale.direction}
        lang={locale.lang}
        style={{ inlineSize: column.width ?? width }}
      >
        {row.show(locale)}
      </div>
      <a href={`?path=/story/${row.story}&globals=${globals}`} target="_top">
        Live
        <span>
          : {row.name}, {column.name}
        </span>
      </a>
    </td>
  );
}

import { Fragment } from 'react';
import { ENGLISH } from '../locales/english';
import { LOCALES, type LocaleName } from '../locales/locales';
import { wordsOf } from './samples';
import { WHEN } from './when';
import './words.css';

const GROUPS = [
  { title: 'List', begins: /^(list|row)/ },
  { title: 'Read out to screen readers', begins: /^announce/ },
  { title: 'Notice', begins: /^(notice|trust|why|last|openBank|done|yourBank)/ },
  { title: 'Button', begins: /^/ },
];

/** The languages of the package, then the samples. */
const COLUMNS = (Object.keys(LOCALES) as LocaleName[]).filter((name) => name !== 'longest');

/** Every text in every language, and when it shows. */
export function Words() {
  const names = Object.keys(ENGLISH).filter((name) => name !== 'locale');
  const groupOf = (name: string) => GROUPS.find(({ begins }) => begins.test(name));
  return (
    <main className="words" dir="ltr" lang="en">
      <h1>Words</h1>
      <p>
        Every text that the components show or read out. An app replaces any of them:{' '}
        <code>{'messages={{ notice: { dismiss: "Later" } }}'}</code>. Here the bank is Tartan Bank.
      </p>
      <div className="words-scroll" role="region" aria-label="Words" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Name, and when it shows</th>
              {COLUMNS.map((name) => (
                <th scope="col" key={name}>
                  {LOCALES[name].title}
                </th>
              ))}
            </tr>
          </thead>
          {GROUPS.toReversed().map((group) => (
            <Fragment key={group.title}>
              <tbody>
                <tr>
                  <th scope="rowgroup" colSpan={COLUMNS.length + 1} className="words-group">
                    {group.title}
                  </th>
                </tr>
                {names
                  .filter((name) => groupOf(name) === group)
                  .map((name) => (
                    <Row key={name} name={name} />
                  ))}
              </tbody>
            </Fragment>
          ))}
        </table>
      </div>
    </main>
  );
}

function Row({ name }: { name: string }) {
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
        <span>{WHEN.get(name)}</span>
      </th>
      {COLUMNS.map((column) => {
        const { lang, direction, messages } = LOCALES[column];
        return (
          <td key={column} lang={lang} dir={direction}>
            {wordsOf(messages, name).map((text) => (
              <p key={text}>{text}</p>
            ))}
          </td>
        );
      })}
    </tr>
  );
}

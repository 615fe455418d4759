/** `npm run docs:words`: writes docs/words.md, every text in every language, from the code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { agoWords, dayWords } from '../src/components/notice/notice-dates';
import { createRelinkError, ERROR_FACTS } from '../src/core/errors/catalogue';
import type { RelinkErrorCode } from '../src/core/errors/code';
import { sessionErrors } from '../src/core/engine/machine/session-errors';
import { REMEDIES } from '../src/core/types';
import { flatMessages } from '../src/messages/flat-messages';
import type { RelinkMessages } from '../src/messages/types';
import type { RelinkMailTexts } from '../src/server/mail/mail-texts';
import { LANGUAGES } from '../test/support/languages';
import { MAIL_LANGUAGES } from '../test/support/mail-languages';
import { INTRO, MAIL_INTRO, OUTRO } from './docs-words-prose';

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);

type Key = keyof RelinkMessages;
/** What a text gets in one situation, by the language of the texts, and the words for that situation. */
type Sample = [situation: string, args: (messages: RelinkMessages) => unknown[]];

const NAMES: [language: keyof typeof LANGUAGES, name: string][] = [
  ['en', 'English'],
  ['de', 'German'],
  ['de-du', 'German, du'],
  ['fr', 'French'],
  ['es', 'Spanish'],
];
const BANK = 'Tartan Bank';
const NOW = new Date(2026, 10, 29, 12).getTime();
const CODES = Object.keys(ERROR_FACTS) as RelinkErrorCode[];

const subject = (
  { locale, lastUpdated }: RelinkMessages,
  reason: string | null,
  end: Date | null,
): unknown[] => [
  {
    bank: BANK,
    reason,
    until: null,
    inDays: null,
    weekday: null,
    ...(end && dayWords(end, NOW, { locale, month: 'long' })),
    lastUpdate: lastUpdated({ ago: agoWords(new Date(2026, 10, 17), NOW, locale) }),
  },
];
const about = (...subjects: [string, object][]): Sample[] =>
  subjects.map(([situation, value]) => [situation, () => [value]]);
const plain: Sample[] = [['', (messages) => subject(messages, null, null)]];

const reasons: Sample[] = [
  null,
  'OAUTH_USER_REVOKED',
  'OAUTH_CONSENT_EXPIRED',
  'ADDITIONAL_CONSENT_REQUIRED',
].map((reason) => [reason ? `\`${reason}\`` : '', (messages) => subject(messages, reason, null)]);
const ends: Sample[] = [
  ['within a week', (messages) => subject(messages, null, new Date(2026, 11, 2, 12))],
  ['later', (messages) => subject(messages, null, new Date(2026, 11, 20, 12))],
  ['day not known', (messages) => subject(messages, null, null)],
];
const aged: Sample[] = [
  ['', ({ locale }) => [{ ago: agoWords(new Date(2026, 10, 17, 12), NOW, locale) }]],
  ['in the first minute', () => [{ ago: null }]],
];
const unchecked: Sample[] = [
  ...CODES.map((code): Sample => [`\`${code}\``, () => [{ code, count: 1 }]]),
  ['several Items', () => [{ code: 'network_error', count: 3 }]],
];
const failures: Sample[] = [
  ...CODES.map((code): Sample => {
    const error = createRelinkError(code, { message: 'For developers.' });
    return [`\`${code}\``, () => [error, { bank: BANK }]];
  }),
  ...REMEDIES.filter((remedy) => remedy !== 'none' && remedy !== 'relink').map((remedy): Sample => {
    const error = sessionErrors.notRelinkable('item', null, remedy);
    return [`\`not_relinkable\` with the remedy \`${remedy}\``, () => [error, { bank: BANK }]];
  }),
  [
    '`session_in_progress`, where the name of the other bank is known',
    () => [
      createRelinkError('session_in_progress', { message: 'For developers.' }),
      { bank: BANK, otherBank: 'Bank of Elms' },
    ],
  ],
];

const SAMPLES: Partial<Record<Key, Sample[]>> = {
  failed: failures,
  retryIn: about(['', { seconds: 42 }]),
  reference: about(['', { requestId: 'mXKt5sEZBnHm41h' }]),
  noticeRelink: reasons,
  rowRelink: reasons,
  noticeExpiring: ends,
  noticeMigrating: ends,
  rowExpiring: ends,
  rowMigrating: ends,
  noticeUnchecked: unchecked,
  rowUnchecked: unchecked,
  trust: about(
    ['', { bank: BANK, oauth: null, count: 1 }],
    ['a bank with OAuth', { bank: BANK, oauth: true, count: 1 }],
  ),
  lastUpdated: aged,
  lastChecked: aged,
  announceFailed: [['', () => ['…', { bank: BANK }]]],
  listTitle: about(
    ['sign in to each', { total: 3, done: 0, task: 'sign_in' }],
    ['one of three is left', { total: 3, done: 2, task: 'sign_in' }],
    ['different things to do', { total: 3, done: 0, task: 'mixed' }],
    ['outages alone', { total: 0, done: 0, task: 'wait' }],
    ['nothing that the user can do', { total: 0, done: 0, task: 'mixed' }],
  ),
  listText: about(
    ['several left', { left: 3, next: BANK }],
    ['several left, the bank not known', { left: 3, next: null }],
    ['one left', { left: 1, next: BANK }],
    ['none left', { left: 0, next: null }],
  ),
  listDone: about(['all repaired', { total: 3, done: 3 }], ['some left', { total: 3, done: 1 }]),
  listProgress: about(['', { total: 3, done: 2 }]),
  listStep: about(['', { step: 1, total: 3 }]),
};

const SECTIONS: [heading: string, group: string, file: string, type: string][] = [
  ['`<RelinkButton>`', 'button', 'types', 'ButtonMessages'],
  ['`<RelinkNotice>`', 'notice', 'notice-types', 'NoticeMessages'],
  ['`<RelinkList>`', 'list', 'types', 'ListMessages'],
  ['What a screen reader reads out', 'announcements', 'types', 'Announcements'],
];

export function makeWordsPage(): string {
  const sections = SECTIONS.map(([heading, group, file, type]) => {
    const texts = textsOf(`src/messages/${file}.ts`, type);
    const entries = texts.map(([key, comment]) => entryOf(group, key as Key, situationOf(comment)));
    return `## ${heading}\n\n${entries.join('\n')}`;
  });
  return `${INTRO}\n${sections.join('\n')}\n${OUTRO}\n${makeMailSection()}`;
}

/** The texts of an interface that are not optional, with their docstrings. */
function textsOf(path: string, type: string): [key: string, comment: string | undefined][] {
  const source = readFileSync(at(path), 'utf8');
  const [, body = ''] =
    new RegExp(`export interface ${type} \\{([\\s\\S]*?)\\n\\}`).exec(source) ?? [];
  const keys = [...body.matchAll(/(?:\/\*\*([\s\S]*?)\*\/\n)? {2}(\w+)(\??):/g)];
  return keys.flatMap(([, comment, key = '', isOptional]) =>
    isOptional ? [] : [[key, comment] as [string, string | undefined]],
  );
}

type MailSample = [situation: string, subject: (language: keyof typeof MAIL_LANGUAGES) => object];

const mailSubject = (reason: string | null): MailSample[1] => {
  return () => ({ bank: BANK, appName: APP, reason, ends: null });
};
const APP = 'Acme';
const END = new Date('2026-12-06T17:05:00Z');
const endIn = (language: keyof typeof MAIL_LANGUAGES, format: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(MAIL_LANGUAGES[language].locale, { ...format, timeZone: 'UTC' })
    .format(END)
    // Before "PM" some versions of Node write a narrow space.
    .replaceAll('\u202f', ' ');
const MAIL_DAY = { day: 'numeric', month: 'long' } as const;
const mailEnds: MailSample[] = [
  ['', (language) => ({ bank: BANK, appName: APP, reason: null, ends: endIn(language, MAIL_DAY) })],
  ['day not known', mailSubject(null)],
];
const MAIL_SAMPLES: Partial<Record<keyof RelinkMailTexts, MailSample[]>> = {
  relink: [null, 'OAUTH_USER_REVOKED', 'OAUTH_CONSENT_EXPIRED', 'ADDITIONAL_CONSENT_REQUIRED'].map(
    (reason) => [reason ? `\`${reason}\`` : '', mailSubject(reason)],
  ),
  expiring: mailEnds,
  migrating: mailEnds,
  linkEnds: [
    [
      '',
      (language) => ({
        date: endIn(language, MAIL_DAY),
        time: endIn(language, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }),
      }),
    ],
  ],
};

function makeMailSection(): string {
  const entries = textsOf('src/server/mail/mail-texts.ts', 'RelinkMailTexts').map(
    ([name, comment]) => {
      const key = name as keyof RelinkMailTexts;
      const tables = (MAIL_SAMPLES[key] ?? [['', mailSubject(null)] satisfies MailSample]).map(
        ([when, subject]) =>
          `${when && `${when}:\n\n`}${tableOf((language) => shown(MAIL_LANGUAGES[language][key], [subject(language)]))}`,
      );
      return `### \`${name}\`\n\n${situationOf(comment)}\n\n${tables.join('\n')}`;
    },
  );
  return `${MAIL_INTRO}\n${entries.join('\n')}`;
}

/** A text in each language. Where the text with "du" is that with "Sie", it has no row of its own. */
function tableOf(textIn: (language: keyof typeof LANGUAGES) => string): string {
  const rows = NAMES.flatMap(([language, name]) =>
    language === 'de-du' && textIn('de-du') === textIn('de')
      ? []
      : [`| ${name} | ${textIn(language)} |\n`],
  );
  return `| language | text |\n|---|---|\n${rows.join('')}`;
}

/** The docstring of a key, without its tags. */
function situationOf(comment = ''): string {
  const [text = ''] = comment.replaceAll(/\n? +\* ?/g, ' ').split('@default');
  return text.trim();
}

function entryOf(group: string, key: Key, situation: string): string {
  const short = shortName(group, key);
  const flat = short === key ? '' : ` (\`${key}\`)`;
  const rows = new Map<string, string[]>();
  for (const [words, args] of SAMPLES[key] ?? plain) {
    const textIn = (language: keyof typeof LANGUAGES): string =>
      shown(LANGUAGES[language][key], args(LANGUAGES[language]));
    const table = tableOf(textIn);
    rows.set(table, [...(rows.get(table) ?? []), words]);
  }
  const tables = [...rows].map(([table, words]) => {
    const when = words
      .filter(Boolean)
      .map((word) => (/^\w+_\w+$/i.test(word) ? `\`${word}\`` : word));
    return `${when.length > 0 ? `${when.join(', ')}:\n\n` : ''}${table}`;
  });
  return `### \`${group}.${short}\`${flat}\n\n${situation ? `${situation}\n\n` : ''}${tables.join('\n')}`;
}

/** The name of a text in its group, as `flatMessages` reads it. */
function shortName(group: string, key: string): string {
  const [short] = [/^(?:notice|list|announce)(?=[A-Z])/]
    .map((prefix) => key.replace(prefix, ''))
    .map((rest) => rest.charAt(0).toLowerCase() + rest.slice(1));
  const given = flatMessages({ [group]: { [short ?? key]: () => '' } });
  if (!given || !(key in given)) throw new Error(`${group}.${short} is not ${key}.`);
  return short ?? key;
}

function shown(text: unknown, args: unknown[]): string {
  const result =
    typeof text === 'function' ? (text as (...args: unknown[]) => unknown)(...args) : text;
  if (typeof result === 'string') return result;
  const { title, text: long, action, status, detail } = result as Record<string, string | null>;
  if (status) return detail ? `**${status}** · ${detail}` : `**${status}**`;
  return [`**${title}**`, long, action && `[ ${action} ]`].filter(Boolean).join('<br>');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(at('docs/words.md'), makeWordsPage());

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NoticeSubject, RelinkMessages } from 'react-plaid-relink';
import { createRelinkError, ERROR_FACTS } from '../../src/core/errors/catalogue';
import type { RelinkErrorCode } from '../../src/core/errors/code';
import { sessionErrors } from '../../src/core/engine/machine/session-errors';
import { REMEDIES } from '../../src/core/types';
import { bankName } from '../../src/core/bank-name';
import { LANGUAGES } from '../support/languages';

const BANK = 'Tartan Bank';
const REASONS = [
  null,
  'OAUTH_USER_REVOKED',
  'OAUTH_CONSENT_EXPIRED',
  'ADDITIONAL_CONSENT_REQUIRED',
];
const ENDS: Pick<NoticeSubject, 'until' | 'inDays' | 'weekday'>[] = [
  { until: null, inDays: null, weekday: null },
  { until: '1 XII', inDays: null, weekday: null },
  { until: '1 XII', inDays: 'T-1', weekday: null },
  { until: '1 XII', inDays: 'T-3', weekday: 'D2' },
];
const END = { until: '1 XII', inDays: null, weekday: null };
const CODES = Object.keys(ERROR_FACTS) as RelinkErrorCode[];
const ERRORS = [
  ...CODES.map((code) => createRelinkError(code, { message: 'For developers.' })),
  ...REMEDIES.map((remedy) => sessionErrors.notRelinkable('item', null, remedy)),
];

/** Every text that a set can show, by its key. */
function textsOf(messages: RelinkMessages, bank: string): [key: string, text: string][] {
  const subjects = REASONS.flatMap((reason) =>
    ENDS.map((end): NoticeSubject => ({ bank, reason, lastUpdate: 'then', ...end })),
  );
  const counts = [
    { total: 0, done: 0 },
    { total: 1, done: 0 },
    { total: 3, done: 0 },
    { total: 3, done: 2 },
    { total: 3, done: 3 },
  ];
  const args: Partial<Record<keyof RelinkMessages, unknown[][]>> = {
    retryIn: [[{ seconds: 42 }]],
    reference: [[{ requestId: 'mXK2' }]],
    nothingChanged: [[{ bank }]],
    openBank: [[{ bank }]],
    failed: ERRORS.map((error) => [error, { bank }]),
    announceFailed: [['Why.', { bank }]],
    trust: [null, true, false].flatMap((oauth) => [1, 3].map((count) => [{ bank, oauth, count }])),
    lastUpdated: [[{ ago: null }], [{ ago: 'then' }]],
    lastChecked: [[{ ago: null }], [{ ago: 'then' }]],
    noticeUnchecked: CODES.flatMap((code) => [1, 3].map((count) => [{ code, count }])),
    rowUnchecked: CODES.map((code) => [{ code, count: 1 }]),
    listTitle: counts.flatMap((count) =>
      ['sign_in', 'mixed', 'wait'].map((task) => [{ ...count, task }]),
    ),
    listDone: counts.map((count) => [count]),
    listProgress: counts.map((count) => [count]),
    listStep: [[{ step: 1, total: 3 }]],
    listText: [0, 1, 3].flatMap((left) => [null, bank].map((next) => [{ left, next }])),
  };
  return Object.entries(messages).flatMap(([key, text]): [string, string][] => {
    if (typeof text !== 'function') return [[key, String(text)]];
    const calls = args[key as keyof RelinkMessages] ?? subjects.map((subject) => [subject]);
    return calls.flatMap((call): [string, string][] => {
      const result: unknown = (text as (...args: unknown[]) => unknown)(...call);
      if (typeof result === 'string') return [[key, result]];
      return Object.entries(Object(result) as Record<string, string | null>).flatMap(
        ([part, value]): [string, string][] =>
          value === null ? [] : [[part === 'action' ? `${key}.action` : key, value]],
      );
    });
  });
}

/** The labels of buttons. One with the name of the bank is as long as the name. */
const LABELS =
  /^(idle|confirming|relinked|tryAgain|checkAgain|signIn|getHelp|openHosted|retryIn|cancel|copy|copied|done|listSkip|noticeDismiss|noticeSignIn|.*\.action)$/;

describe('the texts of each language', () => {
  const english = LANGUAGES.en;
  const keys = Object.keys(english).sort();

  it.each(Object.entries(LANGUAGES))('%s has every key, and no other', (_, messages) => {
    expect(Object.keys(messages).sort()).toEqual(keys);
  });

  it('each key is read by a component', () => {
    const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => /^(components|react)\/.*\.tsx?$|^core\/bank-name/.test(file))
      .map((file) => readFileSync(`src/${file}`, 'utf8'))
      .join('\n');
    // `messages.key`, `{ key } = messages`, `{ key }: Messages`, or a name by which `texts[name]` is read.
    const isRead = (key: string): boolean =>
      new RegExp(`\\b(messages|texts)\\??\\.${key}\\b|[{,] ${key}\\b[^{}]*\\} ?[=:]|'${key}'`).test(
        source,
      );
    expect(keys.filter((key) => !isRead(key))).toEqual([]);
  });

  describe.each(Object.entries(LANGUAGES))('%s', (language, messages) => {
    const texts = textsOf(messages, BANK);
    const withoutName = textsOf(messages, messages.yourBank);

    it('the label of a button has at most 16 characters, or 17 where it counts or opens Plaid', () => {
      const long = texts.filter(([key, text]) => {
        const isLonger = key === 'retryIn' || key === 'openHosted';
        return LABELS.test(key) && text.length > (isLonger ? 17 : 16);
      });
      expect(long).toEqual([]);
    });

    it('the status of a row has at most 32 characters, and no text more than 175', () => {
      const long = texts.filter(([key, text]) => text.length > (key.startsWith('row') ? 32 : 175));
      expect(long).toEqual([]);
    });

    it('no text shouts, names a secure window, a code, or an empty value', () => {
      const bad = texts.filter(([, text]) =>
        /[!¡]|secure window|sicheren? Fenster|ventana segura|fenêtre sécurisée|undefined|null|NaN|\[object|[A-Z]+_[A-Z]+|\s{2}|^\s|\s$|^$/.test(
          text,
        ),
      );
      expect(bad).toEqual([]);
    });

    it('each announcement and each title about one bank names it', () => {
      const unnamed = texts.filter(
        ([key, text]) => key.startsWith('announce') && !text.includes(BANK),
      );
      expect(unnamed).toEqual([]);
    });

    it('a text about a bank without a name begins with a capital letter, unless it goes on after a status', () => {
      const lower = withoutName.filter(
        ([key, text]) =>
          !/^(row|locale|yourBank|lastUpdated)/.test(key) &&
          !text.startsWith(text.charAt(0).toUpperCase()),
      );
      expect(lower).toEqual([]);
    });

    it('Plaid is named and the password is never seen, for each kind of sign-in', () => {
      const trust = texts.filter(([key]) => key === 'trust').map(([, text]) => text);
      expect(trust.every((text) => text.includes('Plaid'))).toBe(true);
      expect(new Set(trust).size).toBe(2);
      expect(messages.trust({ bank: BANK, oauth: true, count: 3 })).not.toContain(BANK);
    });

    it('dates are written in the language of the texts', () => {
      expect(Intl.DateTimeFormat.supportedLocalesOf(messages.locale)).toEqual([
        language.slice(0, 2),
      ]);
    });
  });

  it('in French no line breaks at the hyphen of a word, as in “Reconnectez-vous”', () => {
    const texts = textsOf(LANGUAGES.fr, BANK);
    expect(texts.filter(([, text]) => /\p{L}-\p{L}/u.test(text))).toEqual([]);
  });

  it.each(Object.entries(LANGUAGES))(
    '%s: the button below an error, or beside what was not checked, does not repeat its words',
    (language, { failed, noticeUnchecked, retryIn, tryAgain }) => {
      const toTry = {
        en: /\btry\b/i,
        de: /erneut|versuch(en Sie)? es/i,
        fr: /réessa/i,
        es: /reintent|inténte/i,
      };
      const verb = toTry[language.slice(0, 2) as keyof typeof toTry];
      expect(tryAgain).toMatch(verb);
      const beside = [
        ...ERRORS.map((error) => failed(error)),
        ...CODES.map((code) => noticeUnchecked({ code, count: 1 }).text),
      ];
      expect(beside.filter((text) => verb.test(text))).toEqual([]);
      const [firstWord = ''] = retryIn({ seconds: 42 }).split(' ');
      const busy = failed(createRelinkError('rate_limited', { message: 'For developers.' }));
      expect(busy.toLowerCase()).not.toContain(firstWord.toLowerCase());
    },
  );

  it.each(Object.entries(LANGUAGES))(
    '%s says that the former connection ends where a bank moves, and not the new one',
    (language, { noticeMigrating }) => {
      const former = { en: 'current one', de: 'bisherige', fr: 'l’ancien', es: 'la actual' };
      const { text } = noticeMigrating({ bank: BANK, reason: null, lastUpdate: null, ...END });
      expect(text).toContain(former[language.slice(0, 2) as keyof typeof former]);
    },
  );

  it('the texts with du never say Sie, Ihr or Ihnen, and otherwise say what those with Sie say', () => {
    const du = textsOf(LANGUAGES['de-du'], 'deine Bank');
    // "Sie" at the start of a sentence is the consent: "Sie ist abgelaufen."
    const formal = du.filter(([, text]) =>
      /\b(Ihr|Ihre|Ihren|Ihrer|Ihnen)\b|\bSie (?!ist)/.test(text),
    );
    expect(formal).toEqual([]);
    const sie = textsOf(LANGUAGES.de, 'deine Bank');
    expect(du.map(([key]) => key)).toEqual(sie.map(([key]) => key));
  });

  it('in German a bank without a name has the right case', () => {
    const bad = [LANGUAGES.de, LANGUAGES['de-du']].flatMap((messages) =>
      textsOf(messages, messages.yourBank).filter(([, text]) =>
        /\b(bei|Bei) (Ihre|deine) Bank\b/.test(text),
      ),
    );
    expect(bad).toEqual([]);
  });
});

describe('the name of a bank', () => {
  it.each([
    ['en', BANK, BANK],
    ['ar', 'E*TRADE (Morgan Stanley)', '\u2068E*TRADE (Morgan Stanley)\u2069'],
    ['he-IL', BANK, `\u2068${BANK}\u2069`],
    ['en', 'بنك الراجحي', '\u2068بنك الراجحي\u2069'],
    ['art', BANK, BANK],
  ])(
    'the name of a bank is isolated only where directions can mix: in %s, %s',
    (locale, name, shown) => {
      expect(bankName(name, { locale })).toBe(shown);
    },
  );

  it('the text for a bank without a name stands where the name is not known', () => {
    expect(bankName(null, undefined)).toBe('your bank');
    expect(bankName('', { yourBank: 'your lender' })).toBe('your lender');
  });
});

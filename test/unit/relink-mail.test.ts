import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import {
  englishMailTexts,
  frenchMailTexts,
  germanInformalMailTexts,
  germanMailTexts,
  isRelinkError,
  relinkMail,
  spanishMailTexts,
  type RelinkMailItem,
  type RelinkMailOptions,
  type RelinkMailTexts,
} from 'react-plaid-relink/server';
import { MAIL_LANGUAGES } from '../support/mail-languages';
import { NO_ACCOUNT } from '../support/no-account';

const URL_OF_PAGE = 'https://secure.plaid.com/link/6f1b?token=a&b=c';
const BROKEN: RelinkMailItem = {
  health: 'needs_update',
  remedy: 'relink',
  error_code: 'ITEM_LOGIN_REQUIRED',
  institution_name: 'Tartan Bank',
};
const OPTIONS: RelinkMailOptions = {
  item: BROKEN,
  url: URL_OF_PAGE,
  expiresAt: new Date('2026-12-06T01:05:00Z'),
  appName: 'Acme',
};
const ITEMS: Record<string, Partial<RelinkMailItem>> = {
  relink: {},
  revoked: { reason: 'OAUTH_USER_REVOKED' },
  'consent ended': { reason: 'OAUTH_CONSENT_EXPIRED' },
  'consent missing': { error_code: null, flags: ['consent'] },
  accounts: { remedy: 'relink_with_accounts' },
  expiring: { health: 'expiring', consent_expiration_time: '2026-12-01T09:00:00Z' },
  migrating: { health: 'expiring', reason: 'INSTITUTION_MIGRATION' },
  new_link: { health: 'revoked', remedy: 'new_link' },
  visit_bank: { remedy: 'visit_bank' },
};

function mailOf(options: Partial<RelinkMailOptions> = {}) {
  const mail = relinkMail({ ...OPTIONS, ...options });
  if (!mail) throw new Error('There is no mail.');
  const { document } = new JSDOM(mail.html).window;
  // Before "AM" some versions of Node write a narrow space.
  const spaced = (text: string): string => text.replaceAll('\u202f', ' ');
  const shown = spaced(document.body.textContent);
  return { ...mail, text: spaced(mail.text), document, shown };
}

/** The message of the error for wrong options. */
function refusal(wrong: object): string {
  try {
    relinkMail({ ...OPTIONS, ...wrong });
  } catch (thrown) {
    if (isRelinkError(thrown) && thrown.code === 'invalid_options') return thrown.message;
    throw thrown;
  }
  throw new Error('The options were taken.');
}

const about = (item: Partial<RelinkMailItem>, more: Partial<RelinkMailOptions> = {}) =>
  mailOf({ ...more, item: { ...BROKEN, ...item } });

describe('relinkMail', () => {
  it('a mail says what is wrong, until when its link works, and who sees the password, in text and in HTML', () => {
    const { subject, text, document, shown } = mailOf();
    expect(subject).toBe('Sign in to Tartan Bank again');
    for (const sentence of [
      'Until you do, Acme gets nothing new from there.',
      'The link works until December 6, 1:05 AM UTC.',
      'never ask for it by mail',
      'Open Acme the way you always do.',
      'You get this mail because you connected Tartan Bank to Acme.',
    ]) {
      expect(text).toContain(sentence);
      expect(shown).toContain(sentence);
    }
    expect(document.querySelector('h1')?.textContent).toBe(subject);
    expect(document.title).toBe(subject);
  });

  it('the HTML has one button, and the address written out; the text has the address on a line of its own', () => {
    const { text, document } = mailOf();
    const [button, address, ...others] = document.querySelectorAll('a');
    expect([button?.textContent, button?.getAttribute('href')]).toEqual(['Reconnect', URL_OF_PAGE]);
    expect([address?.textContent, address?.getAttribute('href')]).toEqual([
      URL_OF_PAGE,
      URL_OF_PAGE,
    ]);
    expect(others).toEqual([]);
    expect(text.split('\n')).toContain(URL_OF_PAGE);
  });

  it('the HTML loads nothing: no picture, script, font or frame', () => {
    const { html, document } = mailOf();
    expect(document.querySelectorAll('img, script, link, iframe, object, form, svg').length).toBe(
      0,
    );
    expect(html).not.toMatch(/url\(|@import|src=/);
  });

  it.each(Object.entries(MAIL_LANGUAGES))(
    'the mail in %s has a text for each problem, and names bank and app',
    (_, texts) => {
      const subjects = Object.values(ITEMS).map((item) => {
        const { subject, text } = about(item, { texts });
        expect(text).toContain('Acme');
        expect(text).not.toMatch(/undefined|null|\[object/);
        expect(subject).toContain('Tartan Bank');
        return subject;
      });
      // A bank that moves and a consent that ends ask for the same.
      expect(new Set(subjects).size).toBe(subjects.length - 1);
    },
  );

  it.each(Object.entries(MAIL_LANGUAGES))(
    'the mail in %s about an account that was taken back says nothing of the user’s other accounts',
    (_, texts) => {
      const { text } = about({ remedy: 'relink_with_accounts', error_code: null }, { texts });
      expect(text).not.toMatch(NO_ACCOUNT);
    },
  );

  it('the label of the link has no colon, which French sets apart and English does not', () => {
    const { text } = mailOf({ texts: frenchMailTexts });
    expect(text).toContain(`\nReconnecter\n${URL_OF_PAGE}\n`);
  });

  it.each([
    ['healthy', 'none', undefined],
    ['unavailable', 'wait', undefined],
    ['needs_update', 'relink', 'duplicate'],
  ] as const)(
    'there is no mail about an Item that is %s with the remedy %s and the reason %s',
    (health, remedy, reason) => {
      expect(relinkMail({ ...OPTIONS, item: { health, remedy, reason } })).toBeNull();
    },
  );

  it('there is no mail about an Item of which the backend says that it is one too many', () => {
    const item = { health: 'needs_update', remedy: 'relink', duplicate_of: 'item-2' } as const;
    expect(relinkMail({ ...OPTIONS, item })).toBeNull();
  });

  it('a mail says when access ends, in the user’s time zone, and "soon" where that is not known', () => {
    const item = { health: 'expiring', consent_expiration_time: '2026-12-01T03:00:00Z' } as const;
    const zone = { timeZone: 'America/Los_Angeles' };
    expect(about(item).text).toContain('ends on December 1.');
    expect(about(item, zone).text).toContain('ends on November 30.');
    expect(about(item, zone).text).toContain('until December 5, 5:05 PM PST');
    expect(about({ ...item, consent_expiration_time: '2026-12-01' }, zone).text).toContain(
      'ends on December 1.',
    );
    expect(about({ health: 'expiring' }).text).toContain('ends soon. Renew it now');
    const french = about(item, { texts: frenchMailTexts });
    expect(french.text).toContain('expire le 1er décembre.');
    expect(about(item, { texts: germanMailTexts }).text).toContain('endet am 1. Dezember.');
    expect(about(item, { texts: spanishMailTexts }).text).toContain('vence el 1 de diciembre.');
  });

  it('a mail whose link has no end does not speak of one', () => {
    expect(mailOf({ expiresAt: null }).text).toContain('The link is for you alone');
    expect(mailOf({ expiresAt: undefined }).text).not.toContain('until December');
  });

  it('a bank whose name is not known is called as the language has it', () => {
    const unknown = { institution_name: null };
    expect(about(unknown).subject).toBe('Sign in to your bank again');
    expect(about(unknown, { texts: germanMailTexts }).subject).toBe(
      'Bitte bei Ihrer Bank neu anmelden',
    );
    expect(about(unknown, { texts: germanInformalMailTexts }).subject).toBe(
      'Melde dich neu bei deiner Bank an',
    );
    expect(about({ institution_name: '\u202e\n' }).subject).toBe('Sign in to your bank again');
  });

  it('no name, text or address becomes markup', () => {
    const evil = `</title><img src=x onerror="alert(1)"> & 'Co'`;
    const texts: RelinkMailTexts = { ...englishMailTexts, why: () => evil, address: evil };
    const { document, shown, subject } = about(
      { institution_name: evil },
      { appName: evil, texts, url: 'https://app.test/"><img src=y>?a=\'&b' },
    );
    expect(document.querySelectorAll('img').length).toBe(0);
    expect(document.title).toBe(`Sign in to ${evil} again`);
    expect(subject).toBe(document.title);
    expect(shown.split(evil).length).toBeGreaterThan(4);
    expect(document.querySelector('a')?.href).toMatch(/^https:\/\/app\.test\/%22%3E%3Cimg/);
  });

  it('a name with line breaks begins no header and no paragraph', () => {
    const { subject, text } = about(
      { institution_name: 'Tartan\r\nBcc: eve@evil.test\u2028Bank' },
      { appName: 'Ac\nme' },
    );
    expect(subject).toBe('Sign in to Tartan Bcc: eve@evil.test Bank again');
    expect(text).toContain('because you connected Tartan Bcc: eve@evil.test Bank to Ac me.');
    const texts = { ...englishMailTexts, relink: () => ({ title: 'a\nb', text: '', action: '' }) };
    expect(mailOf({ texts }).subject).toBe('a b');
  });

  it('a name that is too long is cut between characters, and turns nothing round', () => {
    const { subject } = about({ institution_name: `\u202e${'🏦'.repeat(300)}\u2066` });
    expect(subject).toBe(`Sign in to ${'🏦'.repeat(100)} again`);
  });

  it('a name in right-to-left letters is isolated, and a right-to-left language turns the mail round', () => {
    const name = 'בנק הפועלים';
    expect(about({ institution_name: name }).subject).toBe(`Sign in to \u2068${name}\u2069 again`);
    const hebrew: RelinkMailTexts = { ...englishMailTexts, locale: 'he' };
    const { document } = about({ institution_name: 'E*TRADE (Morgan Stanley)' }, { texts: hebrew });
    const main = document.querySelector('main');
    expect([main?.lang, main?.dir, document.documentElement.dir]).toEqual(['he', 'rtl', 'rtl']);
    expect(document.querySelector('h1')?.textContent).toContain('\u2068E*TRADE');
    expect(document.querySelector('a[dir="ltr"]')?.textContent).toBe(URL_OF_PAGE);
  });

  it.each<[keyof RelinkMailItem, unknown, string]>([
    ['health', 'needs-update', "Did you mean 'needs_update'? Known are healthy, needs_update, "],
    ['health', null, 'Known are healthy, needs_update, expiring, revoked, unavailable.'],
    ['remedy', 'reconnect', 'Known are none, relink, relink_with_accounts, new_link, '],
    ['institution_name', 7, 'must be a text, or null'],
    ['institution_name', { name: 'Tartan Bank' }, 'must be a text, or null'],
    ['error_code', 7, 'must be a text, or null'],
    ['reason', {}, 'must be a text, or null'],
    ['consent_expiration_time', new Date(0), 'must be a text, or null'],
    ['duplicate_of', true, 'must be a text, or null'],
    ['flags', null, 'must be a list of texts'],
    ['flags', { consent: true }, 'must be a list of texts'],
  ])('a wrong %s of the Item, %j, is an error that says what is right', (name, wrong, right) => {
    const message = refusal({ item: { ...BROKEN, [name]: wrong } });
    expect(message).toContain(`relinkMail: \`item.${name}\``);
    expect(message).toContain(right);
  });

  it.each<[string, object, string]>([
    ['a text is missing', { trust: undefined }, '`texts.trust` must be a function'],
    ['a function is a text', { relink: 'Sign in' }, '`texts.relink` must be a function'],
    ['a text is a function', { address: () => 'Open:' }, '`texts.address` must be a text'],
    ['a function returns nothing', { relink: () => undefined }, '`texts` gives no title'],
    ['a function leaves one out', { relink: () => ({ title: 'Hi', text: '' }) }, 'no action'],
    ['a function returns no text', { why: () => 7 }, '`texts` gives no why'],
  ])('the error names what is wrong in a set of texts, where %s', (_, wrong, right) => {
    expect(refusal({ texts: { ...englishMailTexts, ...wrong } })).toContain(right);
  });

  it('an appName of which nothing would be seen is refused, and not taken for a bank’s', () => {
    for (const appName of [' ', '\n', '\u202e', '']) {
      expect(refusal({ appName })).toContain('`appName` must be a text that can be seen');
    }
  });

  it.each<[string, object]>([
    ['url', { url: 'javascript:alert(1)' }],
    ['url', { url: '/reconnect/1' }],
    ['url', { url: 'acme://reconnect' }],
    ['url', { url: undefined }],
    ['appName', { appName: '' }],
    ['item', { item: null }],
    ['item', { item: { item_id: '1', error: {} } }],
    ['expiresAt', { expiresAt: '2026-12-06' }],
    ['expiresAt', { expiresAt: new Date(Number.NaN) }],
    ['texts', { texts: { locale: 'no_language!' } }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['appname', { appname: 'Acme' }],
  ])('a wrong %s is an error that names it, and no address is in its message', (name, wrong) => {
    const message = refusal(wrong);
    expect(message).toContain(`relinkMail: \`${name}\``);
    expect(message).not.toMatch(/secure\.plaid|alert/);
  });
});

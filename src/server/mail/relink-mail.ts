import { consentEndOf } from '../../core/item/consent-end';
import { lacksConsent, problemOf } from '../../core/item/item-problem';
import { bankName, isRightToLeft } from '../../core/bank-name';
import { englishMailTexts } from './english';
import { assertMailOptions } from './assert-mail-options';
import { mailHtml, mailText, type MailParts } from './mail-html';
import type { RelinkMailItem, RelinkMailOptions } from './mail-options';
import type { RelinkMailSubject, RelinkMailTexts, RelinkMailWords } from './mail-texts';

/** A mail, in the three parts that mail libraries take. */
export interface RelinkMail {
  /** One line. */
  subject: string;
  /** The mail as plain text. */
  text: string;
  /** The mail as a page of HTML, light and dark, which loads nothing. */
  html: string;
}

/**
 * Writes a mail that asks a user to repair a bank connection. It says what is wrong, who sees the bank's password, and that the
 * reader can open the app in place of the link. Names are text in it, whatever they contain.
 *
 * Ask for the Item's health right before, and send nothing where it is well: `createHostedLink` does both.
 *
 * @returns null where there is nothing that the user could do by a link: the Item is healthy, its bank is down, or it is
 * connected twice
 * @throws RelinkError `invalid_options` for an option that is missing or wrong
 * @example
 * const link = await relink.createHostedLink(user, { itemId, lifetimeMs: 7 * 24 * 60 * 60_000 });
 * const mail = relinkMail({ ...link, appName: 'Acme' });
 * if (mail) await transport.sendMail({ from, to: user.email, ...mail });
 */
export function relinkMail(options: RelinkMailOptions): RelinkMail | null {
  assertMailOptions(options);
  const { item, expiresAt, texts = englishMailTexts, timeZone = 'UTC' } = options;
  const { locale } = texts;
  const bank = bankName(oneLine(item.institution_name ?? ''), texts);
  const appName = bankName(oneLine(options.appName), texts);
  const reason = lacksConsent({ errorCode: item.error_code ?? null, flags: item.flags })
    ? 'ADDITIONAL_CONSENT_REQUIRED'
    : (item.reason ?? null);
  const words = wordsOf(item, texts, {
    bank,
    appName,
    reason,
    ends: dayOf(item.consent_expiration_time, locale, timeZone),
  });
  if (!words) return null;
  const { text, action } = words;
  const parts: MailParts = {
    language: locale,
    direction: isRightToLeft(locale) ? 'rtl' : 'ltr',
    appName,
    // A line break would begin another header.
    title: words.title.replace(LINE_BREAKS, ' '),
    text,
    action,
    url: new URL(options.url).href,
    linkEnds: expiresAt
      ? texts.linkEnds(momentWords(expiresAt, locale, timeZone))
      : texts.linkIsYours,
    address: texts.address,
    trust: texts.trust({ appName }),
    byYourself: texts.byYourself({ appName }),
    why: texts.why({ bank, appName }),
  };
  return { subject: parts.title, text: mailText(parts), html: mailHtml(parts) };
}

function wordsOf(
  { health, remedy, reason = null, duplicate_of: duplicateOf }: RelinkMailItem,
  texts: RelinkMailTexts,
  subject: RelinkMailSubject,
): RelinkMailWords | null {
  switch (problemOf({ state: health, remedy, reason, duplicateOf })) {
    case 'relink':
      return texts.relink(subject);
    case 'accounts':
      return texts.accounts(subject);
    case 'expiring':
      return texts.expiring(subject);
    case 'migrating':
      return texts.migrating(subject);
    case 'new_link':
      return texts.newLink(subject);
    case 'visit_bank':
      return texts.visitBank(subject);
    case 'duplicate':
    case 'wait':
    case null:
      return null;
  }
}

const LINE_BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Also halves of a character, which no mail can be encoded with. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;
const LONGEST_NAME = /^.{0,100}/su;

/** A name as one line of text. A mark of direction in it would turn round what stands beside the name. */
function oneLine(name: string): string {
  const line = name.replace(DIRECTION_MARKS, '').replace(LINE_BREAKS, ' ').trim();
  return LONGEST_NAME.exec(line)?.[0] ?? '';
}

/** A day without its year; null where it is not known. */
function dayOf(value: unknown, locale: string, timeZone: string): string | null {
  // A date alone is that day, wherever this server is.
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  const ms = isDay ? Date.parse(value) : consentEndOf(value);
  if (Number.isNaN(ms)) return null;
  const zone = isDay ? 'UTC' : timeZone;
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: zone }).format(
    ms,
  );
}

function momentWords(
  moment: Date,
  locale: string,
  timeZone: string,
): { date: string; time: string } {
  const inZone = (format: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...format, timeZone }).format(moment);
  return {
    date: inZone({ day: 'numeric', month: 'long' }),
    // The zone is said, since it may not be the reader's.
    time: inZone({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }),
  };
}

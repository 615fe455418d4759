import { consentEndOf } from '../../core/item/consent-end';
import { lacksConsent, problemOf } from '../../core/item/item-problem';
import { bankName, isRightToLeft } from '../../core/bank-name';
import { englishMailTexts } from './english';
import { assertMailOptions, assertSaid } from './assert-mail-options';
import { mailHtml, mailText, type MailParts } from './mail-html';
import type { RelinkMailItem, RelinkMailOptions } from './mail-options';
import type { RelinkMailSubject, RelinkMailTexts, RelinkMailWords } from './mail-texts';
import { oneLine, withoutLineBreaks } from './one-line';

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
  if (words === null) return null;
  const { title, text, action } = { ...words };
  const said = {
    title,
    text,
    action,
    linkEnds: expiresAt
      ? texts.linkEnds(momentWords(expiresAt, locale, timeZone))
      : texts.linkIsYours,
    trust: texts.trust({ appName }),
    byYourself: texts.byYourself({ appName }),
    why: texts.why({ bank, appName }),
  };
  assertSaid(said);
  const parts: MailParts = {
    ...said,
    language: locale,
    direction: isRightToLeft(locale) ? 'rtl' : 'ltr',
    appName,
    title: withoutLineBreaks(said.title),
    url: new URL(options.url).href,
    address: texts.address,
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

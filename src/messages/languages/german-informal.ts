'use client';

import type { RelinkErrorCode } from '../../core/errors/code';
import { germanEnd, germanMessages } from './german';
import { dative, GERMAN_ERRORS } from './german-errors';
import { failedText } from './failed-text';
import type { RelinkMessages } from '../types';

/** Why an Item could not be checked, where the text speaks to the user. */
const UNCHECKED: Partial<Record<RelinkErrorCode, string>> = {
  unauthorized: 'Du wurdest abgemeldet. Melde dich an, dann prüfen wir noch einmal.',
  offline: 'Du bist offline. Sobald du wieder Netz hast, prüfen wir noch einmal.',
};

/**
 * Every text in German, with "du". What speaks to no one is that of `germanMessages`.
 *
 * @example
 * <RelinkProvider messages={germanInformalMessages}>
 */
export const germanInformalMessages: RelinkMessages = {
  ...germanMessages,
  yourBank: 'deine Bank',
  failed: failedText({
    ...GERMAN_ERRORS,
    yourBank: 'deine Bank',
    contact: 'Das geht gerade nicht. Der Support hilft dir weiter.',
    codes: {
      ...GERMAN_ERRORS.codes,
      offline: 'Du bist offline. Es geht weiter, sobald du Netz hast.',
      network_error: 'Keine Verbindung. Bitte prüf dein Internet.',
      unauthorized: 'Du wurdest abgemeldet. Melde dich neu an.',
      still_broken: (bank) =>
        `Bei ${dative(bank)} ist noch etwas offen. Vielleicht hat die Bank dir geschrieben.`,
    },
    remedies: {
      ...GERMAN_ERRORS.remedies,
      relink_with_accounts: 'Noch ist kein Konto freigegeben. Wähl eines aus.',
      visit_bank: (bank) => `Klär das zuerst bei ${dative(bank)}, danach hier.`,
    },
  }),
  noticeRelink(subject) {
    const formal = germanMessages.noticeRelink(subject);
    const bank = dative(subject.bank);
    switch (subject.reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          ...formal,
          title: `Du hast den Zugriff bei ${bank} beendet`,
          text: 'Wenn das so sein soll, ist nichts zu tun. Verbinde wieder, um diese Bank hier zu sehen.',
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return formal;
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          ...formal,
          text: 'Eine Funktion dieser App nutzt Daten, die noch nicht freigegeben sind. Melde dich an und erlaube es. Das dauert etwa eine Minute.',
        };
      default:
        return { ...formal, title: `Melde dich neu bei ${bank} an` };
    }
  },
  noticeAccounts: (subject) => ({
    ...germanMessages.noticeAccounts(subject),
    title: `Welche Konten bei ${dative(subject.bank)} möchtest du hier sehen?`,
  }),
  noticeExpiring: (subject) => ({
    ...germanMessages.noticeExpiring(subject),
    text: `Deine Zustimmung endet ${germanEnd(subject)}. Wenn du jetzt verlängerst, läuft alles weiter.`,
  }),
  noticeMigrating: (subject) => ({
    ...germanMessages.noticeMigrating(subject),
    text: `Die Bank stellt auf eine neue Art der Verbindung um, die bisherige endet ${germanEnd(subject)}. Wenn du jetzt wieder verbindest, läuft alles weiter.`,
  }),
  noticeDuplicate: (subject) => ({
    ...germanMessages.noticeDuplicate(subject),
    text: 'Beide Verbindungen nutzen dieselbe Anmeldung, und nur eine kann bleiben. Entferne die, die du nicht brauchst.',
  }),
  noticeVisitBank: (subject) => ({
    ...germanMessages.noticeVisitBank(subject),
    text: 'Dein Zugang dort ist gesperrt oder braucht ein neues Passwort. Danach geht es hier weiter.',
  }),
  noticeWait: (subject) => ({
    ...germanMessages.noticeWait(subject),
    text: 'Du musst nichts tun. Wir prüfen jede Minute.',
  }),
  noticeNewAccounts: (subject) => ({
    ...germanMessages.noticeNewAccounts(subject),
    title: `Du hast neue Konten bei ${dative(subject.bank)}`,
    text: 'Melde dich an und wähl die, die du hier sehen möchtest.',
  }),
  noticeUnchecked(subject) {
    const formal = germanMessages.noticeUnchecked(subject);
    return {
      ...formal,
      text: UNCHECKED[subject.code] ?? formal.text,
    };
  },
  trust: ({ bank, oauth, count }) =>
    `Du meldest dich über Plaid ${oauth && count === 1 ? `bei ${dative(bank)} ` : ''}an. Dein Passwort sehen wir nie.`,
  listChecking: 'Deine anderen Banken werden geprüft…',
  listNewAccounts: 'Du kannst weitere Konten hinzufügen',
  listUnchecked: 'Deine Banken',
};

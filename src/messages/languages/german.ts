'use client';

import type { RelinkErrorCode } from '../../core/errors/code';
import { atStart } from '../at-start';
import { failedText } from './failed-text';
import { dative, GERMAN_ERRORS } from './german-errors';
import { GERMAN_ROWS } from './german-rows';
import type { NoticeSubject } from '../notice-types';
import type { RelinkMessages } from '../types';

/** "am 1. Dezember", "morgen", or "in 3 Tagen, am Dienstag". */
export function germanEnd({ until, inDays, weekday }: NoticeSubject): string {
  if (inDays) return weekday ? `${inDays}, am ${weekday}` : inDays;
  return until ? `am ${until}` : 'bald';
}

const OUR_SIDE = 'Das liegt an uns, es ist nichts zu tun. Wir versuchen es weiter.';

/** Why an Item could not be checked, where signing in, waiting or trying again helps. */
const UNCHECKED: Partial<Record<RelinkErrorCode, string>> = {
  unauthorized: 'Sie wurden abgemeldet. Melden Sie sich an, dann prüfen wir noch einmal.',
  offline: 'Sie sind offline. Sobald Sie wieder Netz haben, prüfen wir noch einmal.',
  network_error: 'Unser Server war nicht erreichbar. Wir versuchen es weiter.',
  timeout: 'Das dauert länger als sonst. Wir versuchen es weiter.',
  rate_limited: OUR_SIDE,
  backend_error: OUR_SIDE,
  invalid_response: OUR_SIDE,
};

/**
 * Every text in German, in the polite form. `germanInformalMessages` says "du". For another language, pass an object of
 * the same type.
 *
 * @example
 * <RelinkProvider messages={germanMessages}>
 * @example
 * <RelinkProvider messages={{ ...germanMessages, list: { skip: 'Nicht jetzt' } }}>
 */
export const germanMessages: RelinkMessages = {
  locale: 'de',
  idle: 'Wieder verbinden',
  confirming: 'Wird geprüft…',
  relinked: 'Verbunden',
  tryAgain: 'Erneut versuchen',
  checkAgain: 'Erneut prüfen',
  signIn: 'Anmelden',
  getHelp: 'Hilfe holen',
  openHosted: 'Plaid öffnen',
  retryIn: ({ seconds }) => `Erneut in ${seconds} s`,
  stillOpening: 'Wird noch geöffnet…',
  inOtherTab: 'Die Anmeldung geht im anderen Tab weiter.',
  cancel: 'Abbrechen',
  nothingChanged: ({ bank }) => `Bei ${dative(bank)} hat sich nichts geändert.`,
  reference: ({ requestId }) => `Referenz: ${requestId}`,
  copy: 'Kopieren',
  copied: 'Kopiert',
  failed: failedText(GERMAN_ERRORS),
  announceOpening: ({ bank }) => `Die Anmeldung bei ${dative(bank)} wird geöffnet.`,
  announceConfirming: ({ bank }) => `${atStart(bank, 'deine')} wird geprüft.`,
  announceRelinked: ({ bank }) => `${atStart(bank, 'deine')} ist wieder verbunden.`,
  announceExited: ({ bank }) => `Bei ${dative(bank)} hat sich nichts geändert.`,
  announceFailed: (text, { bank }) => `${atStart(bank, 'deine')}: ${text}`,
  yourBank: 'Ihre Bank',
  noticeRelink({ bank, reason }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          title: `Sie haben den Zugriff bei ${dative(bank)} beendet`,
          text: 'Wenn das so sein soll, ist nichts zu tun. Verbinden Sie wieder, um diese Bank hier zu sehen.',
          action: 'Wieder verbinden',
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return {
          title: `Zustimmung bei ${dative(bank)} verlängern`,
          text: 'Sie ist abgelaufen. Bis dahin kommen von dieser Bank keine neuen Daten. Das dauert etwa eine Minute.',
          action: 'Verlängern',
        };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          title: `Bei ${dative(bank)} noch etwas erlauben`,
          text: 'Eine Funktion dieser App nutzt Daten, die noch nicht freigegeben sind. Melden Sie sich an und erlauben Sie es. Das dauert etwa eine Minute.',
          action: 'Erlauben',
        };
      default:
        return {
          title: `Bitte bei ${dative(bank)} neu anmelden`,
          text: 'Banken fragen ab und zu danach. Bis dahin kommen keine neuen Daten. Das dauert etwa eine Minute.',
          action: 'Wieder verbinden',
        };
    }
  },
  noticeAccounts: ({ bank }) => ({
    title: `Welche Konten bei ${dative(bank)} möchten Sie hier sehen?`,
    text: 'Ein Konto, das diese App nutzt, ist zurzeit nicht freigegeben.',
    action: 'Konten wählen',
  }),
  noticeExpiring: (subject) => ({
    title: `${atStart(subject.bank, 'deine')} verbunden lassen`,
    text: `Ihre Zustimmung endet ${germanEnd(subject)}. Wenn Sie jetzt verlängern, läuft alles weiter.`,
    action: 'Verlängern',
  }),
  noticeMigrating: (subject) => ({
    title: `${atStart(subject.bank, 'deine')} verbunden lassen`,
    text: `Die Bank stellt auf eine neue Art der Verbindung um, die bisherige endet ${germanEnd(subject)}. Wenn Sie jetzt wieder verbinden, läuft alles weiter.`,
    action: 'Wieder verbinden',
  }),
  noticeNewLink: ({ bank }) => ({
    title: `${atStart(bank, 'deine')} neu verbinden`,
    text: 'Die bisherige Verbindung ist beendet und lässt sich nicht verlängern. Das Einrichten dauert ein paar Minuten.',
    action: 'Neu einrichten',
  }),
  noticeDuplicate: ({ bank }) => ({
    title: `${atStart(bank, 'deine')} ist anscheinend doppelt verbunden`,
    text: 'Beide Verbindungen nutzen dieselbe Anmeldung, und nur eine kann bleiben. Entfernen Sie die, die Sie nicht brauchen.',
    action: 'Eine entfernen',
  }),
  noticeVisitBank: ({ bank }) => ({
    title: `Zuerst bei ${dative(bank)} etwas klären`,
    text: 'Ihr Zugang dort ist gesperrt oder braucht ein neues Passwort. Danach geht es hier weiter.',
    action: 'Wieder verbinden',
  }),
  noticeWait: ({ bank }) => ({
    title: `${atStart(bank, 'deine')} antwortet gerade nicht`,
    text: 'Sie müssen nichts tun. Wir prüfen jede Minute.',
    action: 'Jetzt prüfen',
  }),
  noticeStillDown: () => 'Gerade geprüft: noch keine Antwort.',
  noticeNewAccounts: ({ bank }) => ({
    title: `Sie haben neue Konten bei ${dative(bank)}`,
    text: 'Melden Sie sich an und wählen Sie die, die Sie hier sehen möchten.',
    action: 'Hinzufügen',
  }),
  noticeDismiss: 'Nicht jetzt',
  noticeUnchecked: ({ code, count }) => ({
    title:
      count === 1
        ? 'Diese Bank ließ sich nicht prüfen'
        : `${count} Banken ließen sich nicht prüfen`,
    text: UNCHECKED[code] ?? 'Das liegt an uns. Wenn es so bleibt, hilft der Support.',
    action: 'Erneut versuchen',
  }),
  noticeSignIn: 'Anmelden',
  noticeRepaired: ({ bank }) => ({
    title: `${atStart(bank, 'deine')} ist wieder verbunden`,
    text: 'Neue Umsätze erscheinen in wenigen Minuten.',
  }),
  trust: ({ bank, oauth, count }) =>
    `Sie melden sich über Plaid ${oauth && count === 1 ? `bei ${dative(bank)} ` : ''}an. Ihr Passwort sehen wir nie.`,
  lastUpdated: ({ ago }) => (ago ? `zuletzt aktualisiert ${ago}` : 'gerade aktualisiert'),
  lastChecked: ({ ago }) => (ago ? `Zuletzt geprüft ${ago}.` : 'Gerade geprüft.'),
  openBank: ({ bank }) => `${atStart(bank, 'deine')} öffnen`,
  done: 'Fertig',
  listTitle({ total, done, task }) {
    if (total === 0) {
      return task === 'wait'
        ? 'Einige Banken antworten nicht'
        : 'Bei einigen Banken gibt es ein Problem';
    }
    const left = total - done;
    const banks =
      left === 1
        ? done > 0
          ? 'Noch eine Bank'
          : 'Eine Bank'
        : `${done > 0 ? 'Noch ' : ''}${left} Banken`;
    return task === 'sign_in' ? `${banks} neu anmelden` : `${banks} aktualisieren`;
  },
  listText({ left, next }) {
    if (left === 0) return 'Es ist nichts zu tun.';
    if (left === 1) return 'Das dauert etwa eine Minute.';
    return next
      ? `Je etwa eine Minute. Am besten mit ${next} anfangen.`
      : 'Je etwa eine Minute, in beliebiger Reihenfolge.';
  },
  listDone: ({ total, done }) =>
    done === total
      ? 'Alles verbunden.'
      : `${done} von ${total} verbunden, ${total - done} für später`,
  listChecking: 'Ihre anderen Banken werden geprüft…',
  listNewAccounts: 'Sie können weitere Konten hinzufügen',
  listUnchecked: 'Ihre Banken',
  listProgress: ({ total, done }) => `${done} von ${total} verbunden`,
  listStep: ({ step, total }) => `Schritt ${step} von ${total}`,
  listNothingToDo: 'Nichts zu tun',
  listLater: 'Später',
  listSkip: 'Später',
  listTwice: () =>
    'Diese Bank ist mit derselben Anmeldung zweimal verbunden, und nur eine Verbindung kann bleiben.',
  ...GERMAN_ROWS,
};

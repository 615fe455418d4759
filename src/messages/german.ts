import type { RelinkErrorCode } from '../core/errors/code';
import type { RelinkMessages } from './types';
import type { ItemRemedy } from '../core/types';

const TRY_AGAIN = 'Etwas ist schiefgegangen. Bitte versuchen Sie es noch einmal.';
const CONTACT = 'Das geht gerade nicht. Bitte wenden Sie sich an den Support.';
const ENDED = 'Die Sitzung ist abgelaufen. Bitte versuchen Sie es noch einmal.';

const ERRORS: Readonly<Record<RelinkErrorCode, string>> = {
  missing_provider: CONTACT,
  invalid_options: CONTACT,
  invalid_item_id: CONTACT,
  missing_public_key: CONTACT,
  offline: 'Sie sind offline. Bitte versuchen Sie es später noch einmal.',
  network_error: 'Der Server war nicht erreichbar. Bitte versuchen Sie es noch einmal.',
  timeout: 'Das hat zu lange gedauert. Bitte versuchen Sie es noch einmal.',
  unauthorized: 'Sie sind hier nicht mehr angemeldet. Bitte melden Sie sich neu an.',
  item_not_found: CONTACT,
  rate_limited: 'Zu viele Versuche. Bitte warten Sie einen Moment.',
  request_rejected: CONTACT,
  backend_error: TRY_AGAIN,
  invalid_response: TRY_AGAIN,
  wrong_token_kind: CONTACT,
  secret_refused: CONTACT,
  token_reused: TRY_AGAIN,
  token_expired: TRY_AGAIN,
  link_blocked: 'Das sichere Fenster lädt nicht. Bitte schalten Sie Werbeblocker aus.',
  hosted_link_offered: 'Das sichere Fenster ist blockiert. Weiter in einem neuen Tab.',
  link_failed: TRY_AGAIN,
  invalid_link_token: ENDED,
  not_update_mode: CONTACT,
  session_in_progress: 'Bitte schließen Sie zuerst die Verbindung ab, die schon offen ist.',
  session_closed: TRY_AGAIN,
  not_confirmed: 'Noch nicht bestätigt. Bitte versuchen Sie es noch einmal.',
  still_broken: 'Da stimmt noch etwas nicht. Bitte versuchen Sie es noch einmal.',
  not_relinkable: CONTACT,
  redirect_not_resumable: 'Ihre Sitzung ist abgelaufen. Bitte beginnen Sie von vorn.',
};

/** What helps the Item, for errors that are about the Item itself. `displayMessage` has the same texts in English. */
const REMEDIES: Partial<Record<ItemRemedy, string>> = {
  relink_with_accounts: 'Noch ist kein Konto freigegeben. Bitte wählen Sie eines aus.',
  new_link: 'Bitte entfernen Sie diese Verbindung und verbinden Sie die Bank neu.',
  visit_bank: 'Melden Sie sich bitte zuerst bei Ihrer Bank an, danach hier.',
  wait: 'Ihre Bank ist nicht erreichbar. Bitte versuchen Sie es später.',
};

const OUR_SIDE = 'Das liegt an uns, Sie brauchen nichts zu tun. Wir versuchen es weiter.';

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
 * Every text in German. For another language, pass an object of the same type.
 *
 * @example
 * <RelinkProvider messages={germanMessages}>
 * @example
 * <RelinkProvider messages={{ ...germanMessages, list: { skip: 'Nicht jetzt' } }}>
 */
export const germanMessages: RelinkMessages = {
  locale: 'de',
  idle: 'Neu verbinden',
  preparing: 'Neu verbinden',
  ready: 'Neu verbinden',
  opening: 'Wird geöffnet…',
  open: 'Weiter im sicheren Fenster',
  confirming: 'Verbindung wird geprüft…',
  relinked: 'Wieder verbunden',
  exited: 'Neu verbinden',
  failed: ({ code, remedy }) => {
    const isAboutItem = code === 'not_relinkable' || code === 'still_broken';
    return (isAboutItem && remedy && REMEDIES[remedy]) || ERRORS[code];
  },
  announceOpening: 'Ein sicheres Fenster wird geöffnet.',
  announceConfirming: 'Die Verbindung zu Ihrer Bank wird geprüft.',
  announceRelinked: 'Die Verbindung zu Ihrer Bank funktioniert.',
  announceExited: 'An der Verbindung zu Ihrer Bank wurde nichts geändert.',
  announceFailed: (text) => `Die Verbindung zu Ihrer Bank konnte nicht erneuert werden. ${text}`,
  yourBank: 'Ihre Bank',
  noticeRelink({ bank, reason }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          title: `Sie haben den Zugang zu ${bank} beendet`,
          text: 'Wenn das Ihre Absicht war, brauchen Sie nichts zu tun. Verbinden Sie neu, um diese Bank wieder hier zu sehen.',
          action: 'Neu verbinden',
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return {
          title: `Ihre Zustimmung bei ${bank} ist abgelaufen`,
          text: 'Banken fragen von Zeit zu Zeit neu danach. Bis dahin kommt von dieser Bank nichts Neues an.',
          action: 'Jetzt erneuern',
        };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          title: `${bank} braucht Ihre Zustimmung`,
          text: 'Eine Funktion dieser App braucht Daten, die Sie noch nicht freigegeben haben. Melden Sie sich an, und erlauben Sie es. Es dauert etwa eine Minute.',
          action: 'Zugriff erlauben',
        };
      default:
        return {
          title: `${bank} verlangt eine neue Anmeldung`,
          text: 'Bis dahin kommt von dieser Bank nichts Neues an. Es dauert etwa eine Minute.',
          action: 'Neu verbinden',
        };
    }
  },
  noticeAccounts: ({ bank }) => ({
    title: `${bank} gibt uns kein Konto frei`,
    text: 'Melden Sie sich an, und wählen Sie die Konten, die Sie hier sehen möchten.',
    action: 'Konten auswählen',
  }),
  noticeExpiring: ({ bank, until }) => ({
    title: `${bank} trennt die Verbindung ${until ? `am ${until}` : 'bald'}`,
    text: 'Banken fragen von Zeit zu Zeit neu nach Ihrer Zustimmung. Erneuern Sie sie jetzt, dann wird nichts unterbrochen.',
    action: 'Jetzt erneuern',
  }),
  noticeMigrating: ({ bank, until }) => ({
    title: `${bank} stellt die Verbindung um`,
    text: `Diese Verbindung endet ${until ? `am ${until}` : 'bald'}. Verbinden Sie jetzt neu, dann wird nichts unterbrochen. Es dauert etwa eine Minute.`,
    action: 'Neu verbinden',
  }),
  noticeNewLink: ({ bank }) => ({
    title: `${bank} ist nicht mehr verbunden`,
    text: 'Diese Verbindung lässt sich nicht erneuern. Verbinden Sie die Bank neu, um sie wieder hier zu sehen.',
    action: 'Bank verbinden',
  }),
  noticeDuplicate: ({ bank }) => ({
    title: `${bank} ist anscheinend doppelt verbunden`,
    text: 'Beide Verbindungen nutzen dieselbe Anmeldung, und die Bank behält nur eine davon. Entfernen Sie die, die Sie nicht brauchen.',
    action: 'Eine entfernen',
  }),
  noticeVisitBank: ({ bank }) => ({
    title: `${bank} möchte, dass Sie sich zuerst dort anmelden`,
    text: 'Ihre Bank hat den Zugang gesperrt oder verlangt ein neues Passwort. Erledigen Sie das dort, und kommen Sie dann zurück.',
    action: 'Erledigt',
  }),
  noticeWait: ({ bank }) => ({
    title: `${bank} ist gerade nicht erreichbar`,
    text: 'Sie brauchen nichts zu tun. Wir versuchen es weiter.',
    action: 'Jetzt prüfen',
  }),
  noticeStillDown: () => 'Gerade geprüft: noch nicht erreichbar. Wir versuchen es weiter.',
  noticeNewAccounts: ({ bank }) => ({
    title: `Sie haben neue Konten bei ${bank}`,
    text: 'Melden Sie sich an, und wählen Sie die Konten, die Sie hier sehen möchten.',
    action: 'Konten hinzufügen',
  }),
  noticeDismiss: 'Nicht jetzt',
  noticeUnchecked: ({ code, count }) => ({
    title:
      count === 1
        ? 'Diese Bankverbindung ließ sich nicht prüfen'
        : `${count} Bankverbindungen ließen sich nicht prüfen`,
    text:
      UNCHECKED[code] ??
      'Das liegt an uns. Wenn es so bleibt, wenden Sie sich bitte an den Support.',
    action: 'Noch einmal versuchen',
  }),
  noticeSignIn: 'Anmelden',
  noticeRepaired: ({ bank }) => ({
    title: `${bank} ist verbunden`,
    text: 'In Kürze ist alles auf dem neuesten Stand.',
  }),
  listTitle: ({ total, done }) => {
    if (total === 0) return 'Bei einigen Banken gibt es ein Problem';
    const left = total - done;
    return left === 1
      ? 'Eine Verbindung muss erneuert werden'
      : `${left} Verbindungen müssen erneuert werden`;
  },
  listDone: ({ total, done }) =>
    done === total ? 'Ihre Verbindungen funktionieren' : 'Im Moment ist nichts mehr zu tun',
  listChecking: 'Ihre anderen Verbindungen werden geprüft…',
  listNewAccounts: 'Sie können weitere Konten hinzufügen',
  listUnchecked: 'Ihre Bankverbindungen',
  listProgress: ({ total, done }) => `${done} von ${total} neu verbunden`,
  listSkip: 'Später',
};

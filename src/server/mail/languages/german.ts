import type { RelinkMailTexts } from '../mail-texts';

/** "Ihrer Bank" for "Ihre Bank". A name has one form. */
export function dative(bank: string): string {
  return bank.replace(/^(Ihre|deine) /, '$1r ');
}

/** The mail in German, in the polite form. `germanInformalMailTexts` says "du". */
export const germanMailTexts: RelinkMailTexts = {
  locale: 'de',
  yourBank: 'Ihre Bank',
  relink({ bank, appName, reason }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          title: `Sie haben den Zugriff bei ${dative(bank)} beendet`,
          text: `Wenn das so sein soll, ist nichts zu tun. Verbinden Sie wieder, um diese Bank in ${appName} zu sehen.`,
          action: 'Wieder verbinden',
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return {
          title: `Zustimmung bei ${dative(bank)} verlängern`,
          text: `Sie ist abgelaufen. Bis dahin bekommt ${appName} von dort keine neuen Daten. Das dauert etwa eine Minute.`,
          action: 'Verlängern',
        };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          title: `Bei ${dative(bank)} noch etwas erlauben`,
          text: `Eine Funktion von ${appName} nutzt Daten, die noch nicht freigegeben sind. Melden Sie sich an und erlauben Sie es. Das dauert etwa eine Minute.`,
          action: 'Erlauben',
        };
      default:
        return {
          title: `Bitte bei ${dative(bank)} neu anmelden`,
          text: `Banken fragen ab und zu danach. Bis dahin bekommt ${appName} von dort keine neuen Daten. Das dauert etwa eine Minute.`,
          action: 'Wieder verbinden',
        };
    }
  },
  accounts: ({ bank, appName }) => ({
    title: `Welche Konten bei ${dative(bank)} möchten Sie sehen?`,
    text: `Ein Konto, das ${appName} nutzt, ist zurzeit nicht freigegeben. Melden Sie sich an und wählen Sie aus.`,
    action: 'Konten wählen',
  }),
  expiring: ({ bank, appName, ends }) => ({
    title: `Bleiben Sie mit ${dative(bank)} verbunden`,
    text: `Ihre Zustimmung für ${appName} endet ${ends ? `am ${ends}. Wenn Sie vorher verlängern` : 'bald. Wenn Sie jetzt verlängern'}, läuft alles weiter.`,
    action: 'Verlängern',
  }),
  migrating: ({ bank, ends }) => ({
    title: `Bleiben Sie mit ${dative(bank)} verbunden`,
    text: `Die Bank stellt auf eine neue Art der Verbindung um, die bisherige endet ${ends ? `am ${ends}. Wenn Sie vorher wieder verbinden` : 'bald. Wenn Sie jetzt wieder verbinden'}, läuft alles weiter.`,
    action: 'Wieder verbinden',
  }),
  newLink: ({ bank, appName }) => ({
    title: `Verbindung zu ${dative(bank)} neu einrichten`,
    text: `Die bisherige Verbindung ist beendet und lässt sich nicht verlängern. Das Einrichten in ${appName} dauert ein paar Minuten.`,
    action: 'Neu einrichten',
  }),
  visitBank: ({ bank }) => ({
    title: `Zuerst bei ${dative(bank)} etwas klären`,
    text: 'Ihr Zugang dort ist gesperrt oder braucht ein neues Passwort. Danach geht es mit dieser Mail weiter.',
    action: 'Wieder verbinden',
  }),
  linkEnds: ({ date, time }) =>
    `Der Link gilt bis zum ${date}, ${time}. Er ist nur für Sie: Bitte leiten Sie diese Mail nicht weiter.`,
  linkIsYours: 'Der Link ist nur für Sie: Bitte leiten Sie diese Mail nicht weiter.',
  address: 'Wenn der Button nicht funktioniert, öffnen Sie diese Adresse:',
  trust: ({ appName }) =>
    `Sie melden sich über Plaid an. Plaid verbindet Banken für ${appName}. Ihr Bankpasswort sehen wir nie, und wir fragen nie per Mail danach.`,
  byYourself: ({ appName }) =>
    `Sie möchten keinem Link in einer Mail folgen? Öffnen Sie ${appName} wie immer. Dort finden Sie dieselbe Bitte.`,
  why: ({ bank, appName }) =>
    `Sie bekommen diese Mail, weil Sie ${bank} mit ${appName} verbunden haben.`,
};

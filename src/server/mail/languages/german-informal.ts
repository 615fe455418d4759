import type { RelinkMailTexts } from '../mail-texts';
import { dative, germanMailTexts } from './german';

/** The mail in German, with "du". What speaks to no one is that of `germanMailTexts`. */
export const germanInformalMailTexts: RelinkMailTexts = {
  ...germanMailTexts,
  yourBank: 'deine Bank',
  relink(subject) {
    const formal = germanMailTexts.relink(subject);
    const bank = dative(subject.bank);
    const { appName } = subject;
    switch (subject.reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          ...formal,
          title: `Du hast den Zugriff bei ${bank} beendet`,
          text: `Wenn das so sein soll, ist nichts zu tun. Verbinde wieder, um diese Bank in ${appName} zu sehen.`,
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return formal;
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          ...formal,
          text: `Eine Funktion von ${appName} nutzt Daten, die noch nicht freigegeben sind. Melde dich an und erlaube es. Das dauert etwa eine Minute.`,
        };
      default:
        return { ...formal, title: `Melde dich neu bei ${bank} an` };
    }
  },
  accounts: (subject) => ({
    ...germanMailTexts.accounts(subject),
    title: `Welche Konten bei ${dative(subject.bank)} möchtest du sehen?`,
    text: `Ein Konto, das ${subject.appName} nutzt, ist zurzeit nicht freigegeben. Melde dich an und wähl aus.`,
  }),
  expiring: (subject) => ({
    ...germanMailTexts.expiring(subject),
    title: `Bleib mit ${dative(subject.bank)} verbunden`,
    text: `Deine Zustimmung für ${subject.appName} endet ${subject.ends ? `am ${subject.ends}. Wenn du vorher verlängerst` : 'bald. Wenn du jetzt verlängerst'}, läuft alles weiter.`,
  }),
  migrating: (subject) => ({
    ...germanMailTexts.migrating(subject),
    title: `Bleib mit ${dative(subject.bank)} verbunden`,
    text: `Die Bank stellt auf eine neue Art der Verbindung um, die bisherige endet ${subject.ends ? `am ${subject.ends}. Wenn du vorher wieder verbindest` : 'bald. Wenn du jetzt wieder verbindest'}, läuft alles weiter.`,
  }),
  visitBank: (subject) => ({
    ...germanMailTexts.visitBank(subject),
    text: 'Dein Zugang dort ist gesperrt oder braucht ein neues Passwort. Danach geht es mit dieser Mail weiter.',
  }),
  linkEnds: ({ date, time }) =>
    `Der Link gilt bis zum ${date}, ${time}. Er ist nur für dich: Bitte leite diese Mail nicht weiter.`,
  linkIsYours: 'Der Link ist nur für dich: Bitte leite diese Mail nicht weiter.',
  address: 'Wenn der Button nicht funktioniert, öffne diese Adresse:',
  trust: ({ appName }) =>
    `Du meldest dich über Plaid an. Plaid verbindet Banken für ${appName}. Dein Bankpasswort sehen wir nie, und wir fragen nie per Mail danach.`,
  byYourself: ({ appName }) =>
    `Du möchtest keinem Link in einer Mail folgen? Öffne ${appName} wie immer. Dort findest du dieselbe Bitte.`,
  why: ({ bank, appName }) =>
    `Du bekommst diese Mail, weil du ${bank} mit ${appName} verbunden hast.`,
};

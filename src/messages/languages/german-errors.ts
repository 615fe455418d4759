import { atStart } from '../at-start';
import type { ErrorTexts } from './failed-text';

/** "Ihrer Bank" for "Ihre Bank". A name has one form. */
export function dative(bank: string): string {
  return bank.replace(/^(Ihre|deine) /, '$1r ');
}

export const GERMAN_ERRORS: ErrorTexts = {
  yourBank: 'Ihre Bank',
  tryAgain: 'Etwas ist schiefgegangen. Vielleicht geht es jetzt.',
  contact: 'Das geht gerade nicht. Der Support hilft Ihnen weiter.',
  codes: {
    offline: 'Sie sind offline. Es geht weiter, sobald Sie Netz haben.',
    network_error: 'Keine Verbindung. Bitte prüfen Sie Ihr Internet.',
    timeout: 'Das hat zu lange gedauert. Es hat sich nichts geändert.',
    unauthorized: 'Sie wurden abgemeldet. Bitte melden Sie sich neu an.',
    rate_limited: 'Bitte einen Moment warten, dann noch einmal.',
    link_blocked: 'Das Anmeldefenster lädt nicht. Vielleicht hält es ein Werbeblocker auf.',
    hosted_link_offered: 'Das Anmeldefenster ist blockiert. Weiter auf der Seite von Plaid.',
    invalid_link_token: 'Zur Sicherheit wurde die Anmeldung beendet. Bitte noch einmal.',
    session_in_progress: 'Eine Anmeldung ist schon offen. Bitte zuerst diese abschließen.',
    not_confirmed: 'Bei der Bank ist alles erledigt. Wir konnten es noch nicht prüfen.',
    still_broken: (bank) =>
      `Bei ${dative(bank)} ist noch etwas offen. Vielleicht hat die Bank Ihnen geschrieben.`,
    redirect_not_resumable: 'Diese Anmeldung ist beendet. Bitte noch einmal von vorn.',
  },
  remedies: {
    relink_with_accounts: 'Noch ist kein Konto freigegeben. Bitte wählen Sie eines aus.',
    new_link: 'Diese Verbindung ist beendet. Bitte entfernen und neu einrichten.',
    visit_bank: (bank) => `Bitte klären Sie das zuerst bei ${dative(bank)}, danach hier.`,
    wait: (bank) => `${atStart(bank, 'deine')} antwortet gerade nicht. Bitte später noch einmal.`,
  },
  otherBank: (bank) =>
    `Die Anmeldung bei ${dative(bank)} ist schon offen. Bitte zuerst diese abschließen.`,
};

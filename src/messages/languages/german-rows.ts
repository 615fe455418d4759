import { only, type RowMessages } from '../rows';

export const GERMAN_ROWS: RowMessages = {
  rowRelink({ reason, lastUpdate }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return { status: 'Zugriff beendet', detail: lastUpdate };
      case 'OAUTH_CONSENT_EXPIRED':
        return { status: 'Zustimmung abgelaufen', detail: lastUpdate };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return only('Zustimmung fehlt');
      default:
        return { status: 'Anmeldung abgelaufen', detail: lastUpdate };
    }
  },
  rowAccounts: () => only('Konto nicht freigegeben'),
  rowExpiring: ({ inDays, until }) =>
    only(`Zugriff endet ${inDays ?? (until ? `am ${until}` : 'bald')}`),
  rowMigrating: ({ inDays, until }) =>
    only(`Verbindung endet ${inDays ?? (until ? `am ${until}` : 'bald')}`),
  rowNewLink: ({ lastUpdate }) => ({ status: 'Verbindung beendet', detail: lastUpdate }),
  rowDuplicate: () => only('Doppelt verbunden'),
  rowTwice: () => 'das Duplikat wird entfernt',
  rowVisitBank: () => only('Erst bei der Bank klären'),
  rowWait: () => ({ status: 'Antwortet nicht', detail: 'wir prüfen weiter' }),
  rowNewAccounts: () => only('Neue Konten'),
  rowUnchecked: ({ code }) => ({
    status: 'Nicht geprüft',
    detail: code === 'unauthorized' ? 'abgemeldet' : code === 'offline' ? 'offline' : null,
  }),
  rowRepaired: () => ({ status: 'Verbunden', detail: 'neue Umsätze folgen' }),
};

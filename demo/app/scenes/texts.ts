import type { Language } from '../page/settings';

/** What the product around the components says. */
export interface Texts {
  locale: string;
  overview: string;
  checking: string;
  recent: string;
  upToDate: string;
  asOf: (date: string) => string;
  pausedSince: (date: string) => string;
  newEntries: (count: number) => string;
  banks: string;
  netWorth: string;
  connections: string;
  connectionsText: string;
  healthy: string;
  signedOut: string;
  endsOn: (date: string) => string;
  needsHelp: string;
  importStopped: string;
  importWorks: string;
  repair: string;
  back: string;
  moment: string;
  toBanks: string;
}

const en: Texts = {
  locale: 'en-US',
  overview: 'Overview',
  checking: 'Checking',
  recent: 'Transactions',
  upToDate: 'Up to date',
  asOf: (date) => `As of ${date}`,
  pausedSince: (date) => `Paused since ${date}`,
  newEntries: (count) => `${count} new`,
  banks: 'Your banks',
  netWorth: 'Net worth',
  connections: 'Connections',
  connectionsText: 'Where your balances and transactions come from.',
  healthy: 'Up to date',
  signedOut: 'Signed out',
  endsOn: (date) => `Access ends on ${date}`,
  needsHelp: 'Needs attention',
  importStopped: 'Import paused',
  importWorks: 'Import is running',
  repair: 'Resume',
  back: 'Back from your bank',
  moment: 'One moment…',
  toBanks: 'Back to your banks',
};

const de: Texts = {
  locale: 'de-DE',
  overview: 'Übersicht',
  checking: 'Girokonto',
  recent: 'Umsätze',
  upToDate: 'Aktuell',
  asOf: (date) => `Stand ${date}`,
  pausedSince: (date) => `Keine neuen Umsätze seit ${date}`,
  newEntries: (count) => `${count} neue`,
  banks: 'Ihre Banken',
  netWorth: 'Vermögen',
  connections: 'Verbindungen',
  connectionsText: 'Woher Kontostände und Umsätze kommen.',
  healthy: 'Aktuell',
  signedOut: 'Abgemeldet',
  endsOn: (date) => `Zugang endet am ${date}`,
  needsHelp: 'Bitte prüfen',
  importStopped: 'Import angehalten',
  importWorks: 'Import läuft',
  repair: 'Fortsetzen',
  back: 'Zurück von der Bank',
  moment: 'Einen Moment…',
  toBanks: 'Zu Ihren Banken',
};

const fr: Texts = {
  locale: 'fr-FR',
  overview: 'Aperçu',
  checking: 'Compte courant',
  recent: 'Opérations',
  upToDate: 'À jour',
  asOf: (date) => `Au ${date}`,
  pausedSince: (date) => `En pause depuis le ${date}`,
  newEntries: (count) => `${count} nouvelles`,
  banks: 'Vos banques',
  netWorth: 'Patrimoine',
  connections: 'Connexions',
  connectionsText: 'D’où viennent vos soldes et vos opérations.',
  healthy: 'À jour',
  signedOut: 'Déconnectée',
  endsOn: (date) => `L’accès prend fin le ${date}`,
  needsHelp: 'À vérifier',
  importStopped: 'Import en pause',
  importWorks: 'Import en cours',
  repair: 'Reprendre',
  back: 'De retour de votre banque',
  moment: 'Un instant…',
  toBanks: 'Vers vos banques',
};

const es: Texts = {
  locale: 'es-ES',
  overview: 'Resumen',
  checking: 'Cuenta corriente',
  recent: 'Movimientos',
  upToDate: 'Al día',
  asOf: (date) => `A ${date}`,
  pausedSince: (date) => `En pausa desde el ${date}`,
  newEntries: (count) => `${count} nuevos`,
  banks: 'Sus bancos',
  netWorth: 'Patrimonio',
  connections: 'Conexiones',
  connectionsText: 'De dónde vienen sus saldos y movimientos.',
  healthy: 'Al día',
  signedOut: 'Sin sesión',
  endsOn: (date) => `El acceso termina el ${date}`,
  needsHelp: 'Revisar',
  importStopped: 'Importación en pausa',
  importWorks: 'Importación en marcha',
  repair: 'Reanudar',
  back: 'De vuelta de su banco',
  moment: 'Un momento…',
  toBanks: 'A sus bancos',
};

export const TEXTS: Readonly<Record<Language, Texts>> = { en, de, fr, es };

'use client';

import type { RelinkErrorCode } from '../../core/errors/code';
import { atStart } from '../at-start';
import type { NoticeSubject } from '../notice-types';
import { only } from '../rows';
import type { RelinkMessages } from '../types';
import { failedText } from './failed-text';

/** A bank at the start of a sentence. */
const start = (bank: string): string => atStart(bank, 'votre');

/** The first of a month is "1er", which `Intl` does not write. */
const day = (until: string): string => until.replace(/^1 /, '1er ');

/** "le 1er décembre", "demain", or "dans 3 jours, mardi". */
function endOf({ until, inDays, weekday }: NoticeSubject): string {
  if (inDays) return weekday ? `${inDays}, ${weekday}` : inDays;
  return until ? `le ${day(until)}` : 'bientôt';
}

const endOfRow = ({ until, inDays }: NoticeSubject): string =>
  inDays ?? (until ? `le ${day(until)}` : 'bientôt');

const OUR_SIDE = 'Le problème vient de nous, vous n’avez rien à faire. Nous continuons d’essayer.';

/** Why an Item could not be checked, where signing in, waiting or trying again helps. */
const UNCHECKED: Partial<Record<RelinkErrorCode, string>> = {
  unauthorized: 'Vous avez été déconnecté. Connectez\u2011vous et nous vérifierons à nouveau.',
  offline: 'Vous êtes hors ligne. Nous vérifierons dès que vous serez de retour.',
  network_error: 'Notre serveur est injoignable. Nous continuons d’essayer.',
  timeout: 'C’est plus long que d’habitude. Nous continuons d’essayer.',
  rate_limited: OUR_SIDE,
  backend_error: OUR_SIDE,
  invalid_response: OUR_SIDE,
};

/**
 * Every text in French, with "vous".
 *
 * @example
 * <RelinkProvider messages={frenchMessages}>
 */
export const frenchMessages: RelinkMessages = {
  locale: 'fr',
  idle: 'Reconnecter',
  confirming: 'Vérification…',
  relinked: 'Connectée',
  tryAgain: 'Réessayer',
  checkAgain: 'Revérifier',
  signIn: 'Se connecter',
  getHelp: 'Nous contacter',
  openHosted: 'Ouvrir Plaid',
  retryIn: ({ seconds }) => `Patientez ${seconds} s`,
  stillOpening: 'Ouverture en cours…',
  inOtherTab: 'La connexion se poursuit dans l’autre onglet.',
  cancel: 'Annuler',
  nothingChanged: ({ bank }) => `Rien n’a changé chez ${bank}.`,
  reference: ({ requestId }) => `Référence\u00a0: ${requestId}`,
  copy: 'Copier',
  copied: 'Copié',
  failed: failedText({
    yourBank: 'votre banque',
    tryAgain: 'Un problème est survenu. Il est peut\u2011être déjà résolu.',
    contact:
      'La connexion ne peut pas être rétablie pour le moment. Notre assistance peut vous aider.',
    codes: {
      offline: 'Vous êtes hors ligne. Cela marchera dès que vous serez de retour.',
      network_error: 'Connexion impossible. Vérifiez votre accès à Internet.',
      timeout: 'C’était trop long, et rien n’a changé.',
      unauthorized: 'Vous avez été déconnecté. Connectez\u2011vous pour continuer.',
      rate_limited: 'Trop de demandes d’un coup. Encore un instant.',
      link_blocked:
        'La fenêtre de connexion ne s’est pas ouverte. Un bloqueur de publicités en est peut\u2011être la cause. Désactivez\u2011le pour ce site.',
      hosted_link_offered:
        'La fenêtre de connexion est bloquée. Vous pouvez continuer sur la page de Plaid.',
      invalid_link_token: 'Par sécurité, cette connexion a été interrompue. Recommencez.',
      session_in_progress: 'Une connexion est déjà en cours. Terminez\u2011la d’abord.',
      not_confirmed: 'Tout est fait côté banque. Nous n’avons pas encore pu vérifier le résultat.',
      still_broken: (bank) =>
        `Il reste quelque chose à faire chez ${bank}. Elle vous a peut\u2011être écrit.`,
      redirect_not_resumable: 'Cette connexion est terminée. Recommencez.',
    },
    remedies: {
      relink_with_accounts: 'Aucun compte n’est encore partagé. Choisissez\u2011en un.',
      new_link: 'Cette connexion a pris fin. Supprimez\u2011la, puis ajoutez\u2011la de nouveau.',
      visit_bank: (bank) => `Réglez d’abord cela avec ${bank}, puis revenez ici.`,
      wait: (bank) => `${start(bank)} ne répond pas pour le moment. Revenez plus tard.`,
    },
    otherBank: (bank) => `La connexion à ${bank} est déjà en cours. Terminez\u2011la d’abord.`,
  }),
  announceOpening: ({ bank }) => `Ouverture de la connexion à ${bank}.`,
  announceConfirming: ({ bank }) => `Vérification\u00a0: ${bank}.`,
  announceRelinked: ({ bank }) => `${start(bank)} est de nouveau connectée.`,
  announceExited: ({ bank }) => `Rien n’a changé chez ${bank}.`,
  announceFailed: (text, { bank }) => `${start(bank)}\u00a0: ${text}`,
  yourBank: 'votre banque',
  noticeRelink({ bank, reason }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          title: `Vous avez retiré l’accès chez ${bank}`,
          text: 'Si c’était voulu, vous n’avez rien à faire. Reconnectez cette banque pour la revoir ici.',
          action: 'Reconnecter',
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return {
          title: `Renouvelez votre autorisation chez ${bank}`,
          text: 'Elle a expiré, et les nouvelles opérations sont en pause d’ici là. Comptez environ une minute.',
          action: 'Renouveler',
        };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          title: `Une autorisation de plus chez ${bank}`,
          text: 'Une fonction de cette application utilise des données que vous n’avez pas encore partagées. Connectez\u2011vous et autorisez\u2011la. Comptez environ une minute.',
          action: 'Autoriser',
        };
      default:
        return {
          title: `Reconnectez\u2011vous à ${bank}`,
          text: 'Les banques le demandent de temps en temps. D’ici là, les nouvelles opérations sont en pause. Comptez environ une minute.',
          action: 'Reconnecter',
        };
    }
  },
  noticeAccounts: ({ bank }) => ({
    title: `Choisissez les comptes à afficher chez ${bank}`,
    text: 'Un compte que cette application utilise n’est pas partagé pour le moment.',
    action: 'Choisir',
  }),
  noticeExpiring: (subject) => ({
    title: `Gardez ${subject.bank} connectée`,
    text: `Votre autorisation expire ${endOf(subject)}. Renouvelez\u2011la maintenant pour éviter toute interruption.`,
    action: 'Renouveler',
  }),
  noticeMigrating: (subject) => ({
    title: `Gardez ${subject.bank} connectée`,
    text: `La banque passe à un nouveau mode de connexion, et l’ancien prend fin ${endOf(subject)}. Reconnectez\u2011vous maintenant pour éviter toute interruption.`,
    action: 'Reconnecter',
  }),
  noticeNewLink: ({ bank }) => ({
    title: `Connectez de nouveau ${bank}`,
    text: 'L’ancienne connexion a pris fin et ne peut pas être renouvelée. Comptez quelques minutes.',
    action: 'Configurer',
  }),
  noticeDuplicate: ({ bank }) => ({
    title: `${start(bank)} semble connectée deux fois`,
    text: 'Les deux connexions utilisent les mêmes identifiants, et une seule peut rester. Supprimez celle dont vous n’avez pas besoin.',
    action: 'En supprimer une',
  }),
  noticeVisitBank: ({ bank }) => ({
    title: `D’abord, une étape chez ${bank}`,
    text: 'Votre accès y est bloqué ou demande un nouveau mot de passe. Réglez cela sur son site ou dans son application, puis reconnectez\u2011vous ici.',
    action: 'Reconnecter',
  }),
  noticeWait: ({ bank }) => ({
    title: `${start(bank)} ne répond pas pour le moment`,
    text: 'Vous n’avez rien à faire. Nous vérifions chaque minute.',
    action: 'Vérifier',
  }),
  noticeStillDown: () => 'Vérifié à l’instant, toujours pas de réponse.',
  noticeNewAccounts: ({ bank }) => ({
    title: `Vous avez de nouveaux comptes chez ${bank}`,
    text: 'Connectez\u2011vous et choisissez ceux que vous voulez voir ici.',
    action: 'Ajouter',
  }),
  noticeDismiss: 'Pas maintenant',
  noticeUnchecked: ({ code, count }) => ({
    title:
      count === 1
        ? 'Nous n’avons pas pu vérifier cette banque'
        : `Nous n’avons pas pu vérifier ${count} banques`,
    text:
      UNCHECKED[code] ?? 'Le problème vient de nous. S’il persiste, contactez notre assistance.',
    action: 'Réessayer',
  }),
  noticeSignIn: 'Se connecter',
  noticeRepaired: ({ bank }) => ({
    title: `${start(bank)} est de nouveau connectée`,
    text: 'Les nouvelles opérations apparaîtront dans quelques minutes.',
  }),
  trust: ({ bank, oauth, count }) =>
    `Vous vous connectez ${oauth && count === 1 ? `chez ${bank} ` : ''}par l’intermédiaire de Plaid. Nous ne voyons jamais votre mot de passe.`,
  lastUpdated: ({ ago }) => (ago ? `mise à jour ${ago}` : 'mise à jour à l’instant'),
  lastChecked: ({ ago }) => (ago ? `Vérifié ${ago}.` : 'Vérifié à l’instant.'),
  openBank: ({ bank }) => `Ouvrir ${bank}`,
  done: 'Terminé',
  listTitle({ total, done, task }) {
    if (total === 0) {
      return task === 'wait'
        ? 'Certaines banques ne répondent pas'
        : 'Certaines banques ont un problème';
    }
    const left = total - done;
    const more = done > 0 ? ' encore' : '';
    const banks = left === 1 ? 'une banque' : `${left} banques`;
    return task === 'sign_in' ? `Reconnectez${more} ${banks}` : `Mettez à jour${more} ${banks}`;
  },
  listText({ left, next }) {
    if (left === 0) return 'Vous n’avez rien à faire.';
    if (left === 1) return 'Comptez environ une minute.';
    return next
      ? `Environ une minute chacune. Commencez par ${next}, ou par une autre.`
      : 'Environ une minute chacune, dans l’ordre de votre choix.';
  },
  listDone: ({ total, done }) =>
    done === total
      ? 'Toutes vos banques sont connectées.'
      : `${done} sur ${total} connectées, ${total - done} pour plus tard`,
  listChecking: 'Vérification de vos autres banques…',
  listNewAccounts: 'Vous pouvez ajouter d’autres comptes',
  listUnchecked: 'Vos banques',
  listProgress: ({ total, done }) => `${done} sur ${total} connectées`,
  listStep: ({ step, total }) => `Étape ${step} sur ${total}`,
  listNothingToDo: 'Rien à faire',
  listLater: 'Plus tard',
  listSkip: 'Plus tard',
  listTwice: () =>
    'Cette banque est connectée deux fois avec les mêmes identifiants, et une seule connexion peut rester.',
  rowRelink({ reason, lastUpdate }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return { status: 'Accès retiré', detail: lastUpdate };
      case 'OAUTH_CONSENT_EXPIRED':
        return { status: 'Autorisation expirée', detail: lastUpdate };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return only('Autorisation manquante');
      default:
        return { status: 'Déconnectée', detail: lastUpdate };
    }
  },
  rowAccounts: () => only('Compte non partagé'),
  rowExpiring: (subject) => only(`L’accès expire ${endOfRow(subject)}`),
  rowMigrating: (subject) => only(`La connexion finit ${endOfRow(subject)}`),
  rowNewLink: ({ lastUpdate }) => ({ status: 'Connexion terminée', detail: lastUpdate }),
  rowDuplicate: () => only('Connectée deux fois'),
  rowTwice: () => 'le doublon sera supprimé',
  rowVisitBank: () => only('À régler avec la banque'),
  rowWait: () => ({ status: 'Ne répond pas', detail: 'nous continuons à vérifier' }),
  rowNewAccounts: () => only('Nouveaux comptes'),
  rowUnchecked: ({ code }) => ({
    status: 'Non vérifiée',
    detail: code === 'unauthorized' ? 'session terminée' : code === 'offline' ? 'hors ligne' : null,
  }),
  rowRepaired: () => ({ status: 'Connectée', detail: 'mise à jour en cours' }),
};

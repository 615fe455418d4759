import type { RelinkMailTexts } from '../mail-texts';

/** The first of a month is "1er", which `Intl` does not write. */
const day = (date: string): string => date.replace(/^1 /, '1er ');

/** The mail in French, with "vous". */
export const frenchMailTexts: RelinkMailTexts = {
  locale: 'fr',
  yourBank: 'votre banque',
  relink({ bank, appName, reason }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          title: `Vous avez retiré l’accès chez ${bank}`,
          text: `Si c’était voulu, vous n’avez rien à faire. Reconnectez cette banque pour la revoir dans ${appName}.`,
          action: 'Reconnecter',
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return {
          title: `Renouvelez votre autorisation chez ${bank}`,
          text: `Elle a expiré. D’ici là, ${appName} n’en reçoit rien de nouveau. Comptez environ une minute.`,
          action: 'Renouveler',
        };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          title: `Une autorisation de plus chez ${bank}`,
          text: `Dans ${appName}, une fonction utilise des données que vous n’avez pas encore partagées. Connectez\u2011vous et autorisez\u2011la. Comptez environ une minute.`,
          action: 'Autoriser',
        };
      default:
        return {
          title: `Reconnectez\u2011vous à ${bank}`,
          text: `Les banques le demandent de temps en temps. D’ici là, ${appName} n’en reçoit rien de nouveau. Comptez environ une minute.`,
          action: 'Reconnecter',
        };
    }
  },
  accounts: ({ bank, appName }) => ({
    title: `Choisissez les comptes à afficher chez ${bank}`,
    text: `Un compte que ${appName} utilise n’est pas partagé pour le moment. Connectez\u2011vous et faites votre choix.`,
    action: 'Choisir les comptes',
  }),
  expiring: ({ bank, appName, ends }) => ({
    title: `Gardez ${bank} connectée`,
    text: `Votre autorisation pour ${appName} expire ${ends ? `le ${day(ends)}. Renouvelez\u2011la avant cette date` : 'bientôt. Renouvelez\u2011la maintenant'} pour éviter toute interruption.`,
    action: 'Renouveler',
  }),
  migrating: ({ bank, ends }) => ({
    title: `Gardez ${bank} connectée`,
    text: `La banque passe à un nouveau mode de connexion, et l’ancien prend fin ${ends ? `le ${day(ends)}. Reconnectez\u2011vous avant cette date` : 'bientôt. Reconnectez\u2011vous maintenant'} pour éviter toute interruption.`,
    action: 'Reconnecter',
  }),
  newLink: ({ bank, appName }) => ({
    title: `Connectez de nouveau ${bank}`,
    text: `L’ancienne connexion a pris fin et ne peut pas être renouvelée. Dans ${appName}, comptez quelques minutes.`,
    action: 'Configurer',
  }),
  visitBank: ({ bank }) => ({
    title: `D’abord, une étape chez ${bank}`,
    text: 'Votre accès y est bloqué ou demande un nouveau mot de passe. Réglez cela sur son site ou dans son application, puis revenez à ce message.',
    action: 'Reconnecter',
  }),
  linkEnds: ({ date, time }) =>
    `Ce lien est valable jusqu’au ${day(date)} à ${time}. Il n’est que pour vous\u00a0: ne transférez pas ce message.`,
  linkIsYours: 'Ce lien n’est que pour vous\u00a0: ne transférez pas ce message.',
  address: 'Si le bouton ne fonctionne pas, ouvrez cette adresse\u00a0:',
  trust: ({ appName }) =>
    `Vous vous connectez par l’intermédiaire de Plaid, qui relie les banques à ${appName}. Nous ne voyons jamais votre mot de passe bancaire et ne le demandons jamais par e\u2011mail.`,
  byYourself: ({ appName }) =>
    `Vous préférez ne pas suivre un lien reçu par e\u2011mail\u00a0? Ouvrez ${appName} comme d’habitude\u00a0: la même demande vous y attend.`,
  why: ({ bank, appName }) =>
    `Vous recevez ce message parce que vous avez connecté ${bank} à ${appName}.`,
};

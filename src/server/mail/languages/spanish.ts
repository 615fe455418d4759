import type { RelinkMailTexts } from '../mail-texts';

/** The mail in Spanish, with "usted", in words that are the same in Mexico, the United States and Spain. */
export const spanishMailTexts: RelinkMailTexts = {
  locale: 'es',
  yourBank: 'su banco',
  relink({ bank, appName, reason }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          title: `Usted retiró el acceso en ${bank}`,
          text: `Si así lo quiso, no tiene que hacer nada. Reconecte el banco para volver a verlo en ${appName}.`,
          action: 'Reconectar',
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return {
          title: `Renueve su permiso en ${bank}`,
          text: `El permiso venció. Hasta que lo renueve, ${appName} no recibe nada nuevo de allí. Le llevará alrededor de un minuto.`,
          action: 'Renovar',
        };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          title: `Falta un permiso en ${bank}`,
          text: `Una función de ${appName} usa datos que aún no ha compartido. Inicie sesión y autorícela. Le llevará alrededor de un minuto.`,
          action: 'Autorizar',
        };
      default:
        return {
          title: `Vuelva a iniciar sesión en ${bank}`,
          text: `Los bancos lo piden de vez en cuando. Hasta entonces, ${appName} no recibe nada nuevo de allí. Le llevará alrededor de un minuto.`,
          action: 'Reconectar',
        };
    }
  },
  accounts: ({ bank, appName }) => ({
    title: `Elija qué cuentas de ${bank} quiere ver`,
    text: `Ahora no comparte una cuenta que usa ${appName}. Inicie sesión y elija.`,
    action: 'Elegir cuentas',
  }),
  expiring: ({ bank, appName, ends }) => ({
    title: `Mantenga ${bank} conectado`,
    text: `Su permiso para ${appName} vence ${ends ? `el ${ends}. Renuévelo antes` : 'pronto. Renuévelo ahora'} para que nada se interrumpa.`,
    action: 'Renovar',
  }),
  migrating: ({ bank, ends }) => ({
    title: `Mantenga ${bank} conectado`,
    text: `El banco cambia a otro tipo de conexión, y la actual termina ${ends ? `el ${ends}. Reconéctela antes` : 'pronto. Reconéctela ahora'} para que nada se interrumpa.`,
    action: 'Reconectar',
  }),
  newLink: ({ bank, appName }) => ({
    title: `Conecte ${bank} de nuevo`,
    text: `La conexión anterior terminó y no se puede renovar. Configurarla en ${appName} le llevará unos minutos.`,
    action: 'Configurar',
  }),
  visitBank: ({ bank }) => ({
    title: `Primero, resuelva algo con ${bank}`,
    text: 'Su acceso está bloqueado o necesita una contraseña nueva. Hágalo en el sitio o la aplicación del banco y después vuelva a este correo.',
    action: 'Reconectar',
  }),
  linkEnds: ({ date, time }) =>
    `El enlace funciona hasta el ${date}, ${time}. Es solo para usted: no reenvíe este correo.`,
  linkIsYours: 'El enlace es solo para usted: no reenvíe este correo.',
  address: 'Si el botón no funciona, abra esta dirección:',
  trust: ({ appName }) =>
    `Usted inicia sesión a través de Plaid, que conecta los bancos con ${appName}. Nunca vemos la contraseña de su banco ni la pedimos por correo.`,
  byYourself: ({ appName }) =>
    `¿Prefiere no seguir un enlace de un correo? Abra ${appName} como siempre. Allí le espera la misma petición.`,
  why: ({ bank, appName }) => `Recibe este correo porque conectó ${bank} con ${appName}.`,
};

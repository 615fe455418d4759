'use client';

import type { RelinkErrorCode } from '../../core/errors/code';
import { atStart } from '../at-start';
import type { NoticeSubject } from '../notice-types';
import { only } from '../rows';
import type { RelinkMessages } from '../types';
import { failedText } from './failed-text';

/** A bank at the start of a sentence. */
const start = (bank: string): string => atStart(bank, 'su');

/** "el 1 de diciembre", "mañana", or "dentro de 3 días, el martes". */
function endOf({ until, inDays, weekday }: NoticeSubject): string {
  if (inDays) return weekday ? `${inDays}, el ${weekday}` : inDays;
  return until ? `el ${until}` : 'pronto';
}

const endOfRow = ({ until, inDays }: NoticeSubject): string =>
  inDays ?? (until ? `el ${until}` : 'pronto');

const OUR_SIDE = 'El problema es nuestro y usted no tiene que hacer nada. Seguimos intentándolo.';

/** Why an Item could not be checked, where signing in, waiting or trying again helps. */
const UNCHECKED: Partial<Record<RelinkErrorCode, string>> = {
  unauthorized: 'Su sesión se cerró. Inicie sesión y lo verificaremos de nuevo.',
  offline: 'No tiene conexión a internet. Lo verificaremos en cuanto la recupere.',
  network_error: 'No pudimos contactar con nuestro servidor. Seguimos intentándolo.',
  timeout: 'Está tardando más de lo habitual. Seguimos intentándolo.',
  rate_limited: OUR_SIDE,
  backend_error: OUR_SIDE,
  invalid_response: OUR_SIDE,
};

/**
 * Every text in Spanish, with "usted", in words that are the same in Mexico, the United States and Spain.
 *
 * @example
 * <RelinkProvider messages={spanishMessages}>
 */
export const spanishMessages: RelinkMessages = {
  locale: 'es',
  idle: 'Reconectar',
  confirming: 'Verificando…',
  relinked: 'Conectado',
  tryAgain: 'Reintentar',
  checkAgain: 'Verificar',
  signIn: 'Iniciar sesión',
  getHelp: 'Pedir ayuda',
  openHosted: 'Abrir Plaid',
  retryIn: ({ seconds }) => `Espere ${seconds} s`,
  stillOpening: 'Todavía se está abriendo…',
  inOtherTab: 'El inicio de sesión continúa en la otra pestaña.',
  cancel: 'Cancelar',
  nothingChanged: ({ bank }) => `No ha cambiado nada en ${bank}.`,
  reference: ({ requestId }) => `Referencia: ${requestId}`,
  copy: 'Copiar',
  copied: 'Copiado',
  failed: failedText({
    yourBank: 'su banco',
    tryAgain: 'Algo salió mal. Puede que ya funcione.',
    contact: 'Ahora no podemos actualizar esta conexión. El equipo de soporte puede ayudarle.',
    codes: {
      offline: 'No tiene conexión a internet. Funcionará cuando la recupere.',
      network_error: 'No pudimos conectarnos. Revise su conexión a internet.',
      timeout: 'Tardó demasiado y no ha cambiado nada.',
      unauthorized: 'Su sesión se cerró. Inicie sesión para continuar.',
      rate_limited: 'Demasiadas solicitudes a la vez. Un momento, por favor.',
      link_blocked:
        'La ventana de inicio de sesión no se abrió. Puede que un bloqueador de anuncios lo impida: deténgalo en este sitio.',
      hosted_link_offered:
        'Algo bloquea la ventana de inicio de sesión. Puede continuar en la página de Plaid.',
      invalid_link_token: 'Por seguridad, este inicio de sesión terminó. Empiece de nuevo.',
      session_in_progress: 'Ya hay un inicio de sesión abierto. Termínelo primero.',
      not_confirmed: 'En el banco ya está todo listo. Aún no pudimos verificar el resultado.',
      still_broken: (bank) => `Queda algo pendiente en ${bank}. Busque un mensaje del banco.`,
      redirect_not_resumable: 'Este inicio de sesión terminó. Empiece de nuevo.',
    },
    remedies: {
      relink_with_accounts: 'Aún no comparte ninguna cuenta. Elija una.',
      new_link: 'Esta conexión terminó. Elimínela y configúrela de nuevo.',
      visit_bank: (bank) => `Resuélvalo primero con ${bank} y vuelva aquí.`,
      wait: (bank) => `${start(bank)} no responde en este momento. Vuelva más tarde.`,
    },
    otherBank: (bank) => `Ya hay un inicio de sesión abierto en ${bank}. Termínelo primero.`,
  }),
  announceOpening: ({ bank }) => `Abriendo el inicio de sesión de ${bank}.`,
  announceConfirming: ({ bank }) => `Verificando ${bank}.`,
  announceRelinked: ({ bank }) => `${start(bank)} está conectado de nuevo.`,
  announceExited: ({ bank }) => `No ha cambiado nada en ${bank}.`,
  announceFailed: (text, { bank }) => `${start(bank)}: ${text}`,
  yourBank: 'su banco',
  noticeRelink({ bank, reason }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return {
          title: `Usted retiró el acceso en ${bank}`,
          text: 'Si así lo quiso, no tiene que hacer nada. Reconecte el banco para volver a verlo aquí.',
          action: 'Reconectar',
        };
      case 'OAUTH_CONSENT_EXPIRED':
        return {
          title: `Renueve su permiso en ${bank}`,
          text: 'El permiso venció y los movimientos nuevos están en pausa hasta que lo renueve. Le llevará alrededor de un minuto.',
          action: 'Renovar',
        };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return {
          title: `Falta un permiso en ${bank}`,
          text: 'Una función de esta aplicación usa datos que aún no ha compartido. Inicie sesión y autorícela. Le llevará alrededor de un minuto.',
          action: 'Autorizar',
        };
      default:
        return {
          title: `Vuelva a iniciar sesión en ${bank}`,
          text: 'Los bancos lo piden de vez en cuando. Hasta entonces, los movimientos nuevos están en pausa. Le llevará alrededor de un minuto.',
          action: 'Reconectar',
        };
    }
  },
  noticeAccounts: ({ bank }) => ({
    title: `Elija qué cuentas de ${bank} quiere ver`,
    text: 'Ahora no comparte una cuenta que usa esta aplicación.',
    action: 'Elegir cuentas',
  }),
  noticeExpiring: (subject) => ({
    title: `Mantenga ${subject.bank} conectado`,
    text: `Su permiso vence ${endOf(subject)}. Renuévelo ahora para que nada se interrumpa.`,
    action: 'Renovar',
  }),
  noticeMigrating: (subject) => ({
    title: `Mantenga ${subject.bank} conectado`,
    text: `El banco cambia a otro tipo de conexión, y la actual termina ${endOf(subject)}. Reconéctela ahora para que nada se interrumpa.`,
    action: 'Reconectar',
  }),
  noticeNewLink: ({ bank }) => ({
    title: `Conecte ${bank} de nuevo`,
    text: 'La conexión anterior terminó y no se puede renovar. Configurarla le llevará unos minutos.',
    action: 'Configurar',
  }),
  noticeDuplicate: ({ bank }) => ({
    title: `${start(bank)} parece estar conectado dos veces`,
    text: 'Las dos conexiones usan las mismas credenciales y solo una puede quedarse. Elimine la que no necesite.',
    action: 'Eliminar una',
  }),
  noticeVisitBank: ({ bank }) => ({
    title: `Primero, resuelva algo con ${bank}`,
    text: 'Su acceso está bloqueado o necesita una contraseña nueva. Hágalo en el sitio o la aplicación del banco y después reconecte aquí.',
    action: 'Reconectar',
  }),
  noticeWait: ({ bank }) => ({
    title: `${start(bank)} no responde en este momento`,
    text: 'No tiene que hacer nada. Lo verificamos cada minuto.',
    action: 'Verificar ahora',
  }),
  noticeStillDown: () => 'Recién verificado: todavía no hay respuesta.',
  noticeNewAccounts: ({ bank }) => ({
    title: `Tiene cuentas nuevas en ${bank}`,
    text: 'Inicie sesión y elija las que quiera ver aquí.',
    action: 'Añadir cuentas',
  }),
  noticeDismiss: 'Ahora no',
  noticeUnchecked: ({ code, count }) => ({
    title: count === 1 ? 'No pudimos verificar este banco' : `No pudimos verificar ${count} bancos`,
    text: UNCHECKED[code] ?? 'El problema es nuestro. Si continúa, contacte con el soporte.',
    action: 'Reintentar',
  }),
  noticeSignIn: 'Iniciar sesión',
  noticeRepaired: ({ bank }) => ({
    title: `${start(bank)} está conectado de nuevo`,
    text: 'Los movimientos nuevos aparecerán en unos minutos.',
  }),
  trust: ({ bank, oauth, count }) =>
    `Usted inicia sesión ${oauth && count === 1 ? `en ${bank} ` : ''}a través de Plaid. Nunca vemos su contraseña.`,
  lastUpdated: ({ ago }) => (ago ? `última actualización ${ago}` : 'actualizado ahora mismo'),
  lastChecked: ({ ago }) => (ago ? `Última verificación ${ago}.` : 'Verificado ahora mismo.'),
  openBank: ({ bank }) => `Abrir ${bank}`,
  done: 'Listo',
  listTitle({ total, done, task }) {
    if (total === 0) {
      return task === 'wait' ? 'Algunos bancos no responden' : 'Algunos bancos tienen un problema';
    }
    const left = total - done;
    const banks = `${left} ${left === 1 ? 'banco' : 'bancos'}${done > 0 ? ' más' : ''}`;
    return task === 'sign_in' ? `Inicie sesión en ${banks}` : `Actualice ${banks}`;
  },
  listText({ left, next }) {
    if (left === 0) return 'No tiene que hacer nada.';
    if (left === 1) return 'Le llevará alrededor de un minuto.';
    return next
      ? `Alrededor de un minuto cada uno. Empiece por ${next} o por el que prefiera.`
      : 'Alrededor de un minuto cada uno, en el orden que prefiera.';
  },
  listDone: ({ total, done }) =>
    done === total
      ? 'Listo. Todos sus bancos están conectados.'
      : `${done} de ${total} conectados, ${total - done} para más tarde`,
  listChecking: 'Verificando sus otros bancos…',
  listNewAccounts: 'Puede añadir más cuentas',
  listUnchecked: 'Sus bancos',
  listProgress: ({ total, done }) => `${done} de ${total} conectados`,
  listStep: ({ step, total }) => `Paso ${step} de ${total}`,
  listNothingToDo: 'Nada que hacer',
  listLater: 'Más tarde',
  listSkip: 'Más tarde',
  listTwice: () =>
    'Este banco está conectado dos veces con las mismas credenciales y solo puede quedarse una conexión.',
  rowRelink({ reason, lastUpdate }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return { status: 'Acceso retirado', detail: lastUpdate };
      case 'OAUTH_CONSENT_EXPIRED':
        return { status: 'Permiso vencido', detail: lastUpdate };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return only('Falta un permiso');
      default:
        return { status: 'Sesión cerrada', detail: lastUpdate };
    }
  },
  rowAccounts: () => only('Cuenta no compartida'),
  rowExpiring: (subject) => only(`El acceso vence ${endOfRow(subject)}`),
  rowMigrating: (subject) => only(`La conexión termina ${endOfRow(subject)}`),
  rowNewLink: ({ lastUpdate }) => ({ status: 'Conexión terminada', detail: lastUpdate }),
  rowDuplicate: () => only('Conectado dos veces'),
  rowTwice: () => 'se eliminará el duplicado',
  rowVisitBank: () => only('Por resolver con el banco'),
  rowWait: () => ({ status: 'No responde', detail: 'seguimos verificando' }),
  rowNewAccounts: () => only('Cuentas nuevas'),
  rowUnchecked: ({ code }) => ({
    status: 'Sin verificar',
    detail: code === 'unauthorized' ? 'sesión cerrada' : code === 'offline' ? 'sin conexión' : null,
  }),
  rowRepaired: () => ({ status: 'Conectado', detail: 'actualizando' }),
};

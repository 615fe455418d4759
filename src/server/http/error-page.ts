import { ERROR_PAGES } from '../../core/errors/pages';

/** The codes of this package in logs of the server. Each has a heading in docs/errors/server.md. */
export const SERVER_CODES = [
  'APP_ERROR',
  'INSTITUTIONS_FAILED',
  'INVALID_ANSWER',
  'INVALID_HOST',
  'INVALID_ORIGIN',
  'NOT_FOUND',
  'NO_ANSWER',
  'RATE_LIMIT',
  'RATE_LIMIT_UNAVAILABLE',
  'RECORDS_FAILED',
  'TIMEOUT',
  'TOO_MANY_KEYS',
  'UNKNOWN',
  'WEBHOOK_DELIVERIES_FAILED',
  'WEBHOOK_KEYS_FAILED',
  'WEBHOOK_KEY_KEPT',
  'WEBHOOK_REFUSED',
] as const;

/** The functions of the server whose thrown errors have a part of docs/errors/server.md. */
export const THROWING = [
  'verifyWebhook',
  'sweepItems',
  'catchUpWebhooks',
  'findDuplicateItems',
] as const;

/** @returns the message with the address of the part of docs/errors/server.md that is about errors of this function */
export function withThrownPage(message: string, where: (typeof THROWING)[number]): string {
  if (message.includes(ERROR_PAGES)) return message;
  return `${message} See ${ERROR_PAGES}server.md#errors-of-${where.toLowerCase()}`;
}

/** @returns the message with the address of the part of docs/errors/server.md that is about its code */
export function withServerPage(message: string, errorCode: string): string {
  // An error of the client's half has the address of its own page.
  if (message.includes(ERROR_PAGES)) return message;
  const isOwn = SERVER_CODES.some((code) => code === errorCode);
  return `${message} See ${ERROR_PAGES}server.md#${isOwn ? errorCode.toLowerCase() : 'codes-of-plaid'}`;
}

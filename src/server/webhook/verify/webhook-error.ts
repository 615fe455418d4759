import { withThrownPage } from '../../http/error-page';
import { HttpError, internalError, invalidRequest, toHttpError } from '../../http/http-error';
import { WebhookRejected, type RejectionReason } from '../keys/webhook-rejected';

/** What {@link WebhookError.reason} can be. */
export type WebhookErrorReason = RejectionReason | 'unreadable' | 'unavailable';

/** What `verifyWebhook` rejects with. */
export interface WebhookError extends Error {
  readonly name: 'WebhookError';
  /**
   * The status to answer with. 401: the webhook is not Plaid's, is older than 5 minutes, or is of another environment. 400 and 413: the body was cut
   * off, is too large or is no JSON object. 500: the webhook is Plaid's, but its body was read or parsed before
   * `verifyWebhook` could read it. 502, 503, 504: Plaid's key could not be fetched. Plaid delivers again what did not get
   * a 200.
   */
  readonly status: number;
  /** Why, for your log: tell the sender nothing. */
  readonly reason: WebhookErrorReason;
}

const BRAND = Symbol.for('react-plaid-relink/webhook-error');

/** Whether a value is a {@link WebhookError}, also one of another copy of this package. */
export function isWebhookError(value: unknown): value is WebhookError {
  return typeof value === 'object' && value !== null && BRAND in value;
}

/** The public form of whatever was thrown while a webhook was verified. */
export function toWebhookError(thrown: unknown): WebhookError {
  const { init } = toWebhookHttpError(thrown);
  const { status, log, message } = init;
  const failed = status >= 500 ? 'unavailable' : 'unreadable';
  const error = Object.assign(new Error(withThrownPage(log?.message ?? message, 'verifyWebhook')), {
    name: 'WebhookError' as const,
    status,
    reason: thrown instanceof WebhookRejected ? thrown.reason : failed,
  } satisfies Partial<WebhookError>);
  return Object.defineProperty(error, BRAND, { value: true });
}

/** What a request is answered with whose webhook could not be verified. */
export function toWebhookHttpError(thrown: unknown): HttpError {
  if (!(thrown instanceof WebhookRejected)) return toHttpError(thrown, 'A function of your app');
  const { reason } = thrown;
  if (reason === 'no body' || reason === 'parsed body') {
    return internalError({
      errorCode: 'APP_ERROR',
      message: UNREADABLE[reason],
      countedAs: `webhook: ${reason}`,
    });
  }
  if (reason === 'no JSON object') {
    return new HttpError({
      ...invalidRequest(400, 'INVALID_BODY', 'The body must be a JSON object.').init,
      log: {
        errorCode: 'WEBHOOK_REFUSED',
        message: 'Plaid signed a body that is no JSON object.',
        countedAs: `webhook: ${reason}`,
      },
    });
  }
  const isForeign = reason === 'another environment';
  return new HttpError({
    ...invalidRequest(401, 'UNAUTHORIZED', 'This is no webhook of Plaid’s.').init,
    log: {
      errorCode: 'WEBHOOK_REFUSED',
      message: isForeign ? FOREIGN : `A webhook was refused: ${reason}.`,
      countedAs: `webhook: ${reason}`,
    },
  });
}

const FOREIGN =
  'A webhook was refused: another environment. Plaid signed it, but it is not of the environment of this handler (option environment, else the one in the client’s basePath), or it names none. Give the Items of each environment a webhook address of their own.';

const ADVICE =
  'Plaid signs the exact bytes. Mount this route before the middleware that reads bodies, or let that middleware keep the bytes: express.json({ verify: (req, _res, bytes) => { req.rawBody = bytes; } }).';

const UNREADABLE = {
  'no body': `Plaid signed a webhook, but its body was empty when it reached the handler. ${ADVICE}`,
  'parsed body': `Plaid signed a webhook, but a body parser came first: the body was parsed and written again before it reached the handler. ${ADVICE}`,
} as const;

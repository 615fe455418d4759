import { HttpError, invalidRequest, methodNotAllowed, toHttpError } from '../http/http-error';
import { errorResponse, jsonResponse } from '../http/json-response';
import { logError } from '../http/log-error';
import { parseJson, readBody } from '../http/read-body';
import { createRequestDeadline, type RequestDeadline } from '../http/request-deadline';
import { classifyWebhook, type ItemWebhookEvent } from './classify-webhook';
import { createDeliveries, type Deliveries } from './deliveries';
import { verifyWebhook } from './verify-webhook';
import { createWebhookKeys, type WebhookKeys } from './webhook-keys';
import { assertWebhookOptions, type WebhookHandlerOptions } from './webhook-options';
import { WebhookRejected } from './webhook-rejected';

/** An Item's webhook has a few hundred bytes; those of other products have some thousands. */
const MAX_BODY_BYTES = 64 * 1024;
/** The `route` of this handler's errors. */
const ROUTE = 'webhook';

/**
 * Creates the handler of the route that Plaid calls when an Item's health changes. It verifies that Plaid sent the
 * webhook and calls `onEvent` with what happened. Web-standard, like `createRelinkHandler`; `jose` checks the signature.
 *
 * A webhook is accepted if Plaid signed it within the last 5 minutes
 * (plaid.com/docs/api/webhooks/webhook-verification). Every other request gets the same 401. A delivery that comes twice
 * is handled once in this process.
 *
 * @throws RelinkError `invalid_options` at once, if an option is missing or wrong
 * @example
 * export const POST = createWebhookHandler({
 *   plaid,
 *   onEvent: (event) => db.items.update(event.itemId, { state: event.type }),
 * });
 */
export function createWebhookHandler(
  options: WebhookHandlerOptions,
): (request: Request) => Promise<Response> {
  return createWebhookHandlerAt(options, () => Date.now());
}

/** The same with a clock, for tests. */
export function createWebhookHandlerAt(
  options: WebhookHandlerOptions,
  now: () => number,
): (request: Request) => Promise<Response> {
  assertWebhookOptions(options);
  const { plaid, onError, timeoutMs = 8_000 } = options;
  const keys = createWebhookKeys(plaid, timeoutMs, now);
  const deliveries = createDeliveries(now);
  return async (request) => {
    const deadline = createRequestDeadline(timeoutMs, request.signal);
    try {
      await handle({ request, deadline, options, keys, deliveries, now });
      return jsonResponse(200, {}, null);
    } catch (thrown) {
      const error =
        thrown instanceof WebhookRejected ? unauthorized(thrown) : toHttpError(thrown, 'onEvent');
      return errorResponse(error, { route: ROUTE, cors: null, onError });
    } finally {
      deadline.end();
    }
  };
}

interface Delivery {
  request: Request;
  deadline: RequestDeadline;
  options: WebhookHandlerOptions;
  keys: WebhookKeys;
  deliveries: Deliveries;
  now: () => number;
}

async function handle(delivery: Delivery): Promise<void> {
  const { request, deadline, options, keys, deliveries, now } = delivery;
  if (request.method !== 'POST') throw methodNotAllowed();
  const bytes = await deadline.run('the body', () => readBody(request, MAX_BODY_BYTES));
  const jwt = request.headers.get('plaid-verification');
  const verified = await deadline.run('the webhook’s key', () =>
    verifyWebhook(jwt, bytes, keys, now()),
  );
  const event = classifyWebhook(parseJson(bytes));
  if (!event) return;
  const { id, acceptedUntil } = verified;
  const work = deliveries.once(id, acceptedUntil, async () => options.onEvent(event));
  if (options.waitUntil) runAfterResponse(work, event, options);
  else await deadline.run('onEvent', () => work);
}

/** After the response, an error can only go to the log. */
function runAfterResponse(
  work: Promise<void>,
  event: ItemWebhookEvent,
  options: WebhookHandlerOptions,
): void {
  options.waitUntil?.(
    work.catch((cause: unknown) =>
      logError(options.onError, {
        route: ROUTE,
        status: 200,
        errorCode: 'APP_ERROR',
        requestId: null,
        message: `onEvent threw for ${event.webhookCode}. See the cause. Plaid does not send this webhook again.`,
        cause,
      }),
    ),
  );
}

function unauthorized({ reason }: WebhookRejected): HttpError {
  return new HttpError({
    ...invalidRequest(401, 'UNAUTHORIZED', 'This is no webhook of Plaid’s.').init,
    log: { errorCode: 'WEBHOOK_REFUSED', message: `A webhook was refused: ${reason}.` },
  });
}

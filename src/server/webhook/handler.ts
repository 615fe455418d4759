import { jsonResponse, errorResponse, toHttpError } from '../http/answer';
import { badRequest, HttpError } from '../http/failure';
import { parseJson, readBody } from '../http/read-body';
import { report } from '../http/report';
import { createRequestScope, type RequestScope } from '../http/request-scope';
import { createDeliveries, type Deliveries } from './deliveries';
import { classifyWebhook, type ItemWebhookEvent } from './events';
import { createWebhookKeys, type WebhookKeys } from './keys';
import { checkWebhookOptions, type WebhookHandlerOptions } from './options';
import { Refusal } from './refusal';
import { verifyWebhook } from './verify';

/** Item webhooks have a few hundred bytes; those of other products, some thousands. */
const MAX_BODY_BYTES = 64 * 1024;
/** How problems of this handler are named, where those of the other one have their route. */
const ROUTE = 'webhook';

/**
 * The route that Plaid calls when an Item's health changes: verifies that it is Plaid, and tells the app what happened.
 * Web-standard, like `createRelinkHandler`; `jose` does the cryptography.
 *
 * Only what Plaid signed within the last 5 minutes is believed (plaid.com/docs/api/webhooks/webhook-verification).
 * Everything else gets the same 401. The same delivery is handled once in this process.
 *
 * @throws RelinkError `invalid_options` at once, where an option is missing
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
  checkWebhookOptions(options);
  const { plaid, onError, timeoutMs = 8_000 } = options;
  const keys = createWebhookKeys(plaid, timeoutMs, now);
  const deliveries = createDeliveries(now);
  return async (request) => {
    const scope = createRequestScope(timeoutMs, request.signal);
    try {
      await handle({ request, scope, options, keys, deliveries, now });
      return jsonResponse(200, {}, null);
    } catch (thrown) {
      const failure = thrown instanceof Refusal ? refused(thrown) : toHttpError(thrown, 'onEvent');
      return errorResponse(failure, { route: ROUTE, cors: null, onError });
    } finally {
      scope.end();
    }
  };
}

interface Delivery {
  request: Request;
  scope: RequestScope;
  options: WebhookHandlerOptions;
  keys: WebhookKeys;
  deliveries: Deliveries;
  now: () => number;
}

async function handle(delivery: Delivery): Promise<void> {
  const { request, scope, options, keys, deliveries, now } = delivery;
  if (request.method !== 'POST') {
    const { init } = badRequest(405, 'INVALID_METHOD', 'Send POST.');
    throw new HttpError({ ...init, headers: { allow: 'POST' } });
  }
  const bytes = await scope.within('the body', () => readBody(request, MAX_BODY_BYTES));
  const jwt = request.headers.get('plaid-verification');
  const verified = await scope.within('the webhook’s key', () =>
    verifyWebhook(jwt, bytes, keys, now()),
  );
  const event = classifyWebhook(parseJson(bytes));
  if (!event) return;
  const { id, believedUntil } = verified;
  const work = deliveries.once(id, believedUntil, async () => options.onEvent(event));
  if (options.waitUntil) goOn(work, event, options);
  else await scope.within('onEvent', () => work);
}

/** After the answer there is only the log to tell. */
function goOn(work: Promise<void>, event: ItemWebhookEvent, options: WebhookHandlerOptions): void {
  options.waitUntil?.(
    work.catch((cause: unknown) =>
      report(options.onError, {
        route: ROUTE,
        status: 200,
        errorCode: 'APP_ERROR',
        requestId: null,
        message: `onEvent threw, for ${event.webhookCode}. See the cause. Plaid does not deliver it again.`,
        cause,
      }),
    ),
  );
}

function refused({ reason }: Refusal): HttpError {
  return new HttpError({
    ...badRequest(401, 'UNAUTHORIZED', 'This is no webhook of Plaid’s.').init,
    problem: { errorCode: 'WEBHOOK_REFUSED', message: `A webhook was refused: ${reason}.` },
  });
}

import { methodNotAllowed, type HttpError } from '../http/http-error';
import { errorAnswer, jsonAnswer, toWebHandler } from '../http/answer';
import { keepAlive } from '../http/keep-alive';
import { logError } from '../http/log-error';
import { createQuietLog } from '../http/quiet-log';
import { redactedBy } from '../http/redacted-by';
import { createRequestDeadline, type RequestDeadline } from '../http/request-deadline';
import { classifyWebhook, type ItemWebhookEvent } from './classify-webhook';
import { updateRecord } from '../records/item-records';
import { createDeliveries } from './deliveries';
import { changeOf } from './flag-of';
import { findRelink } from './find-relink';
import { createSharedDeliveries } from './shared-deliveries';
import { runSteps, runStepsAfterResponse, StepFailed, type Step } from './run-steps';
import type { VerifiedWebhook } from './verify/verified-webhook';
import { MAX_AGE_MS } from './verify/parse-claims';
import { reportTo } from './keys/report-problem';
import { createVerifier } from './verify/verifier';
import { toWebhookHttpError } from './verify/webhook-error';
import { assertWebhookOptions, type WebhookHandlerOptions } from './webhook-options';

/** The `route` of this handler's errors. */
const ROUTE = 'webhook';
const RECORDING = 'records.update';

/**
 * Creates the handler of the route that Plaid calls. It verifies that Plaid sent the webhook, keeps what it says of an
 * Item in `records`, and tells your app: `onWebhook` hears every webhook, `onEvent` what happened to an Item's health.
 * Web-standard, like `createRelinkHandler`; `jose` checks the signature.
 *
 * A webhook is accepted if Plaid signed it within the last 5 minutes
 * (plaid.com/docs/api/webhooks/webhook-verification). Every other request gets the same 401. A delivery that comes twice
 * is handled once: in this process, or with `deliveries` on all machines.
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
  const { plaid, records, onWebhook, onEvent, waitUntil, timeoutMs = 8_000 } = options;
  const onError = redactedBy(options.redact, options.onError);
  const quietLog = createQuietLog(onError, now);
  const report = reportTo(quietLog);
  const verify = createVerifier(options, report, now);
  const shared = options.deliveries && createSharedDeliveries(options.deliveries, report, now);
  const deliveries = createDeliveries<null>(now);
  const relinks = createDeliveries<ItemWebhookEvent | null>(now);

  return toWebHandler(async (request) => {
    const deadline = createRequestDeadline(timeoutMs, request.signal);
    try {
      if (request.method !== 'POST') throw methodNotAllowed();
      await handle(await verify(request, deadline), deadline);
      return jsonAnswer(200, {}, null);
    } catch (thrown) {
      const error = toWebhookHttpError(thrown);
      return errorAnswer(error, { route: ROUTE, cors: null, onError, quietLog });
    } finally {
      quietLog.tellCounts();
      deadline.end();
    }
  });

  /** Whatever fails, the rest runs: a repetition of the webhook may come too late to be accepted. */
  async function handle(webhook: VerifiedWebhook, deadline: RequestDeadline): Promise<void> {
    const { event, failure } = await findEvent(webhook, deadline);
    const steps = (name: string, run: (() => unknown) | false): Step[] =>
      run ? [stepOf(webhook, name, run)] : [];
    // The record first and before any response: a callback may make the page ask, and a lost record is never repeated.
    const recording = steps(
      RECORDING,
      records !== undefined &&
        event !== null &&
        (() => updateRecord(records, event.itemId, changeOf(event))),
    );
    const callbacks = [
      ...steps('onWebhook', onWebhook !== undefined && (() => onWebhook(webhook))),
      ...steps('onEvent', onEvent !== undefined && event !== null && (() => onEvent(event))),
    ];
    const failures = [failure, await runSteps(recording, deadline)];
    if (waitUntil) {
      keepAlive(waitUntil, runStepsAfterResponse(callbacks), (cause) =>
        reportFailure(webhook, 'waitUntil', cause),
      );
    } else failures.push(await runSteps(callbacks, deadline));
    const first = failures.find((each) => each !== null);
    if (first) throw first;
  }

  async function findEvent(
    webhook: VerifiedWebhook,
    deadline: RequestDeadline,
  ): Promise<{ event: ItemWebhookEvent | null; failure: HttpError | null }> {
    if (!onEvent && !records) return { event: null, failure: null };
    try {
      // Once per delivery: who repeats a webhook of Plaid's must not spend what Plaid allows this app.
      const find = (): Promise<ItemWebhookEvent | null> =>
        relinks.once(webhook.deliveryId, untilOf(webhook), () =>
          findRelink(webhook, { plaid, deadline, onError }),
        );
      return { event: classifyWebhook(webhook) ?? (await find()), failure: null };
    } catch (thrown) {
      return { event: null, failure: toWebhookHttpError(thrown) };
    }
  }

  /** A repeated delivery runs only the steps that have failed. */
  function stepOf(webhook: VerifiedWebhook, name: string, handle: () => unknown): Step {
    const id = `${webhook.deliveryId} ${name}`;
    return {
      name,
      run: async () => {
        const until = untilOf(webhook);
        const attempt = async (): Promise<void> => {
          try {
            await handle();
          } catch (cause) {
            reportFailure(webhook, name, cause);
            throw new StepFailed();
          }
        };
        await deliveries.once(id, until, async () => {
          // A record comes out the same however often it is written.
          if (shared && name !== RECORDING) await shared.run(id, until, attempt);
          else await attempt();
          return null;
        });
      },
    };
  }

  function reportFailure(webhook: VerifiedWebhook, name: string, cause: unknown): void {
    const { webhookType, webhookCode } = webhook;
    const isAnswered = waitUntil !== undefined && name !== RECORDING;
    const repetition = isAnswered
      ? 'Plaid does not send this webhook again.'
      : 'Plaid gets no 200, so it sends this webhook again.';
    void logError(onError, {
      route: ROUTE,
      status: isAnswered ? 200 : 500,
      errorCode: 'APP_ERROR',
      requestId: null,
      message: `${name} threw for ${webhookType}/${webhookCode}. See the cause. ${repetition}`,
      cause,
    });
  }
}

/** Until when a signature is accepted, in milliseconds since the epoch. */
function untilOf({ signedAt }: VerifiedWebhook): number {
  return signedAt.getTime() + MAX_AGE_MS;
}

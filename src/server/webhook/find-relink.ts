import { isRecord, nonEmptyString } from '../../core/unknown';
import type { RelinkHandlerError } from '../http/handler-error';
import { HttpError } from '../http/http-error';
import { logError } from '../http/log-error';
import type { RequestDeadline } from '../http/request-deadline';
import { callPlaid } from '../plaid/call-plaid';
import { parseLinkSubject, type LinkSubject } from '../plaid/link-webhook-url';
import type { WebhookPlaidClient } from '../plaid/plaid-client';
import type { ItemWebhookEvent } from './classify-webhook';
import type { VerifiedWebhook } from './verify/verified-webhook';

interface FindRelinkContext {
  plaid: Pick<WebhookPlaidClient, 'linkTokenGet'>;
  deadline: RequestDeadline;
  onError: ((error: RelinkHandlerError) => void) | undefined;
}

/**
 * `LINK/SESSION_FINISHED` with success, as the relink of the Item whose token it was. Plaid is asked for the token,
 * since the webhook does not name the Item.
 *
 * @returns null for other webhooks, and for a token that this package did not make or that Plaid no longer knows
 * @throws HttpError if Plaid could not be asked
 */
export async function findRelink(
  webhook: VerifiedWebhook,
  { plaid, deadline, onError }: FindRelinkContext,
): Promise<ItemWebhookEvent | null> {
  const { webhookType, webhookCode, environment, body, signedAt } = webhook;
  const { deliveryId, bodyHash } = webhook;
  const token = nonEmptyString(body.link_token);
  const isSuccess =
    webhookType === 'LINK' && webhookCode === 'SESSION_FINISHED' && body.status === 'SUCCESS';
  if (!isSuccess || token === null || !plaid.linkTokenGet) return null;
  const subject = await fetchSubject(token, plaid.linkTokenGet.bind(plaid), deadline).catch(
    (thrown: unknown) => {
      if (!isUnknownToken(thrown)) throw thrown;
      void logError(onError, {
        route: 'webhook',
        status: 200,
        errorCode: 'INVALID_LINK_TOKEN',
        requestId: null,
        message:
          'A user finished Link, and Plaid no longer knows the token, so no Item counts as relinked. It is seen when the Item’s health is asked for.',
      });
      return null;
    },
  );
  return (
    subject && {
      type: 'relinked',
      itemId: subject.plaidItemId,
      environment,
      webhookCode,
      signedAt,
      deliveryId,
      bodyHash,
      linkSessionId: nonEmptyString(body.link_session_id),
      purpose: subject.purpose,
      accountSelection: subject.accountSelection,
    }
  );
}

async function fetchSubject(
  token: string,
  linkTokenGet: NonNullable<WebhookPlaidClient['linkTokenGet']>,
  deadline: RequestDeadline,
): Promise<LinkSubject | null> {
  const data = await callPlaid((call) => linkTokenGet({ link_token: token }, call), deadline);
  return parseLinkSubject(isRecord(data.metadata) ? data.metadata.webhook : null);
}

/** To ask again would not help (plaid.com/docs/errors/invalid-input). */
function isUnknownToken(thrown: unknown): boolean {
  return thrown instanceof HttpError && thrown.init.log?.errorCode === 'INVALID_LINK_TOKEN';
}

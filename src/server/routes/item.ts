import { classifyItem } from '../../core/health';
import { isRecord, textOf } from '../../core/wire';
import { Failure } from '../failure';
import { isAboutItem, noAnswer } from '../plaid-call';
import { askPlaid, type Route } from '../route';

export const itemRoute: Route = {
  path: '/item/get',
  takesFlag: false,
  async run(context) {
    const { options, item, body } = context;
    const answer = await askPlaid(context, (call) =>
      options.plaid.itemGet({ access_token: item.accessToken }, call),
    ).catch(asItem);
    if (!isRecord(answer.item)) throw noAnswer('Plaid’s answer to /item/get has no item.');
    const health = classifyItem(answer.item, Date.now());
    return {
      item_id: body.itemId,
      health: health.state,
      remedy: health.remedy,
      error_code: health.errorCode,
      consent_expiration_time: health.consentExpiresAt?.toISOString() ?? null,
      institution_name: health.institutionName,
      request_id: textOf(answer.request_id),
    };
  },
};

/** Plaid refuses to speak of an Item that is gone or revoked: an answer about its health, not a failure to ask. */
function asItem(failure: unknown): Record<string, unknown> {
  if (!(failure instanceof Failure) || !isAboutItem(failure.init)) throw failure;
  const { errorType, errorCode, requestId } = failure.init;
  return {
    item: { error: { error_type: errorType, error_code: errorCode } },
    request_id: requestId,
  };
}

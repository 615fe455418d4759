import { classifyItem } from '../../core/item/classify-item';
import { isRecord, nonEmptyString } from '../../core/unknown';
import { noAnswer } from '../plaid/plaid-call';
import type { Route } from './route';

export const itemRoute: Route = {
  path: '/item/get',
  flags: [],
  async run({ inquiry, item, body, scope, request }) {
    const isFresh = /\bno-cache\b/i.test(request.headers.get('cache-control') ?? '');
    const { accessToken } = item;
    const answer = await inquiry.ask({ itemId: body.itemId, accessToken }, scope, isFresh);
    if (!isRecord(answer.item)) throw noAnswer('Plaid’s answer to /item/get has no item.');
    const health = classifyItem(answer.item, Date.now(), answer.accounts);
    return {
      item_id: body.itemId,
      health: health.state,
      remedy: health.remedy,
      error_code: health.errorCode,
      consent_expiration_time: health.consentExpiresAt?.toISOString() ?? null,
      institution_name: health.institutionName,
      request_id: nonEmptyString(answer.request_id),
    };
  },
};

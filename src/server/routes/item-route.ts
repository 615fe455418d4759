import { classifyItem } from '../../core/item/classify-item';
import { isRecord, nonEmptyString } from '../../core/unknown';
import { plaidUnreachable } from '../plaid/plaid-error';
import type { Route } from './route';

export const itemRoute: Route = {
  path: '/item/get',
  fields: [],
  async run({ itemCache, item, body, deadline, request }) {
    const isFresh = /\bno-cache\b/i.test(request.headers.get('cache-control') ?? '');
    const { accessToken } = item;
    const fetched = await itemCache.get({ itemId: body.itemId, accessToken }, deadline, isFresh);
    if (!isRecord(fetched.item)) throw plaidUnreachable('Plaid’s answer to /item/get has no item.');
    const health = classifyItem(fetched.item, Date.now(), fetched);
    return {
      item_id: body.itemId,
      health: health.state,
      remedy: health.remedy,
      error_code: health.errorCode,
      consent_expiration_time: health.consentExpiresAt?.toISOString() ?? null,
      institution_name: health.institutionName,
      request_id: nonEmptyString(fetched.request_id),
    };
  },
};

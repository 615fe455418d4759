import type { LinkTokenBody } from '../../core/gateway/wire';
import { invalidRequest } from '../http/http-error';
import { parseItemFields } from '../http/parse-body';
import { toRequestedLink } from '../options/link-token/requested-link';
import { findOwnedItem } from '../service/find-owned-item';
import { linkSettingsOf, mintLinkToken } from '../service/mint-link-token';
import { ONE_ITEM_BYTES, type Route } from './route';

const LINK_TOKEN_FIELDS = [
  'account_selection_enabled',
  'hosted_link',
  'purpose',
  'platform',
] as const;

export const linkTokenRoute: Route<LinkTokenBody> = {
  path: '/link/token/create',
  maxBytes: ONE_ITEM_BYTES,
  async run(call, fields) {
    const body = parseItemFields(fields, LINK_TOKEN_FIELDS);
    const owned = await findOwnedItem(call, body.itemId);
    const requested = toRequestedLink(body);
    const settings = await linkSettingsOf(owned, requested);
    if (requested.hostedLink && !settings.hostedLink) {
      throw invalidRequest(400, 'INVALID_FIELD', 'hosted_link is not set up on this server.');
    }
    return mintLinkToken(owned, requested, settings);
  },
};

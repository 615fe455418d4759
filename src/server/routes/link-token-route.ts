import { nonEmptyString } from '../../core/unknown';
import { invalidRequest } from '../http/http-error';
import { assertLinkTokenSettings } from '../options/assert-link-token-settings';
import { toRequestedLink } from '../options/requested-link';
import { updateModeRequest } from '../options/update-mode-request';
import { callPlaid } from '../plaid/call-plaid';
import { addLinkSubject } from '../plaid/link-webhook-url';
import { tokenBody } from '../plaid/token-body';
import type { Route } from './route';

export const linkTokenRoute: Route = {
  path: '/link/token/create',
  fields: ['account_selection_enabled', 'hosted_link', 'purpose'],
  async run({ options, item, user, request, body, deadline }) {
    const { linkToken, plaid } = options;
    const requested = toRequestedLink(body);
    let settings = linkToken;
    if (typeof settings === 'function') {
      const createSettings = settings;
      settings = await deadline.run('linkToken', () =>
        createSettings(item, user, request, requested),
      );
      // Settings that are no function were checked when the handler was created.
      assertLinkTokenSettings(settings);
    }
    if (requested.hostedLink && !settings.hostedLink) {
      throw invalidRequest(400, 'INVALID_FIELD', 'hosted_link is not set up on this server.');
    }
    const { webhook } = settings;
    const subject = {
      plaidItemId: item.plaidItemId ?? body.itemId,
      purpose: requested.purpose,
    };
    const fields = {
      ...updateModeRequest(item, settings, requested),
      ...(webhook !== undefined && { webhook: addLinkSubject(webhook, subject) }),
    };
    const data = await callPlaid((call) => plaid.linkTokenCreate(fields, call), deadline);
    const url = requested.hostedLink && nonEmptyString(data.hosted_link_url);
    return { ...tokenBody(data, 'link_token', 'link-'), ...(url && { hosted_link_url: url }) };
  },
};

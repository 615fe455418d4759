import type { LinkTokenBody } from '../../core/gateway/wire';
import { isPlaidPage } from '../../core/link/plaid-page';
import { nonEmptyString } from '../../core/unknown';
import { internalError, invalidRequest, throwNamed, type HttpError } from '../http/http-error';
import { parseItemFields } from '../http/parse-body';
import { assertLinkTokenSettings } from '../options/link-token/assert-link-token-settings';
import { toRequestedLink } from '../options/link-token/requested-link';
import { addLinkSubject } from '../plaid/link-webhook-url';
import { readToken } from '../plaid/read-token';
import { findOwnedItem } from '../service/find-owned-item';
import { mintToken } from '../service/mint-token';
import { updateModeRequest } from '../service/update-mode-request';
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
    const { item, user, request, deadline, plaidItemId } = owned;
    const { linkToken, plaid } = call.context.options;
    const requested = toRequestedLink(body);
    const settings =
      typeof linkToken === 'function'
        ? await deadline
            .run('linkToken', () => linkToken(item, user, request, requested))
            .catch(throwNamed('linkToken'))
        : linkToken;
    if (settings === null) {
      throw invalidRequest(403, 'NOT_ALLOWED', 'The app does not allow this.');
    }
    // Settings that are no function were checked when the handler was created.
    if (typeof linkToken === 'function') assertLinkTokenSettings(settings);
    if (requested.hostedLink && !settings.hostedLink) {
      throw invalidRequest(400, 'INVALID_FIELD', 'hosted_link is not set up on this server.');
    }
    const { webhook } = settings;
    const { purpose, accountSelection } = requested;
    const subject = { plaidItemId, purpose, accountSelection };
    const tokenRequest = {
      ...updateModeRequest(item, settings, requested),
      ...(webhook !== undefined && { webhook: addLinkSubject(webhook, subject) }),
    };
    const data = await mintToken(owned, (options) => plaid.linkTokenCreate(tokenRequest, options));
    const { token, life } = readToken(data, 'link_token', 'link-');
    const url = requested.hostedLink ? nonEmptyString(data.hosted_link_url) : null;
    if (url !== null && !isPlaidPage(url) && !isPageOf(plaid, url)) throw notPlaidsPage();
    return { link_token: token, ...life, ...(url && { hosted_link_url: url }) };
  },
};

/** A client of a fake Plaid has its pages at its own address: `basePath` of the official client. */
function isPageOf(plaid: object, url: string): boolean {
  const basePath: unknown = Reflect.get(plaid, 'basePath');
  if (typeof basePath !== 'string' || !URL.canParse(basePath) || !URL.canParse(url)) return false;
  return /^https?:/.test(url) && new URL(url).origin === new URL(basePath).origin;
}

function notPlaidsPage(): HttpError {
  return internalError({
    errorCode: 'INVALID_ANSWER',
    message:
      "Plaid's answer has a hosted_link_url that is no https page of plaid.com, so it is not passed on. Is the plaid client the official one, and its basePath Plaid's?",
  });
}

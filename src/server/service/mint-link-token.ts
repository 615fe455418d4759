import type { LinkTokenBody } from '../../core/gateway/wire';
import { isPlaidPage } from '../../core/link/plaid-page';
import { nonEmptyString } from '../../core/unknown';
import { internalError, invalidRequest, throwNamed, type HttpError } from '../http/http-error';
import { assertLinkTokenSettings } from '../options/link-token/assert-link-token-settings';
import type { LinkTokenSettings } from '../options/link-token/link-token-settings';
import type { RequestedLink } from '../options/link-token/requested-link';
import type { OwnedItem } from '../options/owned-item';
import { addLinkSubject } from '../plaid/link-webhook-url';
import { readToken } from '../plaid/read-token';
import { mintToken } from './mint-token';
import type { OwnedCall } from './service-call';
import { updateModeRequest } from './update-mode-request';

/**
 * The app's settings for one link token.
 *
 * @throws HttpError 403 where the app refuses the token, 500 where it threw or its settings are wrong
 */
export async function linkSettingsOf<User, Item extends OwnedItem>(
  { context, deadline, item, user, request }: OwnedCall<User, Item>,
  requested: RequestedLink,
): Promise<LinkTokenSettings> {
  const { linkToken } = context.options;
  // Settings that are no function were checked when the handler was created.
  if (typeof linkToken !== 'function') return linkToken;
  const settings = await deadline
    .run('linkToken', () => linkToken(item, user, request, requested))
    .catch(throwNamed('linkToken'));
  if (settings === null) {
    throw invalidRequest(403, 'NOT_ALLOWED', 'The app does not allow this.');
  }
  assertLinkTokenSettings(settings);
  return settings;
}

/**
 * Mints a link token. Its `webhook` says whose Item it is for and why, so that Plaid tells both when the user has finished,
 * however long the token lives.
 *
 * @throws HttpError
 */
export async function mintLinkToken<User, Item extends OwnedItem>(
  owned: OwnedCall<User, Item>,
  requested: RequestedLink,
  settings: LinkTokenSettings,
): Promise<LinkTokenBody> {
  const { item, plaidItemId } = owned;
  const { plaid } = owned.context.options;
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
}

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
